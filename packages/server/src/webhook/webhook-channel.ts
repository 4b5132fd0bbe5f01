import { ShishuError } from '@shishu/kernel'
import type { BookPool } from '@shishu/store'
import { type Dispatcher, request } from 'undici'
import type { Channel, Outcome } from '../message/channel.ts'
import type { Claimed } from '../message/delivery.ts'
import { type AddressRules, checkUrl, guardedAgent } from './guard-address.ts'
import { SIGNATURE_HEADER, signBody } from './signature.ts'

/** A receiver that has not answered by then has not received it. */
const TIMEOUT_MS = 10_000
/** What is read of an answer before the connection is closed. */
const ANSWER_BYTES = 1024

/** What is sent, and where to. */
interface Post {
  url: string
  secret: string
  body: string
  type: string
}

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
        return outcomeOf(await send(post, delivery))
      } catch (error) {
        return { kind: 'failed', error: codeOf(error), final: false }
      }
    },
    close: () => agent.close(),
  }

  async function send(post: Post, delivery: Claimed): Promise<number> {
    const url = checkUrl(post.url, rules)
    const limit = AbortSignal.timeout(TIMEOUT_MS)
    const { statusCode, body } = await request(url, {
      method: 'POST',
      dispatcher: agent,
      signal: limit,
      body: post.body,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'shishu',
        'shishu-delivery': delivery.id,
        'shishu-event': post.type,
        [SIGNATURE_HEADER]: signBody(post.secret, post.body, clock()),
      },
    })
    // A short answer frees the connection for the next; a long one is cut off.
    await body.dump({ limit: ANSWER_BYTES, signal: limit }).catch(() => undefined)
    return statusCode
  }
}

async function findPost(pool: BookPool, delivery: Claimed): Promise<Post | undefined> {
  const { rows } = await pool.query<Post>(
    `select w.url, w.secret, d.body, d.event_type as type
       from shishu.delivery as d join shishu.webhook as w on w.id = d.webhook
      where d.id = $1 and w.disabled_at is null`,
    [delivery.id],
  )
  return rows[0]
}

function outcomeOf(status: number): Outcome {
  return status >= 200 && status < 300 ? { kind: 'sent' } : { kind: 'failed', error: `http ${status}`, final: false }
}

/** A code for what went wrong; the text of an error could repeat what the other side wrote. */
function codeOf(error: unknown): string {
  if (error instanceof ShishuError) return error.code
  if (!(error instanceof Error)) return 'unknown'
  if (error.cause instanceof ShishuError) return error.cause.code
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
