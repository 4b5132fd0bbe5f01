import type { Ledger, OrgTree } from '@shishu/kernel'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { EntryView } from '../api/entries.ts'
import { Mark } from '../drawing/Mark.tsx'
import { useToast } from '../feedback/toasts.tsx'
import { todayInShanghai } from '../scope/scope.ts'
import { useLanguage } from '../words/language.ts'
import { isMasked } from './cell-text.ts'
import { dueStanding } from './due-standing.ts'
import { entryCell } from './entry-cell.ts'
import type { Column } from './grid-columns.ts'
import { type GridCell, HEADINGS, moveSelection, rectangleOf, type Selection, selectCell } from './grid-selection.ts'
import { useLedgerWords } from './ledger-words.ts'
import { writeTabSeparated } from './tab-separated.ts'
import './ledgers.css'

const ROW_PX = 38
const HEAD_PX = 42
/** Rows drawn beyond those in sight, so that fast scrolling meets none that are blank. */
const OVERSCAN = 12
/** Rows before the end of what was read at which more is asked for. */
const READ_AHEAD = 120

export interface EntryGridProps {
  ledger: Ledger
  columns: readonly Column[]
  entries: readonly EntryView[]
  places: OrgTree
  /** How many entries there are, as far as it is known. */
  count: number
  /** Whether these are still the entries of the question before. */
  waiting: boolean
  /** Field with a minus for descending; undefined: last booked first. */
  sort: string | undefined
  onSort: (sort: string) => void
  onOpen: (entry: EntryView) => void
  /** Called as the end of what was read comes near. */
  onNearEnd: () => void
}

