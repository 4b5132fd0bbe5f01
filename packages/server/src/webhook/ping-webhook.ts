import { ShishuError } from '@shishu/kernel'
import type { BookPool } from '@shishu/store'
import { request } from 'undici'
import { uuidv7 } from 'uuidv7'
import { type AddressRules, checkUrl, guardedAgent } from './guard-address.ts'
import { SIGNATURE_HEADER, signBody } from './signature.ts'
import { webhookError } from './webhook-errors.ts'

/** Whoever pings waits for it. */
const TIMEOUT_MS = 10_000
const ANSWER_BYTES = 1024

/** What came back: a status, or a code for why nothing did. */
export interface Pong {
  status: number | null
  error: string | null
}

/**
 * Sends a subscription one signed request of the type `ping`, as its events are sent, whether or not it is in force.
 * What the answer says is not read.
 * Errors  webhook.unknown
 */
export async function pingWebhook(
  pool: BookPool,
  id: string,
  { rules, clock }: { rules: AddressRules; clock: () => Date },
): Promise<Pong> {
  const { rows } = await pool.query<{ url: string; secret: string }>(
    'select url, secret from shishu.webhook where id = $1',
    [id],
  )
  const [webhook] = rows
  if (webhook === undefined) throw webhookError('webhook.unknown', { webhook: id })
  const ping = uuidv7()
  const body = JSON.stringify({ id: ping, type: 'ping', at: clock().toISOString(), data: {} })
  const agent = guardedAgent(rules)
  try {
    const limit = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await request(checkUrl(webhook.url, rules), {
      method: 'POST',
      dispatcher: agent,
      signal: limit,
      body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'shishu',
        'shishu-delivery': ping,
        'shishu-event': 'ping',
        [SIGNATURE_HEADER]: signBody(webhook.secret, body, clock()),
      },
    })
    await answer.body.dump({ limit: ANSWER_BYTES, signal: limit }).catch(() => undefined)
    return { status: answer.statusCode, error: null }
  } catch (error) {
    return { status: null, error: codeOf(error) }
  } finally {
    await agent.close()
  }
}

/** A code for what went wrong; the text of an error could repeat what the other side wrote. */
function codeOf(error: unknown): string {
  if (error instanceof ShishuError) return error.code
  if (!(error instanceof Error)) return 'unknown'
  if (error.cause instanceof ShishuError) return error.cause.code
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
