import type { SketchCell } from '@shishu/documents'

/** One column: its heading, and what stands in it. */
export interface CsvColumn<T> {
  heading: string
  value: (row: T) => SketchCell
}

const LINE_END = '\r\n'
/** By this mark spreadsheets know the text for UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff'

/** The line of headings, with the mark that stands before it. */
export function csvHead<T>(columns: readonly CsvColumn<T>[]): string {
  return BYTE_ORDER_MARK + csvLine(columns.map(({ heading }) => heading))
}

/** Rows as lines (RFC 4180). */
export function csvLines<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  return rows.map((row) => csvLine(columns.map(({ value }) => value(row)))).join('')
}

/** A whole file. */
export function csvFile<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  return csvHead(columns) + csvLines(columns, rows)
}

/** A line (RFC 4180). A text that a spreadsheet would compute is shown as text; numbers are the book's own and stay so. */
export function csvLine(cells: readonly SketchCell[]): string {
  return cells.map(csvCell).join(',') + LINE_END
}

function csvCell(cell: SketchCell): string {
  if (cell === null) return ''
  const text = typeof cell === 'number' ? String(cell) : withoutFormula(textOf(cell))
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function textOf(cell: Exclude<SketchCell, number | null>): string {
  if (typeof cell !== 'object') return String(cell)
  return 'date' in cell ? cell.date : cell.text
}

/** What a spreadsheet takes for the beginning of a formula, also in full width and after blanks (OWASP, "CSV Injection"). */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u
/** A number that is less than nothing. One that begins with a plus is a telephone's, and would lose it. */
const NEGATIVE = /^-\d+(\.\d+)?%?$/

/** A text that a spreadsheet would compute is marked as text by an apostrophe; a number is left a number. */
function withoutFormula(text: string): string {
  return FORMULA.test(text) && !NEGATIVE.test(text) ? `'${text}` : text
}
