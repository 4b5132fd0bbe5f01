import type { Pool } from 'pg'
import { type AccountSettings, minutes } from './account-settings.ts'

/**
 * Whether a name is locked at an instant. Ask after the password was verified: then at most as many guesses as are
 * allowed ever learn anything, however many are made at once.
 */
export async function isLocked(pool: Pool, name: string, now: Date): Promise<boolean> {
  const { rows } = await pool.query(
    'select 1 from shishu_account.sign_in_failure where name = $1 and locked_until > $2',
    [name, now],
  )
  return rows.length > 0
}

/**
 * Counts a failure, and locks the name when it is one too many in a row. Failures while it is locked change nothing, so
 * that nobody is kept out for ever; after as long without a failure the count begins anew.
 * Returns whether this failure locked it.
 */
export async function recordFailure(
  pool: Pool,
  { lockOut }: AccountSettings,
  name: string,
  now: Date,
): Promise<boolean> {
  const span = minutes(lockOut.minutes)
  const before = new Date(now.getTime() - span)
  const { rows } = await pool.query<{ failures: number; locked_until: Date | null }>(
    `insert into shishu_account.sign_in_failure as f (name, failures, failed_at, locked_until)
     values ($1, 1, $2, case when $4::integer <= 1 then $5::timestamptz end)
     on conflict (name) do update
        set failures = case when f.locked_until > $2 then f.failures + 1
                            when f.locked_until is not null or f.failed_at <= $3 then 1
                            else f.failures + 1 end,
            failed_at = $2,
            locked_until = case when f.locked_until > $2 then f.locked_until
                                when f.locked_until is not null or f.failed_at <= $3
                                then case when $4::integer <= 1 then $5::timestamptz end
                                when f.failures + 1 >= $4::integer then $5::timestamptz end
     returning failures, locked_until`,
    [name, now, before, lockOut.failures, new Date(now.getTime() + span)],
  )
  // Names that no account has are counted too, so what is over is swept away; rows that others are changing can wait.
  await pool.query(
    `delete from shishu_account.sign_in_failure
      where name in (select name from shishu_account.sign_in_failure
                      where failed_at <= $1 and name <> $2 limit 100 for update skip locked)`,
    [before, name],
  )
  return rows[0]!.failures === lockOut.failures && rows[0]!.locked_until !== null
}

/** Forgets the failures of a name that has signed in, or whose password an administrator has reset. */
export async function forgetFailures(pool: Pool, name: string): Promise<void> {
  await pool.query('delete from shishu_account.sign_in_failure where name = $1', [name])
}
