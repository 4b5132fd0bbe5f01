import { ShishuError } from '@shishu/kernel'
import { type Dispatcher, request } from 'undici'
import { type AddressRules, checkUrl } from './guard-address.ts'
import { SIGNATURE_HEADER, signBody } from './signature.ts'

/** A receiver that has not answered by then has not received it. */
const TIMEOUT_MS = 10_000
/** What is read of an answer before the connection is closed. */
const ANSWER_BYTES = 1024

/** What is sent, and where to. */
export interface SignedPost {
  url: string
  secret: string
  body: string
  /** Of the event. */
  type: string
  /** Id of the delivery. */
  delivery: string
}

/**
 * Sends one signed request; redirections are not followed, and what the answer says is not kept.
 * @returns the status of the answer
 * Errors   address.*; those of the connection (see codeOf)
 */
export async function postSigned(
  { url, secret, body, type, delivery }: SignedPost,
  { agent, rules, at }: { agent: Dispatcher; rules: AddressRules; at: Date },
): Promise<number> {
  const limit = AbortSignal.timeout(TIMEOUT_MS)
  const answer = await request(checkUrl(url, rules), {
    method: 'POST',
    dispatcher: agent,
    signal: limit,
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'shishu',
      'shishu-delivery': delivery,
      'shishu-event': type,
      [SIGNATURE_HEADER]: signBody(secret, body, at),
    },
  })
  // A short answer frees the connection for the next; a long one is cut off.
  await answer.body.dump({ limit: ANSWER_BYTES, signal: limit }).catch(() => undefined)
  return answer.statusCode
}

/** A code for what went wrong; the text of an error could repeat what the other side wrote. */
export function codeOf(error: unknown): string {
  if (error instanceof ShishuError) return error.code
  if (!(error instanceof Error)) return 'unknown'
  if (error.cause instanceof ShishuError) return error.cause.code
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
