import { documentsError } from '../../documents-errors.ts'
import type { Cell } from '../workbook.ts'
import { plainText } from './plain-text.ts'

const YES = new Set(['是', '有', '√', '✓', '✔', '☑', '1', 'true', 'y', 'yes', '对', '已', '有效'])
const NO = new Set(['否', '无', '×', '✗', '✘', 'x', '0', 'false', 'n', 'no', '没有', '不是', '未'])

/**
 * Reads yes or no: 是 否, 有 无, √ ×, 1 0; null for an empty cell and —.
 *
 * Errors  cell.not-yes-or-no
 */
export function readYesNo(cell: Cell, field: { label: string }): boolean | null {
  if (cell.kind === 'boolean') return cell.value as boolean
  const text = plainText(cell).toLowerCase()
  if (text === '' || /^[-—–―/\\]+$/.test(text)) return null
  if (YES.has(text)) return true
  if (NO.has(text)) return false
  throw documentsError('cell.not-yes-or-no', { field: field.label, text: cell.text.trim() })
}
