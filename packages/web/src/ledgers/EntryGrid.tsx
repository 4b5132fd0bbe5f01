import type { Ledger, OrgTree } from '@shishu/kernel'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { EntryView } from '../api/entries.ts'
import { usePersonNames } from '../api/people-names.ts'
import { useToast } from '../feedback/toasts.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { useLanguage } from '../words/language.ts'
import { isMasked } from './cell-text.ts'
import { copyRows } from './copy-rows.ts'
import { type EntryRows, entriesIn, MOST_READ } from './entry-rows.ts'
import { GridHeadings } from './GridHeadings.tsx'
import { EntryRow, GroupRow, WaitingRow } from './GridRow.tsx'
import type { Column } from './grid-columns.ts'
import { groupName, groupSums } from './grid-groups.ts'
import { type GridCell, HEADINGS, moveSelection, rectangleOf, type Selection, selectCell } from './grid-selection.ts'
import { useLedgerWords } from './ledger-words.ts'
import { covers, ROW_PX, type RowWindow, windowOf, windowSize } from './row-window.ts'
import { SelectionNote } from './SelectionNote.tsx'
import './ledgers.css'

const HEAD_PX = 42
/** What a window is drawn for before the grid has been measured. */
const HEIGHT_AT_FIRST_PX = 700

export interface EntryGridProps {
  ledger: Ledger
  columns: readonly Column[]
  rows: EntryRows
  places: OrgTree
  /** What the rows are grouped by; undefined: they are not. */
  group: string | undefined
  /** Whether these are still the entries of the question before. */
  waiting: boolean
  /** Field with a minus for descending; undefined: last booked first. */
  sort: string | undefined
  /** How many entries there are, in words. */
  count: string
  onSort: (sort: string) => void
  onResize: (column: string, widthPx: number | undefined) => void
  onOpen: (entry: EntryView) => void
  onCorrect: (entry: EntryView) => void
  /** Opens a group, or closes it. */
  onGroup: (key: string | null) => void
}

