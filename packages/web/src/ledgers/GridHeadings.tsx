import { memo, type PointerEvent, useRef } from 'react'
import type { Column } from './grid-columns.ts'
import { useLedgerWords } from './ledger-words.ts'

interface GridHeadingsProps {
  activeId: string
  columns: readonly Column[]
  widthPx: number
  sort: string | undefined
  /** The column that the keyboard is at; −1 for none. */
  active: number
  onSort: (column: Column) => void
  /** Undefined: as wide as at first. */
  onResize: (column: string, widthPx: number | undefined) => void
}

/** The row of headings, which stays in sight; drawn again only when the order, the widths or the active cell change. */
export const GridHeadings = memo(function GridHeadings(props: GridHeadingsProps) {
  const { activeId, columns, widthPx, sort, active, onSort, onResize } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
    <div role="row" aria-rowindex={1} className="grid-head" style={{ width: widthPx }}>
      {columns.map((column, index) => (
        <Heading
          key={column.id}
          id={active === index ? activeId : undefined}
          column={column}
          index={index}
          order={sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none'}
          active={active === index}
          onSort={() => onSort(column)}
          onResize={onResize}
        />
      ))}
    </div>
  )
})

interface HeadingProps {
  id: string | undefined
  column: Column
  index: number
  order: 'ascending' | 'descending' | 'none'
  active: boolean
  onSort: () => void
  onResize: GridHeadingsProps['onResize']
}

function Heading({ id, column, index, order, active, onSort, onResize }: HeadingProps) {
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
      <Edge column={column} onResize={onResize} />
    </div>
  )
}

/** The edge of a heading, which is drawn to make its column wider; by the keyboard that is done in the choice of columns. */
function Edge({ column, onResize }: Pick<HeadingProps, 'column' | 'onResize'>) {
  const words = useLedgerWords()
  const from = useRef<{ x: number; widthPx: number } | null>(null)
  const onMove = (event: PointerEvent) => {
    if (from.current !== null) onResize(column.id, from.current.widthPx + event.clientX - from.current.x)
  }
  return (
    <span
      className="grid-edge"
      aria-hidden="true"
      title={words.columnChoice.drag}
      onPointerDown={(event) => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, widthPx: column.widthPx }
      }}
      onPointerMove={onMove}
      onPointerUp={() => {
        from.current = null
      }}
      onDoubleClick={() => onResize(column.id, undefined)}
    />
  )
}
