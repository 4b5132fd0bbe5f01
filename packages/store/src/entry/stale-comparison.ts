import { codeKey, type FieldValue, isPersonal, type Ledger, storedFields, type Values } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { compareVersions, masked, type VersionComparison } from './compare-versions.ts'
import { MASKED } from './entry-history.ts'
import { currentRow } from './read-entry.ts'
import { type StoredVersion, type VersionRow, versionOf, versionSelection } from './version.ts'

/** A field that somebody else changed meanwhile, or that one would change oneself; personal values masked. */
export interface FieldConflict {
  field: string
  label: string
  /** As it stood in the version that was seen. */
  base: FieldValue
  /** As it stands now. */
  theirs: FieldValue
  /** As one would have it; what one did not say is as it was seen. */
  mine: FieldValue
  /** Both changed it, and not to the same: a person must choose. */
  conflicts: boolean
}

/** What a refusal for a stale version shows. */
export interface StaleComparison {
  expected: number
  current: number
  /** Who booked the current version, and when (ISO 8601). */
  by: string
  bookedAt: string
  fields: FieldConflict[]
  /** All that changed meanwhile. */
  theirs: VersionComparison
}

/**
 * Sets a change that was refused as stale beside what was booked meanwhile. The vault stays shut: a personal value that
 * was given counts as changed, unless it is the mask itself.
 * Errors  ledger.unknown, entry.unknown, entry.version-unknown
 */
export async function staleComparison(
  book: Book,
  town: string,
  ledgerId: string,
  entry: string,
  expected: number,
  mine: Values,
): Promise<StaleComparison> {
  const ledger = book.definitions.ledger(ledgerId)
  return inSnapshot(book.pool, async (client) => {
    const row = await currentRow(client, codeKey(town), ledger, entry, null)
    const current = versionOf(ledger, row)
    const base = await versionAt(client, codeKey(town), ledger, entry, expected)
    return {
      expected,
      current: current.version,
      by: row.booked_by,
      bookedAt: row.booked_at.toISOString(),
      fields: conflictsOf(ledger, base, current, mine),
      theirs: compareVersions(ledger, base, current),
    }
  })
}

/** The fields that either side changed, in the order of the definition. */
function conflictsOf(ledger: Ledger, base: StoredVersion, current: StoredVersion, mine: Values): FieldConflict[] {
  return storedFields(ledger.fields).flatMap(([id, field]): FieldConflict[] => {
    const was = base.values[id] ?? null
    const theirs = current.values[id] ?? null
    const untouched = mine[id] === undefined || (isPersonal(field) && mine[id] === MASKED)
    const wanted = untouched ? was : (mine[id] ?? null)
    if (was === theirs && was === wanted) return []
    const conflicts = was !== theirs && was !== wanted && wanted !== theirs
    const show = (value: FieldValue) => masked(ledger, id, value)
    return [{ field: id, label: field.label, base: show(was), theirs: show(theirs), mine: show(wanted), conflicts }]
  })
}

/** One version of an entry. Errors: entry.version-unknown. */
async function versionAt(
  client: ClientBase,
  town: number,
  ledger: Ledger,
  entry: string,
  version: number,
): Promise<StoredVersion> {
  const unknown = () => storeError('entry.version-unknown', { ledger: ledger.label, entry, version })
  if (!Number.isInteger(version) || version < 1 || version > 2 ** 31 - 1) throw unknown()
  const { rows } = await client.query<VersionRow>(
    `select ${versionSelection(ledger)} from ${ledgerTable(ledger.id)} as v
      where v.town = $1 and v.entry = $2 and v.version = $3`,
    [town, entry, version],
  )
  if (rows[0] === undefined) throw unknown()
  return versionOf(ledger, rows[0])
}
