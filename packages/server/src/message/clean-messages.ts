import type { BookPool } from '@shishu/store'
import { CATCH_UP_DAYS } from './notices-for.ts'

const DAY_MS = 86_400_000
/** Days for which messages are kept: well past the time in which their occasions could be told again. */
export const KEPT_DAYS = { notice: CATCH_UP_DAYS + 275, delivery: CATCH_UP_DAYS + 30, task: 30 } as const

/** Removes notices, deliveries and tasks that have served their time. */
export async function cleanMessages(pool: BookPool, now: Date): Promise<void> {
  const before = (days: number) => [new Date(now.getTime() - days * DAY_MS)]
  await pool.query("delete from shishu.delivery where state <> 'waiting' and done_at < $1", before(KEPT_DAYS.delivery))
  await pool.query('delete from shishu.notice where created_at < $1', before(KEPT_DAYS.notice))
  await pool.query(
    "delete from shishu.task where state in ('done', 'failed', 'stopped') and updated_at < $1",
    before(KEPT_DAYS.task),
  )
}
