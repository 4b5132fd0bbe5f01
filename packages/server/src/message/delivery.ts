import type { BookPool } from '@shishu/store'

export type ChannelName = 'email' | 'webhook'

/** A delivery that this server has taken on. */
export interface Claimed {
  /** Goes with every attempt, so that a receiver knows a second one for what it is. */
  id: string
  channel: ChannelName
  /** Whose notice it is, or who made the webhook. */
  person: string
  notice: string | null
  webhook: string | null
  /** Attempts begun, this one among them. */
  attempts: number
  createdAt: Date
}

/** Milliseconds after which an attempt without an end is taken for lost: longer than any attempt may last. */
const LEASE_MS = 120_000
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
/** From then on a delivery is given up. */
const GIVE_UP_MS = 24 * 3_600_000

/**
 * Takes on deliveries that are due, the longest waiting first. What one server has taken on, no other takes before the
 * attempt must have ended: a server that dies in it leaves it to the next, under the same id.
 * @param quiet  true in quiet hours: what waits for them to end is left
 */
export async function claimDeliveries(
  pool: BookPool,
  { channels, quiet, limit, now }: { channels: readonly ChannelName[]; quiet: boolean; limit: number; now: Date },
): Promise<Claimed[]> {
  const { rows } = await pool.query<Omit<Claimed, 'createdAt'> & { created_at: Date }>(
    `with due as (
       select id from shishu.delivery
        where state = 'waiting' and next_at <= $1 and channel = any($2) and not (waits_for_hours and $3)
        order by next_at limit $4 for update skip locked)
     update shishu.delivery as d set attempts = d.attempts + 1, next_at = $5
       from due where d.id = due.id
     returning d.id, d.channel, d.person, d.notice, d.webhook, d.attempts, d.created_at`,
    [now, channels, quiet, limit, new Date(now.getTime() + LEASE_MS)],
  )
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: created_at }))
}

/** Notes that a delivery arrived. */
export async function markSent(pool: BookPool, { id }: Claimed, now: Date): Promise<void> {
  await pool.query("update shishu.delivery set state = 'sent', last_error = null, done_at = $2 where id = $1", [
    id,
    now,
  ])
}

/** Notes that an attempt failed and when the next one is; an attempt that another server has followed up says nothing. */
export async function markWaiting(pool: BookPool, { id, attempts }: Claimed, error: string, next: Date): Promise<void> {
  await pool.query(
    "update shishu.delivery set last_error = $3, next_at = $4 where id = $1 and attempts = $2 and state = 'waiting'",
    [id, attempts, error, next],
  )
}

/** Gives a delivery up. */
export async function markFailed(pool: BookPool, { id, attempts }: Claimed, error: string, now: Date): Promise<void> {
  await pool.query(
    `update shishu.delivery set state = 'failed', last_error = $3, done_at = $4
      where id = $1 and attempts = $2 and state = 'waiting'`,
    [id, attempts, error, now],
  )
}

/** When to try again after a failure: half a minute later, then twice as long each time, up to an hour; null: give up. */
export function nextAttempt({ attempts, createdAt }: Pick<Claimed, 'attempts' | 'createdAt'>, now: Date): Date | null {
  if (now.getTime() - createdAt.getTime() >= GIVE_UP_MS) return null
  const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_WAIT_MS)
  return new Date(now.getTime() + wait)
}
