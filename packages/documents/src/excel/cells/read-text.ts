import { kernelError, type TextField } from '@shishu/kernel'
import type { Cell } from '../workbook.ts'

/**
 * Reads text: without spaces at its ends, line breaks as one `\n`; otherwise as written, full-width letters included.
 *
 * Shape   null for an empty cell; a number as its digits, a date as `YYYY-MM-DD`
 * Errors  field.too-long
 */
export function readText(cell: Cell, field: Pick<TextField, 'label' | 'max'>): string | null {
  const lines = cell.text.trim().split(/\r\n?|\n/)
  const text = lines.map((line) => line.trimEnd()).join('\n')
  if (text === '') return null
  if (text.length > field.max) throw kernelError('field.too-long', { field: field.label, max: field.max })
  return text
}
