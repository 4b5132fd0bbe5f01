import { attachableFiles, type Book, type Change } from '@shishu/store'
import { fileError } from './evidence-errors.ts'
import { type FileStore, keepForBooking } from './file-store.ts'

/**
 * Changes with what is on record of the files that they bring: name, kind and size are never the asker's to say. The files
 * are kept while they are booked.
 * @param book  as the person may see it
 * @param person  account
 * Errors  file.not-kept: a file that the person neither uploaded nor may see at an entry, or that was collected;
 *         file.store-unavailable
 */
export async function withKnownFiles(
  { book, files, person, town }: { book: Book; files: FileStore; person: string; town: string },
  changes: readonly Change[],
): Promise<Change[]> {
  const asked = [...new Set(changes.flatMap((change) => evidenceOf(change).map(({ sha256 }) => sha256)))]
  if (asked.length === 0) return [...changes]
  const known = await attachableFiles(book, person, town, asked)
  const strange = asked.find((sha256) => !known.has(sha256))
  if (strange !== undefined) throw fileError('file.not-kept', { sha256: strange })
  await keepForBooking(files, asked)
  return changes.map((change): Change => {
    const brought = evidenceOf(change)
    if (brought.length === 0) return change
    const evidence = brought.map(({ sha256, described }) => ({
      ...known.get(sha256)!,
      ...(described === undefined ? {} : { described }),
    }))
    return { ...change, evidence } as Change
  })
}

const evidenceOf = (change: Change) => ('evidence' in change ? (change.evidence ?? []) : [])
