import type { Cell } from '../workbook.ts'

/** Written where there is nothing to write. */
const NOTHING = new Set(['', '-', '--', '—', '——', '―', '–', '/', '\\', '无', '暂无', '／', '*', '…', '……'])

/** A cell's text with full-width letters as half-width and without spaces at its ends or between Chinese characters. */
export function plainText(cell: Cell): string {
  return cell.text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])/g, '')
    .trim()
}

/** Whether a number or date cell says that there is none: empty, —, /, 无. */
export function isNothing(cell: Cell): boolean {
  return cell.kind === 'empty' || (cell.kind === 'text' && NOTHING.has(plainText(cell)))
}
