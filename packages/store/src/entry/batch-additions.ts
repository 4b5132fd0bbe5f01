import { codeFromKey, codeKey, levelOf } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { requestOf } from './write-batch.ts'

/** A booking of entries, found by its batch. */
export interface EntriesBatch {
  /** Code of the town. */
  town: string
  by: string
  /** Versions that it booked. */
  versions: number
}

/**
 * The booking with a batch's id, if its request begins so; undefined otherwise.
 * @param book  past everybody's rights
 */
export async function findBatch(book: Book, batch: string, prefix: string): Promise<EntriesBatch | undefined> {
  const towns = book.orgTree.all.filter(({ code }) => levelOf(code) === 'township').map(({ code }) => codeKey(code))
  const { rows } = await book.keeperPool.query<{ town: string; booked_by: string; version_count: number }>(
    `select town, booked_by, version_count from shishu.batch
      where town = any($1::bigint[]) and id = $2 and kind = 'entries' and starts_with(request, $3)`,
    [towns, batch, requestOf(prefix)],
  )
  const [row] = rows
  return row && { town: codeFromKey(Number(row.town)), by: row.booked_by, versions: row.version_count }
}

/** A version that a batch booked, and the entry's version by now. */
export interface BatchVersion {
  ledger: string
  entry: string
  version: number
  /** Whether it added the entry. */
  adds: boolean
  current: number
}

/** The versions of a batch, as far as the book shows them to whoever asks. */
export async function versionsOfBatch(book: Book, town: string, batch: string): Promise<BatchVersion[]> {
  return inSnapshot(book.pool, async (client) => {
    const found: BatchVersion[] = []
    for (const { id } of book.definitions.pack.ledgers) {
      const table = ledgerTable(id)
      const { rows } = await client.query<{ entry: string; version: number; kind: string; current: number }>(
        `select v.entry, v.version, v.kind,
                (select max(n.version) from ${table} as n where n.town = v.town and n.entry = v.entry) as current
           from ${table} as v where v.town = $1 and v.batch = $2 order by v.entry`,
        [codeKey(town), batch],
      )
      for (const { kind, ...row } of rows) found.push({ ledger: id, ...row, adds: kind === 'add' })
    }
    return found
  })
}
