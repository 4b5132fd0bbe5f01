import { type CellReading, entryCell } from './entry-cell.ts'
import type { Column } from './grid-columns.ts'
import type { GridRow, GridRows } from './grid-rows.ts'
import { writeTabSeparated } from './tab-separated.ts'

/**
 * Rows as Excel takes them from the clipboard; null
 * while one of them is still being read. `groupText` is what the row of a group says.
 */
export function copyRows(
  rows: GridRows,
  first: number,
  until: number,
  columns: readonly Column[],
  reading: CellReading,
  groupText: (row: Extract<GridRow, { kind: 'group' }>) => string,
): string | null {
  const lines: string[][] = []
  for (let index = first; index < until; index += 1) {
    const row = rows.row(index)
    if (row.kind === 'group') lines.push([groupText(row)])
    else if (row.entry === undefined) return null
    else {
      const { entry } = row
      lines.push(columns.map((column) => entryCell(entry, column, reading, true)))
    }
  }
  return writeTabSeparated(lines)
}
