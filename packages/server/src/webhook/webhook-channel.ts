import type { BookPool } from '@shishu/store'
import type { Dispatcher } from 'undici'
import type { Channel, Outcome } from '../message/channel.ts'
import type { Claimed } from '../message/delivery.ts'
import { type AddressRules, guardedAgent } from './guard-address.ts'
import { codeOf, postSigned, type SignedPost } from './post-signed.ts'

/**
 * Sends events by signed requests. Only an answer of 200 to 299 within ten seconds counts as received; redirections are
 * not followed; what the answer says is not kept.
 * @param agent  for tests; a guarded one otherwise
 */
export function webhookChannel(
  pool: BookPool,
  { rules, clock, agent = guardedAgent(rules) }: { rules: AddressRules; clock: () => Date; agent?: Dispatcher },
): Channel {
  return {
    async send(delivery) {
      const post = await findPost(pool, delivery)
      if (post === undefined) return { kind: 'failed', error: 'gone', final: true }
      try {
        return outcomeOf(await postSigned(post, { agent, rules, at: clock() }))
      } catch (error) {
        return { kind: 'failed', error: codeOf(error), final: false }
      }
    },
    close: () => agent.close(),
  }
}

async function findPost(pool: BookPool, delivery: Claimed): Promise<SignedPost | undefined> {
  const { rows } = await pool.query<SignedPost>(
    `select w.url, w.secret, d.body, d.event_type as type, d.id as delivery
       from shishu.delivery as d join shishu.webhook as w on w.id = d.webhook
      where d.id = $1 and w.disabled_at is null`,
    [delivery.id],
  )
  return rows[0]
}

function outcomeOf(status: number): Outcome {
  return status >= 200 && status < 300 ? { kind: 'sent' } : { kind: 'failed', error: `http ${status}`, final: false }
}
