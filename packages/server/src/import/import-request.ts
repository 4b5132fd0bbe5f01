import { createHash } from 'node:crypto'
import { type Book, findBatchOf } from '@shishu/store'

/** What the request of every import begins with, by which its batch is known. */
export const IMPORT_REQUEST = 'import '

/** The request that undoes an import. */
export const undoRequest = (batch: string) => `undo ${batch}`

/**
 * The request under which a workbook is booked: the same for the same file, so that it is booked once. The same file
 * meant for another town is another request, and so is the file of an import that was undone.
 */
export async function importRequest(book: Book, bytes: Uint8Array, town: string | undefined): Promise<string> {
  const file = `${IMPORT_REQUEST}${createHash('sha256').update(bytes).digest('hex')} ${town ?? ''}`.trimEnd()
  let request = file
  for (;;) {
    const batch = await findBatchOf(book, request)
    const undone = batch === null ? null : await findBatchOf(book, undoRequest(batch))
    if (undone === null) return request
    request = `${file} after ${undone}`
  }
}
