import { memo } from 'react'
import type { EntryView } from '../api/entries.ts'
import { Mark } from '../drawing/Mark.tsx'
import { dueStanding } from './due-standing.ts'
import { type CellReading, entryCell } from './entry-cell.ts'
import type { Column } from './grid-columns.ts'
import type { LedgerWords } from './ledger-words.ts'
import { ROW_PX } from './row-window.ts'

interface RowProps {
  row: number
  /** Id of the cell that the keyboard is at, where it is in this row. */
  activeId: string | undefined
  /** The column that the keyboard is at; −1 for none. */
  active: number
}

const rowAttributes = (row: number, more = '') => ({
  role: 'row',
  'aria-rowindex': row + 2,
  className: `grid-row${row % 2 === 1 ? ' grid-odd' : ''}${more}`,
  style: { transform: `translateY(${row * ROW_PX}px)` },
})

/** How the rows of a grid are read. */
export interface RowReading extends CellReading {
  clock: Parameters<typeof dueStanding>[2]
  words: LedgerWords
  today: string
}

interface EntryRowProps extends RowProps {
  entry: EntryView
  columns: readonly Column[]
  reading: RowReading
  /** First and last selected column; −1 where the row is not selected. */
  from: number
  until: number
}

/** One entry's row; drawn again only when something in it changes, since a grid scrolls by many. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, row, columns, reading, from, until, active } = props
  return (
    <div {...rowAttributes(row)}>
      {columns.map((column, index) => {
        const selected = index >= from && index <= until
        const text = column.id === '$due' ? '' : entryCell(entry, column, reading)
        return (
          // biome-ignore lint/a11y/useSemanticElements: see the grid.
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
          <div
            key={column.id}
            id={active === index ? props.activeId : undefined}
            role="gridcell"
            aria-colindex={index + 1}
            aria-selected={selected}
            className={cellClass(column, selected, active === index)}
            style={{ width: column.widthPx }}
          >
            {index === 0 ? (
              // A link of the router's own for each row would cost more than all else in it.
              <a
                href={`/ledgers/${reading.ledger.id}/${entry.entry}${window.location.search}`}
                tabIndex={-1}
                draggable={false}
              >
                {text === '' ? '—' : text}
              </a>
            ) : column.id === '$due' ? (
              <Due entry={entry} reading={reading} />
            ) : (
              text
            )}
            {index === 0 && entry.withdrawn ? (
              <span className="grid-withdrawn">{reading.words.grid.withdrawn}</span>
            ) : null}
          </div>
        )
      })}
    </div>
  )
})

const cellClass = ({ numeric }: Column, selected: boolean, active: boolean) =>
  `grid-cell${numeric ? ' grid-number' : ''}${selected ? ' grid-selected' : ''}${active ? ' grid-active' : ''}`

function Due({ entry, reading }: { entry: EntryView; reading: RowReading }) {
  const found = dueStanding(entry, reading.today, reading.clock)
  if (found === null) return null
  return (
    <span className={`standing standing-${found.standing}`}>
      <Mark standing={found.standing} />
      {found.text}
    </span>
  )
}

/** The row of an entry that is still being read: a stroke where each value will stand. */
export const WaitingRow = memo(function WaitingRow({
  row,
  activeId,
  active,
  widths,
}: RowProps & { widths: readonly Column[] }) {
  return (
    <div {...rowAttributes(row, ' grid-row-waiting')} aria-busy="true">
      {widths.map((column, index) => (
        // biome-ignore lint/a11y/useSemanticElements: see the grid.
        // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
        <div
          key={column.id}
          id={active === index ? activeId : undefined}
          role="gridcell"
          aria-colindex={index + 1}
          className={cellClass(column, false, active === index)}
          style={{ width: column.widthPx }}
        >
          …
        </div>
      ))}
    </div>
  )
})

interface GroupRowProps extends RowProps {
  open: boolean
  /** What it is called, how many entries it has, what their amounts come to. */
  texts: readonly string[]
  /** Columns that it goes across. */
  columns: number
}

/** The row above the entries of a group. */
export function GroupRow({ row, activeId, active, open, texts, columns }: GroupRowProps) {
  const [name, ...more] = texts
  return (
    <div {...rowAttributes(row, ' grid-group')}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell. */}
      <div
        id={activeId}
        role="gridcell"
        aria-colindex={1}
        aria-colspan={columns}
        aria-expanded={open}
        className={`grid-cell grid-toggle${active >= 0 ? ' grid-active' : ''}`}
      >
        <span aria-hidden="true" className="grid-arrow">
          {open ? '▼' : '▶'}
        </span>
        <strong>{name}</strong>
        {more.map((text) => (
          <span key={text}>{text}</span>
        ))}
      </div>
    </div>
  )
}
