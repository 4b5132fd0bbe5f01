/** A cell as an office leaves it: text, number, tick, a real date cell, or text in bold. */
export type Cell = string | number | boolean | null | { date: string } | { text: string; bold?: boolean }

/** One sheet: its cells by row, merged ranges (`A1:H1`) and column widths in characters. */
export interface SheetSketch {
  name: string
  rows: Cell[][]
  merges: string[]
  widths?: number[]
}

/** One workbook as an office of a town keeps it; `town` is the town's code. */
export interface WorkbookSketch {
  fileName: string
  office: string
  town: string
  sheets: SheetSketch[]
}

/** The letter name of a column: 0 → A, 26 → AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`
}
