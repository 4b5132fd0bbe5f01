import type { BookPool } from '@shishu/store'
import { uuidv7 } from 'uuidv7'
import { type AddressRules, guardedAgent } from './guard-address.ts'
import { codeOf, postSigned } from './post-signed.ts'
import { webhookError } from './webhook-errors.ts'

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
    const { url, secret } = webhook
    const post = { url, secret, body, type: 'ping', delivery: ping }
    return { status: await postSigned(post, { agent, rules, at: clock() }), error: null }
  } catch (error) {
    return { status: null, error: codeOf(error) }
  } finally {
    await agent.close()
  }
}
