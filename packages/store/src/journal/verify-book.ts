import type { Book } from '../book/book.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { readJournal, townsInBook } from './read-journal.ts'
import { sealJournal } from './seal.ts'
import { unverified, type VerifiedJournal, verifyNext } from './verify-seals.ts'

/** Recomputes every seal of every town's journal from the book itself. Errors: journal.broken. */
export async function verifyBook(
  book: Book,
  progress: (done: number) => void = () => undefined,
): Promise<VerifiedJournal[]> {
  const towns = await inSnapshot(book.pool, townsInBook)
  for (const town of towns) await sealJournal(book, town)
  return inSnapshot(book.pool, async (client) => {
    const verified: VerifiedJournal[] = []
    let done = 0
    for (const town of towns) {
      let reached = unverified(town)
      for await (const page of readJournal(client, town)) {
        for (const next of page) reached = verifyNext(reached, next)
        done += page.length
        progress(done)
      }
      verified.push(reached)
    }
    return verified
  })
}
