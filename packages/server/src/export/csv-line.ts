import type { SketchCell } from '@shishu/documents'

/** What makes a spreadsheet take a text for a formula, in ASCII and in full width (OWASP, "CSV Injection"). */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u

/**
 * A line of CSV (RFC 4180). A text that a spreadsheet would compute is shown as text: an apostrophe goes before it.
 * Numbers are the book's own and stay numbers.
 */
export function csvLine(cells: readonly SketchCell[]): string {
  return `${cells.map(field).join(',')}\r\n`
}

function field(cell: SketchCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = typeof cell === 'object' ? ('date' in cell ? cell.date : cell.text) : String(cell)
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
