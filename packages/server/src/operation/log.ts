import { type DestinationStream, type LogFn, type Logger, pino, stdTimeFunctions } from 'pino'
import type { LOG_LEVELS } from '../setting/setting-table.ts'
import { escapeUnshown } from './escape-unshown.ts'
import { quietError } from './quiet-error.ts'
import { pathWithoutValues } from './request-path.ts'
import { terminalLine } from './terminal-log.ts'

export interface LogOptions {
  level: (typeof LOG_LEVELS)[number]
  /** Where lines go; the standard output by default, which systemd and containers keep. */
  to?: { write(text: string): unknown; isTTY?: boolean }
}

/** Members that are never logged, wherever they stand in what is logged. */
const SECRET_NAMES = ['body', 'cookie', 'authorization', 'password', 'token', 'secret', 'values', '["set-cookie"]']
const REDACTED = SECRET_NAMES.flatMap((name) => {
  const below = name.startsWith('[') ? name : `.${name}`
  return [name, `*${below}`, `*.*${below}`]
})

/** What the log says of a request: enough to follow it, nothing that the person sent. */
interface LoggedRequest {
  id?: unknown
  method?: string
  url?: string
  routeOptions?: { url?: string | undefined }
}

/**
 * The server's log: one JSON object a line, or words at a terminal. Requests are logged without their headers, body,
 * address and query values, errors without what they quote. Who did what is for the audit log.
 */
export function createLog({ level, to = process.stdout }: LogOptions): Logger {
  const destination: DestinationStream = {
    write: (line) => to.write(to.isTTY === true ? `${terminalLine(line)}\n` : escapeUnshown(line)),
  }
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '[redacted]' },
      hooks: { logMethod: logQuietly },
      serializers: { req: requestSaid, res: replySaid, err: quietError, error: quietError },
    },
    destination,
  )
}

/** Without words of its own a line about an error would take the error's message for them, quotations and all. */
function logQuietly(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const [first, words, ...more] = args as unknown[]
  const error = first instanceof Error ? first : (first as { err?: unknown } | null | undefined)?.err
  if (!(error instanceof Error)) {
    method.apply(this, args)
    return
  }
  const said = words === undefined || words === error.message ? 'failed' : words
  const facts = first instanceof Error ? { err: first } : first
  method.apply(this, [facts, said, ...more] as unknown as Parameters<LogFn>)
}

function requestSaid(request: LoggedRequest): Record<string, unknown> {
  const route = request.routeOptions?.url
  return {
    id: request.id,
    method: request.method,
    path: pathWithoutValues(request.url ?? ''),
    ...(route !== undefined && { route }),
  }
}

function replySaid({ statusCode }: { statusCode?: number }): Record<string, unknown> {
  return { status: statusCode }
}
