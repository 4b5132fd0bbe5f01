import type { Book } from '../book/book.ts'
import { foldCells } from '../cell/fold.ts'
import { sealJournal } from './seal.ts'

/** Unfolded positions from which folding pays: below, readers add the postings themselves as fast. */
const FOLD_FROM = 200

/**
 * Gives what was booked its place in the journal, and folds it where enough has gathered. What is booked is safe whether
 * this succeeds or not: a later one makes up for it, so its failure is told, not thrown.
 * @returns whether the journal is sealed up to now
 */
export async function settle(book: Book, town: number, { fold = false } = {}): Promise<boolean> {
  try {
    const { position } = await sealJournal(book, town)
    const { rows } = await book.keeperPool.query<{ position: string }>(
      'select position from shishu.fold where town = $1',
      [town],
    )
    if (fold || position - Number(rows[0]?.position ?? 0) >= FOLD_FROM) await foldCells(book, town)
    return true
  } catch {
    return false
  }
}
