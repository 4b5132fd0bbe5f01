import { codeFromKey } from '@shishu/kernel'
import type { BookPool } from '@shishu/store'

/** How far a town's journal is behind what is booked. */
export interface JournalLag {
  /** 12-digit code. */
  town: string
  /** Batches that have no place in the journal yet. */
  waiting: number
  /** Since the oldest of them was booked. */
  seconds: number
}

/** The towns whose journals are behind; through a pool that sees the whole book. */
export async function readJournalLag(pool: BookPool, now: Date): Promise<JournalLag[]> {
  const { rows } = await pool.query<{ town: string; waiting: number; oldest: Date }>(
    `select p.town, count(*)::integer as waiting, min(b.booked_at) as oldest
       from shishu.pending as p join shishu.batch as b on b.town = p.town and b.id = p.batch
      group by p.town order by p.town`,
  )
  return rows.map(({ town, waiting, oldest }) => ({
    town: codeFromKey(Number(town)).slice(0, 12),
    waiting,
    seconds: Math.max(0, (now.getTime() - oldest.getTime()) / 1000),
  }))
}
