import type { Client } from 'pg'
import { backupError } from './backup-errors.ts'

/**
 * Makes sure, within a transaction, that a database holds nothing of a book, and keeps every other process from opening
 * one in it meanwhile.
 * Errors  backup.target-not-empty: nothing is touched
 */
export async function claimEmpty(owner: Client): Promise<void> {
  await owner.query("select pg_advisory_xact_lock(hashtextextended('shishu open', 0))")
  const { rows } = await owner.query<{ name: string }>(
    `select n.nspname || coalesce('.' || c.relname, '') as name
       from pg_namespace as n left join pg_class as c on c.relnamespace = n.oid and c.relkind in ('r', 'p')
      where n.nspname like 'shishu%' order by 1 limit 1`,
  )
  if (rows[0] !== undefined) throw backupError('backup.target-not-empty', { table: rows[0].name })
}
