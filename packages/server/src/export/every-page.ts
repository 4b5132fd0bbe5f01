import { type Book, type EntriesQuestion, type EntryView, listEntries, MOST_ENTRIES } from '@shishu/store'

/** Every entry of a question, page by page: the next is read once the one before has been taken. */
export async function* everyPage(book: Book, question: EntriesQuestion): AsyncGenerator<EntryView[]> {
  let after: string | null = null
  do {
    const { entries, next } = await listEntries(book, { ...question, limit: MOST_ENTRIES, after })
    if (entries.length > 0) yield entries
    after = next
  } while (after !== null)
}
