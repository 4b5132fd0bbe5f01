/** What the log says of an error: enough to find the fault, and no value that a person entered. */
export interface QuietError {
  type: string
  code?: string
  /** Of the database: which rule or table. */
  constraint?: string
  table?: string
  text?: string
  /** Where it was thrown, innermost first. */
  at?: readonly string[]
  cause?: QuietError
}

/** Frames of a stack that are kept. */
const FRAMES = 12
/** Causes of causes that are followed. */
const DEPTH = 3

/**
 * An error without what it quotes. A refusal of ours is its code: its text is made of what the person entered. So is one
 * of the database, whose message and detail quote rows. Of other errors the message is kept without its quotations.
 */
export function quietError(error: unknown, depth = 0): QuietError {
  if (!(error instanceof Error)) return { type: typeof error }
  const said = error as Error & { code?: unknown; constraint?: unknown; table?: unknown; severity?: unknown }
  const ours = error.name === 'ShishuError'
  const ofDatabase = typeof said.severity === 'string'
  const at = framesOf(error)
  return {
    type: error.name,
    ...(said.code !== undefined && { code: String(said.code) }),
    ...(ofDatabase && typeof said.constraint === 'string' && { constraint: said.constraint }),
    ...(ofDatabase && typeof said.table === 'string' && { table: said.table }),
    ...(!ours && !ofDatabase && { text: withoutQuotations(error.message) }),
    ...(at.length > 0 && { at }),
    ...(error.cause !== undefined && depth < DEPTH && { cause: quietError(error.cause, depth + 1) }),
  }
}

/** Characters of a message that are looked at: one that quotes a whole request would take long to read. */
const READ = 2_000

/** Whatever stands between the first and the last quotation mark, every long number and every Chinese character as `…`. */
function withoutQuotations(message: string): string {
  return message
    .slice(0, READ)
    .replace(/["'`“‘「《].*["'`”’」》]/s, '…')
    .replace(/\d{6,}[\dXx]?/g, '…')
    .replace(/[\p{Script=Han}]+/gu, '…')
    .slice(0, 300)
}

/** The stack without its head, which repeats the message. */
function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at .*\d+:\d+\)?$/.test(line))
    .slice(0, FRAMES)
    .map((line) => line.trim().slice(3))
}
