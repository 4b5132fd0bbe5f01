import type { Ledger } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import { ledgerTable } from '../schema/ledger-table.ts'
import { NOT_MOVED } from './moved.ts'
import { type StoredVersion, type VersionRow, versionOf, versionSelection } from './version.ts'

/** The current version of each entry asked for, by entry; entries that do not exist are absent. */
export async function currentVersions(
  client: ClientBase,
  town: number,
  ledger: Ledger,
  entries: readonly string[],
): Promise<Map<string, StoredVersion>> {
  if (entries.length === 0) return new Map()
  const { rows } = await client.query<VersionRow>(
    `select distinct on (v.entry) ${versionSelection(ledger)}
       from ${ledgerTable(ledger.id)} as v
      where v.town = $1 and v.entry = any($2::uuid[]) and ${NOT_MOVED}
      order by v.entry, v.version desc`,
    [town, entries],
  )
  return new Map(rows.map((row) => [row.entry, versionOf(ledger, row)]))
}

/** Entries read at a time when a whole ledger is walked. */
const PAGE = 5_000

/** Every entry's current version in a ledger, in pages; withdrawn entries included, as withdrawals. */
export async function* allCurrentVersions(
  client: ClientBase,
  town: number,
  ledger: Ledger,
): AsyncGenerator<StoredVersion[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await client.query<VersionRow>(
      `select distinct on (v.entry) ${versionSelection(ledger)}
         from ${ledgerTable(ledger.id)} as v
        where v.town = $1 and v.entry > $2
        order by v.entry, v.version desc
        limit ${PAGE}`,
      [town, after],
    )
    if (rows.length > 0) yield rows.map((row) => versionOf(ledger, row))
    if (rows.length < PAGE) return
    after = rows.at(-1)!.entry
  }
}