/** A ledger's entries as a sheet: only the rows in sight are drawn, the keyboard moves as in Excel. */
export function EntryGrid(props: EntryGridProps) {
  const { ledger, columns, rows, places, group, waiting, sort, onSort, onOpen, onCorrect, onGroup } = props
  const { language, words: all } = useLanguage()
  const words = useLedgerWords()
  const toast = useToast()
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const { window: drawn, size, sideways, scrollTo } = useWindow(frame, rows)
  const [chosen, select] = useState<Selection>({ at: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } })
  const selection = within(chosen, rows.count, columns.length)
  const widths = columns.map(({ widthPx }) => widthPx)
  const widthPx = widths.reduce((sum, width) => sum + width, 0)
  const today = todayInShanghai()
  const named = columns.some((column) => column.id === '$by') ? entriesIn(rows, drawn.first, drawn.until) : []
  const nameOf = usePersonNames(named.map(({ by }) => by))
  const reading = useMemo(
    () => ({ ledger, places, language, nameOf, clock: all, today, words }),
    [ledger, places, language, nameOf, all, today, words],
  )
  const groupText = (row: Extract<ReturnType<typeof rows.row>, { kind: 'group' }>) => [
    groupName(group!, row.group.key, reading),
    words.group.count(row.group.count),
    ...groupSums(
      row.group,
      columns.map((column) => column.id),
      ledger,
      language,
    ),
  ]

  const toggleSort = (column: Column) => {
    scrollTo(0)
    if (column.sort !== null) onSort(sort === column.sort ? `-${column.sort}` : column.sort)
  }
  const sorting = useRef(toggleSort)
  sorting.current = toggleSort
  const onHeading = useCallback((column: Column) => sorting.current(column), [])
  /** Does what a key or a double click asks of a row. */
  const act = (index: number, onEntry: (entry: EntryView) => void) => {
    if (index >= rows.count) return
    const row = rows.row(index)
    if (row.kind === 'group') onGroup(row.group.key)
    else if (row.entry !== undefined) onEntry(row.entry)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const chord = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey }
    const { row, column } = selection.at
    if ((event.key === 'Enter' || event.key === 'F2') && event.target === frame.current) {
      event.preventDefault()
      if (row !== HEADINGS) act(row, event.key === 'F2' ? onCorrect : onOpen)
      else if (event.key === 'Enter') toggleSort(columns[column]!)
      return
    }
    if (chord.ctrl && event.key.toLowerCase() === 'a') {
      event.preventDefault()
      select({ at: { row: rows.count - 1, column: columns.length - 1 }, anchor: { row: 0, column: 0 } })
      return
    }
    const page = Math.max(1, Math.floor(((frame.current?.clientHeight ?? 0) - HEAD_PX) / ROW_PX) - 1)
    const next = moveSelection(selection, chord, { rows: rows.count, columns: columns.length, page })
    if (next === null) return
    event.preventDefault()
    select(next)
    if (next.at.row !== HEADINGS) scrollTo(next.at.row)
    showColumn(frame.current, widths, next.at.column)
  }
  const rectangle = rectangleOf(selection)
  const onCopy = (event: React.ClipboardEvent) => {
    if (window.getSelection()?.isCollapsed === false) return
    event.preventDefault()
    const { top, bottom, left, right } = rectangle
    const copied = columns.slice(left, right + 1)
    const text = () => copyRows(rows, top, bottom + 1, copied, reading, (row) => groupText(row).join(' '))
    const tell = () => toast({ text: words.grid.copied((bottom + 1 - top) * copied.length) })
    if (bottom + 1 - top > MOST_READ) {
      toast({ tone: 'bad', text: words.grid.tooManyToCopy(MOST_READ) })
      return
    }
    const found = text()
    if (found !== null) {
      event.clipboardData.setData('text/plain', found)
      tell()
      return
    }
    toast({ text: words.grid.readingToCopy })
    const write = async () => {
      await rows.readAll(top, bottom + 1)
      try {
        await navigator.clipboard.writeText(text() ?? '')
        tell()
      } catch {
        // Where a page came over plain http, only a key that is pressed may write there.
        toast({ text: words.grid.copyAgain })
      }
    }
    write().catch((error: Error) => toast({ tone: 'bad', text: error.message }))
  }
  const onMouse = (event: MouseEvent) => {
    if (event.type === 'mousedown' ? event.button !== 0 : event.buttons !== 1) return
    const at = cellAt(event.target)
    if (at !== null && at.row >= 0) {
      select((before) => selectCell(before, at, event.shiftKey || event.type === 'mouseover'))
    }
  }
  const onHover = (event: MouseEvent) => {
    onMouse(event)
    const cell = (event.target as Element).closest<HTMLElement>('[role=gridcell]')
    // What does not fit is told when it is pointed at: telling every cell's would double the work of drawing.
    if (cell !== null && cell.title === '') cell.title = titleOf(cell)
  }
  const titleOf = (cell: HTMLElement): string => {
    const at = cellAt(cell)
    const column = columns[at?.column ?? 0]
    const row = at === null || at.row >= rows.count ? null : rows.row(at.row)
    if (column?.field === undefined || row?.kind !== 'entry') return cell.textContent ?? ''
    return isMasked(column.field, row.entry?.values[column.id]) ? words.grid.masked : (cell.textContent ?? '')
  }
  const onClick = (event: MouseEvent) => {
    const target = event.target as Element
    const opened = target.closest('.grid-group')
    if (opened !== null) act(rowOf(opened), () => {})
    const at = cellAt(target)
    if (at === null || at.row < 0) return
    if (target.closest('a') === null || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    act(at.row, onOpen)
  }
  const { at } = selection
  const shownAt = at.row === HEADINGS || (at.row >= drawn.first && at.row < drawn.until)
  return (
    <div className="grid-sheet">
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out the rows that are not in sight. */}
      <div
        ref={frame}
        className={`grid${sideways ? ' grid-sideways' : ''}`}
        role="grid"
        aria-label={words.grid.name(ledger.label)}
        aria-describedby={`${id}help`}
        aria-rowcount={rows.count + 1}
        aria-colcount={columns.length}
        aria-busy={waiting}
        aria-multiselectable="true"
        aria-activedescendant={shownAt ? activeId(id, at) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
      >
        <span id={`${id}help`} className="hidden-visually">
          {words.grid.help}
        </span>
        <GridHeadings
          activeId={activeId(id, { row: HEADINGS, column: 0 })}
          columns={columns}
          widthPx={widthPx}
          sort={sort}
          active={at.row === HEADINGS ? at.column : -1}
          onSort={onHeading}
          onResize={props.onResize}
        />
        {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys. */}
        {/* biome-ignore lint/a11y/useKeyWithMouseEvents: the grid has the keys. */}
        <div
          className="grid-body"
          role="rowgroup"
          style={{ width: widthPx, height: rows.count * ROW_PX }}
          onMouseDown={onMouse}
          onMouseOver={onHover}
          onClick={onClick}
          onDoubleClick={(event) => {
            const at = cellAt(event.target)
            if (at !== null && at.row >= 0 && rows.row(at.row).kind === 'entry') act(at.row, onOpen)
          }}
        >
          {/* An element is used again for the row that comes into sight where its own has left: only text changes. */}
          {Array.from({ length: size }, (_, slot) => {
            const index = drawn.first + ((((slot - drawn.first) % size) + size) % size)
            if (index >= drawn.until) return null
            const row = rows.row(index)
            const selected = index >= rectangle.top && index <= rectangle.bottom
            const shared = {
              row: index,
              activeId: at.row === index ? activeId(id, at) : undefined,
              active: at.row === index ? at.column : -1,
            }
            if (row.kind === 'group') {
              return <GroupRow key={slot} {...shared} open={row.open} texts={groupText(row)} columns={columns.length} />
            }
            const { entry } = row
            if (entry === undefined) return <WaitingRow key={slot} {...shared} widths={columns} />
            return (
              <EntryRow
                key={slot}
                {...shared}
                entry={entry}
                columns={columns}
                reading={reading}
                from={selected ? rectangle.left : -1}
                until={selected ? rectangle.right : -1}
              />
            )
          })}
        </div>
      </div>
      <p className="grid-status">
        <span role="status">{props.count}</span>
        <SelectionNote rectangle={rectangle} rows={rows} columns={columns} />
      </p>
    </div>
  )
}

