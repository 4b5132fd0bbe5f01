import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import { everyFile, type OpenBook } from '@shishu/store'
import type { FileStore } from './file-store.ts'

/** What became of a file that a version refers to. */
export interface LostFile {
  sha256: string
  /** missing: it is not kept; altered: its bytes are no longer those that were sealed. */
  what: 'missing' | 'altered'
}

/**
 * Reads every file that versions refer to and compares it with the hash that the seals cover.
 * @returns those that do not agree; none where all is well
 */
export async function* verifyFiles(store: FileStore, sha256s: Iterable<string>): AsyncGenerator<LostFile> {
  for (const sha256 of sha256s) {
    const found = await store.find(sha256)
    if (found === undefined) {
      yield { sha256, what: 'missing' }
      continue
    }
    const hash = createHash('sha256')
    await pipeline(found.bytes, hash)
    if (hash.digest('hex') !== sha256) yield { sha256, what: 'altered' }
  }
}

/** As verifyFiles, for every file that the book refers to. `progress` is told how many have been looked at. */
export async function lostFiles(
  book: Pick<OpenBook, 'asOwner'>,
  store: FileStore,
  progress: (files: number) => void = () => undefined,
): Promise<LostFile[]> {
  return book.asOwner(async (owner) => {
    const lost: LostFile[] = []
    let looked = 0
    for await (const page of everyFile(owner)) {
      for await (const file of verifyFiles(store, page)) lost.push(file)
      looked += page.length
      progress(looked)
    }
    return lost
  })
}
