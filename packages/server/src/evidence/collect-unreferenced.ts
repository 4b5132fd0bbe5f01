import { type FileStore, findKeySha256 } from './file-store.ts'

/** Files asked about at a time. */
const AT_ONCE = 500

/**
 * Removes files that were put before an instant and that no version refers to: uploads that were never booked.
 *
 * A booking keeps its files alive before it begins (`keepForBooking`), so that none goes between the answer and the
 * removal.
 * @param referenced  which of these files, by sha256, any version of any town refers to
 * @returns how many files were removed, thumbnails not counted
 */
export async function collectUnreferenced(
  store: FileStore,
  referenced: (sha256s: readonly string[]) => Promise<ReadonlySet<string>>,
  olderThan: Date,
): Promise<number> {
  await store.removeLeftovers(olderThan)
  let removed = 0
  let waiting: string[] = []
  const collect = async () => {
    const needed = await referenced([...new Set(waiting.map((key) => findKeySha256(key)!))])
    for (const key of waiting) {
      const sha256 = findKeySha256(key)!
      if (needed.has(sha256)) continue
      const gone = await store.removeOlder(key, olderThan)
      if (gone && key === sha256) removed += 1
    }
    waiting = []
  }
  for await (const { key, storedAt } of store.list()) {
    if (storedAt >= olderThan) continue
    waiting.push(key)
    if (waiting.length >= AT_ONCE) await collect()
  }
  if (waiting.length > 0) await collect()
  return removed
}
