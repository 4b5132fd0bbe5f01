import type { ImportUndone } from '@shishu/protocol'
import { type Book, bookEntries, type Draft, findBatch, findBatchOf, storeError, versionsOfBatch } from '@shishu/store'
import type { Static } from 'typebox'
import { importError } from './import-errors.ts'
import { IMPORT_REQUEST, undoRequest } from './import-request.ts'

/** Entries left alone that an answer lists. */
const LISTED = 500

/**
 * Withdraws the entries that an import added and that nobody changed since. What it corrected keeps its correction.
 * Done twice it withdraws once.
 * @param book  as the person may see and change it
 * @param whole  the book past everybody's rights: to know whether anything of the import is out of the person's sight
 * Errors  import.unknown; access.refused: some of it is not the person's; those of bookEntries
 */
export async function undoImport(
  book: Book,
  whole: Book,
  request: { batch: string; by: string; reason: string; permit: (draft: Draft) => void },
): Promise<Static<typeof ImportUndone> & { town: string }> {
  const { batch, by, reason, permit } = request
  const found = await findBatch(whole, batch, IMPORT_REQUEST)
  const versions = found === undefined ? [] : await versionsOfBatch(book, found.town, batch)
  if (found === undefined || versions.length === 0) throw importError('import.unknown', { batch })
  const { town } = found
  if (versions.length < found.versions) throw storeError('access.refused', {})
  const [own, others] = [versions.filter(isOwn), versions.filter((one) => !isOwn(one))]
  const left = others.map(({ ledger, entry, adds }) => ({
    ledger,
    entry,
    why: adds ? ('changed' as const) : ('corrected' as const),
  }))
  const undo = undoRequest(batch)
  const nothing = own.length === 0 && (await findBatchOf(book, undo)) === null
  if (nothing) return { town, batch: null, withdrawn: 0, left: left.slice(0, LISTED), leftCount: left.length }
  const booked = await bookEntries(book, {
    request: undo,
    town,
    by,
    reason,
    permit,
    changes: own.map(({ ledger, entry, version }) => ({ kind: 'withdraw', ledger, entry, expected: version })),
  })
  const withdrawn = booked.corrected
  // Asked again, what was withdrawn then looks like what was changed since; only their number is known.
  const shown = booked.repeated ? [] : left.slice(0, LISTED)
  return { town, batch: booked.batch, withdrawn, left: shown, leftCount: versions.length - withdrawn }
}

const isOwn = ({ adds, version, current }: { adds: boolean; version: number; current: number }) =>
  adds && current === version
