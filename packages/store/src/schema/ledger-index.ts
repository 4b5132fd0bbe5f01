import { dayField, type Field, type Ledger } from '@shishu/kernel'
import type { Client } from 'pg'
import { columnName, indexName, ledgerTable } from './ledger-table.ts'

/** The field that an entry's own day stands in: of a case the one it opens on; null where a ledger has none. */
export function ownDayField(ledger: Ledger): string | null {
  return ledger.loop?.opens.on ?? dayField(ledger)
}

/**
 * A date or month as a value that is never null: what is empty comes before every day. So one comparison of
 * (day, entry) goes on where a page ended, and an index on it can be walked both ways. It is no coalesce, because
 * PostgreSQL looks nothing up by that under row-level policies: only of `case` does it know that it cannot leak.
 */
export function dayKey(field: Field, column: string): string {
  return field.type === 'month'
    ? `(case when ${column} is null then '' else ${column} end collate "C")`
    : `(case when ${column} is null then '-infinity'::date else ${column} end)`
}

/** What an earlier program called the index. */
const formerName = (ledger: string, column: string) => indexName(ledger, `by_${column}`).replace('__', '_')

/** Gives every ledger's table the index that lists by its own day walk, where it lacks it. */
export async function ensureLedgerIndexes(owner: Client, ledgers: readonly Ledger[]): Promise<void> {
  const { rows } = await owner.query<{ indexname: string }>(
    "select indexname from pg_indexes where schemaname = 'shishu'",
  )
  const present = new Set(rows.map(({ indexname }) => indexname))
  for (const ledger of ledgers) {
    const day = ownDayField(ledger)
    if (day === null) continue
    const column = columnName(day)
    const table = ledgerTable(ledger.id)
    const name = indexName(ledger.id, `by_${column}`)
    if (present.has(name)) continue
    const former = formerName(ledger.id, column)
    if (present.has(former)) {
      await owner.query(`alter index shishu.${former} rename to ${name}`)
      continue
    }
    await owner.query(
      `create index if not exists ${name} on ${table} (town, ${dayKey(ledger.fields[day]!, column)}, entry)`,
    )
  }
}