/** A ledger's entries as a sheet: only the rows in sight are drawn, the keyboard moves as in Excel. */
export function EntryGrid(props: EntryGridProps) {
  const { ledger, columns, entries, places, count, waiting, sort, onSort, onOpen, onNearEnd } = props
  const { language, words: all } = useLanguage()
  const words = useLedgerWords()
  const toast = useToast()
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    // Drawing at once at every scroll event would hold up the scrolling itself.
    useFlushSync: false,
  })
  const [selection, select] = useState<Selection>({ at: { row: 0, column: 0 }, anchor: { row: 0, column: 0 } })
  const lefts = useMemo(() => leftsOf(columns), [columns])
  const drawn = rows.getVirtualItems()
  const lastDrawn = drawn.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastDrawn >= entries.length - READ_AHEAD) onNearEnd()
  }, [lastDrawn, entries.length, onNearEnd])

  const sorting = useRef((_column: Column) => {})
  const onHeading = useCallback((column: Column) => sorting.current(column), [])
  const toggleSort = (column: Column) => {
    rows.scrollToOffset(0)
    if (column.sort !== null) onSort(sort === column.sort ? `-${column.sort}` : column.sort)
  }
  sorting.current = toggleSort
  const show = ({ row, column }: GridCell) => {
    if (row !== HEADINGS) rows.scrollToIndex(row)
    showColumn(frame.current, lefts, columns, column)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const chord = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey }
    if (event.key === 'Enter' && event.target === frame.current) {
      event.preventDefault()
      const { row, column } = selection.at
      if (row === HEADINGS) toggleSort(columns[column]!)
      else if (entries[row] !== undefined) onOpen(entries[row])
      return
    }
    if (chord.ctrl && event.key.toLowerCase() === 'a') {
      event.preventDefault()
      select({ at: { row: entries.length - 1, column: columns.length - 1 }, anchor: { row: 0, column: 0 } })
      return
    }
    const page = Math.max(1, Math.floor(((frame.current?.clientHeight ?? 0) - HEAD_PX) / ROW_PX) - 1)
    const next = moveSelection(selection, chord, { rows: entries.length, columns: columns.length, page })
    if (next === null) return
    event.preventDefault()
    select(next)
    show(next.at)
  }
  const onCopy = (event: React.ClipboardEvent) => {
    if (window.getSelection()?.isCollapsed === false) return
    const { top, bottom, left, right } = rectangleOf(selection)
    const reading = { ledger, places, language }
    const cells = entries
      .slice(top, bottom + 1)
      .map((entry) => columns.slice(left, right + 1).map((column) => entryCell(entry, column, reading, true)))
    event.clipboardData.setData('text/plain', writeTabSeparated(cells))
    event.preventDefault()
    toast({ text: words.grid.copied(cells.length * (cells[0]?.length ?? 0)) })
  }
  const onCell = useCallback((at: GridCell, extend: boolean) => select((before) => selectCell(before, at, extend)), [])
  const rectangle = rectangleOf(selection)
  const { at } = selection
  const shownAt = at.row === HEADINGS || drawn.some(({ index }) => index === at.row)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot leave out the rows that are not in sight.
    <div
      ref={frame}
      className="grid"
      role="grid"
      aria-label={words.grid.name(ledger.label)}
      aria-describedby={`${id}help`}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-busy={waiting}
      aria-multiselectable="true"
      aria-activedescendant={shownAt ? cellId(id, at) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
    >
      <span id={`${id}help`} className="hidden-visually">
        {words.grid.help}
      </span>
      <Headings
        idPrefix={id}
        columns={columns}
        widthPx={lefts.at(-1)!}
        sort={sort}
        active={at.row === HEADINGS ? at.column : -1}
        onSort={onHeading}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div className="grid-body" role="rowgroup" style={{ width: lefts.at(-1), height: rows.getTotalSize() }}>
        {drawn.map(({ index, start }) => (
          <Row
            key={entries[index]!.entry}
            entry={entries[index]!}
            row={index}
            idPrefix={id}
            offsetPx={start - HEAD_PX}
            ledger={ledger}
            columns={columns}
            places={places}
            language={language}
            clock={all}
            maskedTitle={words.grid.masked}
            withdrawn={words.grid.withdrawn}
            from={index >= rectangle.top && index <= rectangle.bottom ? rectangle.left : -1}
            until={index >= rectangle.top && index <= rectangle.bottom ? rectangle.right : -1}
            active={at.row === index ? at.column : -1}
            onCell={onCell}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  )
}

const cellId = (id: string, { row, column }: GridCell) => `${id}r${row}c${column}`

/** Where each column begins, and at last where all end. */
function leftsOf(columns: readonly Column[]): number[] {
  const lefts = [0]
  for (const { widthPx } of columns) lefts.push(lefts.at(-1)! + widthPx)
  return lefts
}

/** Scrolls sideways until a column is in sight, clear of the first one, which stays. */
function showColumn(frame: HTMLElement | null, lefts: readonly number[], columns: readonly Column[], column: number) {
  if (frame === null || column === 0) return
  const [from, until] = [lefts[column]!, lefts[column + 1]!]
  const first = getComputedStyle(frame).getPropertyValue('--first-stays') === '0' ? 0 : columns[0]!.widthPx
  if (from < frame.scrollLeft + first) frame.scrollLeft = from - first
  else if (until > frame.scrollLeft + frame.clientWidth) frame.scrollLeft = until - frame.clientWidth
}

interface HeadingsProps {
  idPrefix: string
  columns: readonly Column[]
  widthPx: number
  sort: string | undefined
  /** The column that the keyboard is at; −1 for none. */
  active: number
  onSort: (column: Column) => void
}

/** The row of headings, which stays in sight; drawn again only when the order or the active cell changes. */
const Headings = memo(function Headings({ idPrefix, columns, widthPx, sort, active, onSort }: HeadingsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
    <div role="row" aria-rowindex={1} className="grid-head" style={{ width: widthPx }}>
      {columns.map((column, index) => (
        <Heading
          key={column.id}
          id={cellId(idPrefix, { row: HEADINGS, column: index })}
          column={column}
          index={index}
          order={sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none'}
          active={active === index}
          onSort={() => onSort(column)}
        />
      ))}
    </div>
  )
})

interface HeadingProps {
  id: string
  column: Column
  index: number
  order: 'ascending' | 'descending' | 'none'
  active: boolean
  onSort: () => void
}

function Heading({ id, column, index, order, active, onSort }: HeadingProps) {
  const className = `grid-cell grid-heading${column.numeric ? ' grid-number' : ''}${active ? ' grid-active' : ''}`
  const sortable = column.sort !== null
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
    <div
      id={id}
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sortable ? order : undefined}
      className={className}
      style={{ width: column.widthPx }}
    >
      {sortable ? (
        <button type="button" className="grid-sort" tabIndex={-1} onClick={onSort} title={column.label}>
          <span>{column.label}</span>
          <span className="grid-order" aria-hidden="true">
            {order === 'ascending' ? '▲' : order === 'descending' ? '▼' : ''}
          </span>
        </button>
      ) : (
        <span title={column.label}>{column.label}</span>
      )}
    </div>
  )
}

