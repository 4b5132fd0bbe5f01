import type { Month, MonthField } from '@shishu/kernel'
import { documentsError } from '../../documents-errors.ts'
import type { Cell } from '../workbook.ts'
import { isNothing, plainText } from './plain-text.ts'

const WHOLE = /^(\d{4})(?:[-./年]|(?=\d{2}$))(\d{1,2})月?份?$/
const NO_YEAR = /^(\d{1,2})月?份?$/
const JOINED = /^(?:(\d{4})[-./年])?0?1月?(?:[-~～—–至到、])(?:0?2)月?份?$/
const WHOLE_DAY = /^(\d{4})[-./年](\d{1,2})[-./月]\d{1,2}日?$/

/**
 * Reads a month.
 *
 * Shape   2026年3月, 2026-03, 2026.03, 202603, a date cell (its month); with `year` known: 3月, 3, and for statements
 *         without a January 1-2月, which is February. Null for an empty cell.
 * Errors  cell.not-a-month, cell.no-such-day (month 13), cell.year-missing, cell.month-ambiguous: 2026.1 kept as a number
 */
export function readMonth(
  cell: Cell,
  field: Pick<MonthField, 'label' | 'joinsJanuary'>,
  year: number | undefined,
): Month | null {
  if (cell.kind === 'date') return (cell.value as string).slice(0, 7)
  if (isNothing(cell)) return null
  const text = plainText(cell).replace(/\s/g, '')
  const facts = { field: field.label, text: cell.text.trim() }
  const monthOf = (foundYear: string | undefined, month: number): Month => {
    const known = foundYear === undefined ? year : Number(foundYear)
    if (known === undefined) throw documentsError('cell.year-missing', facts)
    if (month < 1 || month > 12) throw documentsError('cell.no-such-day', facts)
    return `${known}-${String(month).padStart(2, '0')}`
  }
  const joined = field.joinsJanuary === true ? JOINED.exec(text) : null
  if (joined !== null) return monthOf(joined[1], 2)
  // 2026.10 as a number has become 2026.1: only a text still says which month was meant.
  if (cell.kind === 'number' && /^\d{4}\.1$/.test(text)) throw documentsError('cell.month-ambiguous', facts)
  const whole = WHOLE.exec(text) ?? WHOLE_DAY.exec(text)
  if (whole !== null) return monthOf(whole[1], Number(whole[2]))
  const short = NO_YEAR.exec(text)
  if (short !== null) return monthOf(undefined, Number(short[1]))
  throw documentsError('cell.not-a-month', facts)
}
