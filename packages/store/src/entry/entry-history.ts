import { codeFromKey, codeKey, type FieldValue, isPersonal, type TrackStep } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { storeError } from '../store-errors.ts'
import { type VersionKind, type VersionRow, versionOf, versionSelection } from './version.ts'

/** How a personal value reads for those who may not see it. */
export const MASKED = '＊＊'

/** One version of an entry, with who booked it, when and why. Personal values are masked. */
export interface EntryVersion {
  version: number
  kind: VersionKind
  orgUnit: string
  values: Readonly<Record<string, FieldValue>>
  track: readonly TrackStep[]
  bookedAt: string
  by: string
  reason: string | null
}

/** Every version of an entry, the first first. Errors: ledger.unknown, entry.unknown. */
export async function entryHistory(book: Book, town: string, ledgerId: string, entry: string): Promise<EntryVersion[]> {
  const ledger = book.definitions.ledger(ledgerId)
  const { rows } = await book.pool.query<VersionRow & { booked_at: Date; booked_by: string; reason: string | null }>(
    `select ${versionSelection(ledger)}, b.booked_at, b.booked_by, b.reason
       from ${ledgerTable(ledger.id)} as v join shishu.batch as b on b.town = v.town and b.id = v.batch
      where v.town = $1 and v.entry = $2 order by v.version`,
    [codeKey(town), entry],
  )
  if (rows.length === 0) throw storeError('entry.unknown', { ledger: ledger.label, entry })
  return rows.map((row) => {
    const version = versionOf(ledger, row)
    const values = Object.entries(version.values).map(([id, value]) => [
      id,
      isPersonal(ledger.fields[id]!) ? MASKED : value,
    ])
    return {
      version: version.version,
      kind: version.kind,
      orgUnit: codeFromKey(version.orgUnit),
      values: Object.fromEntries(values) as Record<string, FieldValue>,
      track: version.track,
      bookedAt: row.booked_at.toISOString(),
      by: row.booked_by,
      reason: row.reason,
    }
  })
}