interface RowProps {
  entry: EntryView
  row: number
  idPrefix: string
  offsetPx: number
  ledger: Ledger
  columns: readonly Column[]
  places: OrgTree
  language: 'zh' | 'en'
  clock: Parameters<typeof dueStanding>[2]
  maskedTitle: string
  withdrawn: string
  /** First and last selected column; −1 where the row is not selected. */
  from: number
  until: number
  /** The column that the keyboard is at; −1 for none. */
  active: number
  onCell: (at: GridCell, extend: boolean) => void
  onOpen: (entry: EntryView) => void
}

/** One row; drawn again only when something in it changes, since a grid scrolls by many. */
const Row = memo(function Row(props: RowProps) {
  const { entry, row, idPrefix, offsetPx, ledger, columns, places, language, from, until, active } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
    <div
      role="row"
      aria-rowindex={row + 2}
      className={`grid-row${row % 2 === 1 ? ' grid-odd' : ''}`}
      style={{ transform: `translateY(${offsetPx}px)` }}
      onDoubleClick={() => props.onOpen(entry)}
    >
      {columns.map((column, index) => {
        const text = entryCell(entry, column, { ledger, places, language })
        const masked = column.field !== undefined && isMasked(column.field, entry.values[column.id])
        const selected = index >= from && index <= until
        return (
          // biome-ignore lint/a11y/useSemanticElements: see the grid.
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
          <div
            key={column.id}
            id={cellId(idPrefix, { row, column: index })}
            role="gridcell"
            aria-colindex={index + 1}
            aria-selected={selected}
            className={`grid-cell${column.numeric ? ' grid-number' : ''}${selected ? ' grid-selected' : ''}${active === index ? ' grid-active' : ''}`}
            style={{ width: column.widthPx }}
            title={masked ? props.maskedTitle : text}
            onMouseDown={(event) => {
              if (event.button === 0) props.onCell({ row, column: index }, event.shiftKey)
            }}
            onMouseEnter={(event) => {
              if (event.buttons === 1) props.onCell({ row, column: index }, true)
            }}
          >
            {index === 0 ? (
              // A link of the router's own for each row would cost more than all else in it.
              <a
                href={`/ledgers/${ledger.id}/${entry.entry}${window.location.search}`}
                tabIndex={-1}
                draggable={false}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return
                  event.preventDefault()
                  props.onOpen(entry)
                }}
              >
                {text === '' ? '—' : text}
              </a>
            ) : column.id === '$due' ? (
              <Due entry={entry} clock={props.clock} />
            ) : (
              text
            )}
            {index === 0 && entry.withdrawn ? <span className="grid-withdrawn">{props.withdrawn}</span> : null}
          </div>
        )
      })}
    </div>
  )
})

function Due({ entry, clock }: { entry: EntryView; clock: Parameters<typeof dueStanding>[2] }) {
  const found = dueStanding(entry, todayInShanghai(), clock)
  if (found === null) return null
  return (
    <span className={`standing standing-${found.standing}`}>
      <Mark standing={found.standing} />
      {found.text}
    </span>
  )
}
