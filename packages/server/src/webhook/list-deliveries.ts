import type { BookPool } from '@shishu/store'

/** One event on its way to a subscription, without what it says. */
export interface Delivery {
  id: string
  /** The event's id. */
  event: string
  type: string
  state: 'waiting' | 'sent' | 'failed'
  attempts: number
  /** A code; never what the other side wrote. */
  lastError: string | null
  createdAt: string
  /** When the next attempt is; null where there is none. */
  nextAt: string | null
  doneAt: string | null
}

/** The latest deliveries of a subscription, the newest first. */
export async function listDeliveries(pool: BookPool, webhook: string, limit: number): Promise<Delivery[]> {
  const { rows } = await pool.query<DeliveryRow>(
    `select id, event, event_type, state, attempts, last_error, created_at, next_at, done_at
       from shishu.delivery where webhook = $1 order by created_at desc, id desc limit $2`,
    [webhook, limit],
  )
  return rows.map((row) => ({
    id: row.id,
    event: row.event,
    type: row.event_type,
    state: row.state,
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: row.created_at.toISOString(),
    nextAt: row.state === 'waiting' ? row.next_at.toISOString() : null,
    doneAt: row.done_at?.toISOString() ?? null,
  }))
}

interface DeliveryRow {
  id: string
  event: string
  event_type: string
  state: Delivery['state']
  attempts: number
  last_error: string | null
  created_at: Date
  next_at: Date
  done_at: Date | null
}