const activeId = (id: string, { row }: GridCell) => `${id}${row === HEADINGS ? 'h' : 'c'}`

/** A selection cut down to the rows and columns there are. */
function within({ at, anchor }: Selection, rows: number, columns: number): Selection {
  const bound = ({ row, column }: GridCell) => ({ row: Math.min(row, rows - 1), column: Math.min(column, columns - 1) })
  return { at: bound(at), anchor: bound(anchor) }
}

const rowOf = (row: Element) => Number(row.getAttribute('aria-rowindex')) - 2

/** The cell that an element lies in; null outside the cells. */
function cellAt(target: EventTarget | null): GridCell | null {
  const cell = target instanceof Element ? target.closest('[aria-colindex]') : null
  const row = cell?.closest('[aria-rowindex]')
  if (cell == null || row == null) return null
  return {
    row: rowOf(row),
    column: Number(cell.getAttribute('aria-colindex')) - 1,
  }
}

/** Which rows are drawn for where the grid is scrolled to, and how to bring one into sight. */
function useWindow(frame: React.RefObject<HTMLDivElement | null>, { count, onWindow }: EntryRows) {
  const [place, setPlace] = useState({ topPx: 0, heightPx: HEIGHT_AT_FIRST_PX, sideways: false })
  const drawn = windowOf(place.topPx, place.heightPx, count)
  const { first, until } = drawn
  const current = useRef<RowWindow>(drawn)
  current.current = drawn
  useEffect(() => onWindow({ first, until }), [onWindow, first, until])
  useEffect(() => {
    const grid = frame.current!
    // Its height changes only when the window or the panels above it do: reading it at every scroll would hold that up.
    let heightPx = grid.clientHeight
    const take = () => {
      const topPx = grid.scrollTop
      const next = windowOf(topPx, heightPx, count)
      const sideways = grid.scrollLeft > 0
      setPlace((before) => {
        const held = windowOf(before.topPx, before.heightPx, count)
        const same = held.first === next.first && held.until === next.until && before.sideways === sideways
        return same ? before : { topPx, heightPx, sideways }
      })
    }
    const onScroll = () => {
      // A leap shows what was never drawn: it is drawn before the browser shows the place.
      if (covers(current.current, grid.scrollTop, heightPx, count)) take()
      else flushSync(take)
    }
    const observer = new ResizeObserver(() => {
      heightPx = grid.clientHeight
      take()
    })
    observer.observe(grid)
    grid.addEventListener('scroll', onScroll, { passive: true })
    take()
    return () => {
      observer.disconnect()
      grid.removeEventListener('scroll', onScroll)
    }
  }, [frame, count])
  const scrollTo = (row: number) => {
    const grid = frame.current
    if (grid === null) return
    const topPx = row * ROW_PX
    const bottomPx = topPx + ROW_PX - (grid.clientHeight - HEAD_PX)
    if (grid.scrollTop > topPx) grid.scrollTop = topPx
    else if (grid.scrollTop < bottomPx) grid.scrollTop = bottomPx
  }
  return { window: drawn, size: windowSize(place.heightPx), sideways: place.sideways, scrollTo }
}

/** Scrolls sideways until a column is in sight, clear of the first one, which stays. */
function showColumn(frame: HTMLElement | null, widths: readonly number[], column: number) {
  if (frame === null) return
  if (column === 0) {
    frame.scrollLeft = 0
    return
  }
  const from = widths.slice(0, column).reduce((sum, width) => sum + width, 0)
  const until = from + widths[column]!
  const first = getComputedStyle(frame).getPropertyValue('--first-stays') === '0' ? 0 : widths[0]!
  if (from < frame.scrollLeft + first) frame.scrollLeft = from - first
  else if (until > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = until - frame.clientWidth
}
