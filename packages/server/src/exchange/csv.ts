/** One column: its heading, and what stands in it. */
export interface CsvColumn<T> {
  heading: string
  value: (row: T) => string | number | null
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

function csvLine(cells: readonly (string | number | null)[]): string {
  return cells.map(csvCell).join(',') + LINE_END
}

function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'number' ? String(value) : withoutFormula(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What a spreadsheet takes for the beginning of a formula, also in full width and after blanks. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u
const NUMBER = /^[+-]?\d+(\.\d+)?%?$/

/** A text that a spreadsheet would compute is marked as text; a number is left a number. */
function withoutFormula(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
}
