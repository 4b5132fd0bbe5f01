import type { EntriesQuestion, EntryGroup, EntryView } from '../api/entries.ts'

/** Entries that follow one another in a list: all of it, or those of a group that is opened. */
export interface Stretch {
  /** The group whose row stands above them; null for a list without groups. */
  group: EntryGroup | null
  question: EntriesQuestion
  /** Entries of the question. */
  count: number
  /** Whether the entries are shown; without a group always. */
  open: boolean
}

/** What a row of the grid shows. `at` is an entry’s place within its stretch. */
export type RowPlace = { stretch: Stretch; at: number } | { stretch: Stretch; at: null }

/** The rows of a list, with a row above each group. */
export interface RowPlan {
  count: number
  /** Errors: a row that is not there. */
  place(row: number): RowPlace
}

export function planRows(stretches: readonly Stretch[]): RowPlan {
  const starts: number[] = []
  let count = 0
  for (const { group, open, count: entries } of stretches) {
    starts.push(count)
    count += (group === null ? 0 : 1) + (open ? entries : 0)
  }
  return {
    count,
    place: (row) => {
      if (row < 0 || row >= count) throw new RangeError(`row ${row} of ${count}`)
      const index = lastNotAfter(starts, row)
      const stretch = stretches[index]!
      const within = row - starts[index]!
      if (stretch.group === null) return { stretch, at: within }
      return { stretch, at: within === 0 ? null : within - 1 }
    },
  }
}

/** The index of the last start that is not after a row. Of starts that are alike, the last. */
function lastNotAfter(starts: readonly number[], row: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= row) low = middle
    else high = middle - 1
  }
  return low
}

/** A row as it is drawn; an entry that is still being read has none yet. */
export type GridRow =
  | { kind: 'entry'; entry: EntryView | undefined }
  | { kind: 'group'; group: EntryGroup; open: boolean }

/** The rows of a grid, of which only those near the ones in sight are read. */
export interface GridRows {
  count: number
  row(index: number): GridRow
}
