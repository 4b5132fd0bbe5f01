import type { CellRange } from './cell-address.ts'

/**
 * A cell as it was kept. `value` is what is stored: a date as `YYYY-MM-DD`, an error as its text (`#REF!`), null when
 * empty. `text` is what an officer sees, without grouping marks: `12.5`, `85%`, `2026-03-05`.
 */
export interface Cell {
  kind: 'empty' | 'text' | 'number' | 'date' | 'boolean' | 'error' | 'uncalculated'
  value: string | number | boolean | null
  text: string
  /** The number is shown as a percentage: 0.85 is 85%. */
  percent?: boolean
}

export interface Sheet {
  name: string
  /** Hidden in the file: lists for drop-downs and the like. */
  hidden: boolean
  /** By row and column from 0; a row may be shorter than others. */
  rows: Cell[][]
  /** Merged cells, within the rows and columns that are used. */
  merges: CellRange[]
}

/** A workbook as read: values only, no formats. */
export interface Workbook {
  sheets: Sheet[]
}

export const EMPTY_CELL: Cell = Object.freeze({ kind: 'empty', value: null, text: '' })

/** The cell at a row and column from 0; an empty one outside the rows. */
export function cellAt(sheet: Pick<Sheet, 'rows'>, row: number, column: number): Cell {
  return sheet.rows[row]?.[column] ?? EMPTY_CELL
}

export function isBlank(cell: Cell): boolean {
  return cell.kind === 'empty' || (cell.kind === 'text' && cell.text.trim() === '')
}
