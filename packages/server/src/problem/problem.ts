import { type Facts, type Language, ShishuError } from '@shishu/kernel'
import { refusal } from '@shishu/store'
import type { FastifyError } from 'fastify'
import { serverError } from '../server-errors.ts'
import { statusOf } from './status.ts'

/** A refusal as it is sent (RFC 9457); see protocol/problem.ts. */
export interface ProblemBody {
  type: string
  title: string
  status: number
  code: string
  zh: string
  en: string
  path?: string
  facts?: Facts
  /** What the person needs to see in order to act: for a stale version, both sides field by field. */
  detail?: unknown
  instance: string
}

/** An error that the server answers with, made from whatever was thrown. What nobody foresaw says nothing of itself. */
export function problemOf(error: unknown, instance: string, language: Language): ProblemBody {
  // Sessions and accounts ask the database by themselves: that it is away is told as the book tells it.
  const known = refusalOf(refusal(error)) ?? serverError('server.failed', { instance })
  const { code, facts, texts } = known
  const path = typeof facts.path === 'string' && facts.path !== '' ? facts.path : undefined
  return {
    type: `urn:shishu:error:${code}`,
    title: texts[language].split('\n')[0]!,
    status: statusOf(code),
    code,
    ...texts,
    ...(path === undefined ? {} : { path }),
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    instance,
  }
}

/** The refusal behind an error: our own, or the framework's in our words; null for what nobody foresaw. */
function refusalOf(error: unknown): ShishuError | null {
  if (error instanceof ShishuError) return error
  // The kernel refuses numbers and texts that cannot be read with a RangeError.
  if (error instanceof RangeError && !(error as { code?: string }).code) return malformed('', error.message)
  const { code, statusCode, message } = error as FastifyError
  switch (code) {
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return serverError('request.malformed', { path: '', detail: '地址写法不对', detailEn: 'no such address can be' })
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return serverError('request.too-large', { limit: Number((error as { limit?: number }).limit ?? 1 << 20) })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return serverError('request.media-type', { found: message.replace(/^.*: ?/, '').slice(0, 100) })
  }
  if (statusCode === 429) return serverError('request.too-many', { seconds: 60 })
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return malformed('', message ?? String(statusCode))
  return null
}

function malformed(path: string, detail: string): ShishuError {
  return serverError('request.malformed', { path, detail, detailEn: detail })
}
