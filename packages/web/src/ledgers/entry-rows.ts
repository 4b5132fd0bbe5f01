import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import {
  type EntriesQuestion,
  type EntryPage,
  type EntryView,
  entryPageKey,
  entryPageQuery,
  PAGE,
} from '../api/entries.ts'
import { type GridRow, type GridRows, planRows, type Stretch } from './grid-rows.ts'
import type { RowWindow } from './row-window.ts'

/** Rows beyond those drawn that are read already, either way: so that the wheel meets none that are still being read. */
const AHEAD = 120
/** While the scroll bar is being drawn, nothing is asked for: only where it comes to rest. */
const REST_MS = 60

interface WantedPage {
  /** Tells it from the other pages of the plan. */
  name: string
  question: EntriesQuestion
  page: number
}

export interface EntryRows extends GridRows {
  /** Tells which rows are drawn: they and those near them are read. */
  onWindow: (window: RowWindow) => void
  /** Reads all of some rows, at most `MOST_READ`, that are not read yet. Errors: ApiProblem. */
  readAll: (first: number, until: number) => Promise<void>
}

/** Rows that are read at once at most, to be copied. */
export const MOST_READ = 20_000

/** The rows of a list: the pages of entries near those in sight are read, wherever in the list that is. */
export function useEntryRows(ledger: string, stretches: readonly Stretch[]): EntryRows {
  const queries = useQueryClient()
  const plan = useMemo(() => planRows(stretches), [stretches])
  const [window, setWindow] = useState<RowWindow>({ first: 0, until: 0 })
  const read = (one: WantedPage) => queries.getQueryData<EntryPage>(entryPageKey(ledger, one.question, one.page))
  const drawn = pagesOf(plan, window.first, window.until)
  // What is in sight comes before what may be next.
  const near = drawn.every(read) ? pagesOf(plan, window.first - AHEAD, window.until + AHEAD) : drawn
  const named = near.map(({ name }) => name).join()
  const wanted = useMemo(() => near, [plan, named])
  const atRest = useAtRest(wanted, REST_MS)
  // What was read before is there at once; what was not waits until the scroll bar rests.
  const asked = wanted === atRest ? wanted : wanted.filter((one) => read(one) !== undefined)
  const pages = useQueries({
    queries: asked.map(({ question, page }) => entryPageQuery(queries, ledger, question, page)),
    // Not the entries themselves, which would be compared one by one.
    combine: readWhen,
  })
  const row = useCallback(
    (index: number): GridRow => {
      const { stretch, at } = plan.place(index)
      if (at === null) return { kind: 'group', group: stretch.group!, open: stretch.open }
      const found = queries.getQueryData<EntryPage>(entryPageKey(ledger, stretch.question, Math.floor(at / PAGE)))
      return { kind: 'entry', entry: found?.entries[at % PAGE] }
    },
    // What has been read since is another list to whoever draws it.
    [plan, queries, ledger, pages],
  )
  const readAll = useCallback(
    async (first: number, until: number) => {
      for (const { question, page } of pagesOf(plan, first, Math.min(until, first + MOST_READ))) {
        await queries.ensureQueryData(entryPageQuery(queries, ledger, question, page))
      }
    },
    [plan, queries, ledger],
  )
  return useMemo(() => ({ count: plan.count, row, onWindow: setWindow, readAll }), [plan, row, readAll])
}

const readWhen = (results: readonly { dataUpdatedAt: number }[]) => results.map(({ dataUpdatedAt }) => dataUpdatedAt)

/** The pages that some rows stand on. */
function pagesOf({ count, place }: ReturnType<typeof planRows>, first: number, until: number): WantedPage[] {
  const found: WantedPage[] = []
  let row = Math.max(0, first)
  const end = Math.min(count, until)
  while (row < end) {
    const { stretch, at } = place(row)
    if (at === null) {
      row += 1
      continue
    }
    const page = Math.floor(at / PAGE)
    found.push({ name: `${stretch.group?.key ?? ''}/${page}`, question: stretch.question, page })
    row += Math.min((page + 1) * PAGE, stretch.count) - at
  }
  return found
}

/** A value once it has stayed for a while; the first at once. */
function useAtRest<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return rested
}

/** The entries among rows; those that are still being read, and rows of groups, are left out. */
export function entriesIn(rows: GridRows, first: number, until: number): EntryView[] {
  const found: EntryView[] = []
  for (let index = first; index < until; index += 1) {
    const row = rows.row(index)
    if (row.kind === 'entry' && row.entry !== undefined) found.push(row.entry)
  }
  return found
}
