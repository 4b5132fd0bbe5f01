import { type Day, type Field, isDay } from '@shishu/kernel'
import { documentsError } from '../../documents-errors.ts'
import type { Cell } from '../workbook.ts'
import { isNothing, plainText } from './plain-text.ts'

const WHOLE = /^(\d{4})[-./年·、](\d{1,2})[-./月·、](\d{1,2})[日号]?\.?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const SHORT_YEAR = /^'?(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/
const NO_YEAR = /^(\d{1,2})(?:月|[-./])(\d{1,2})[日号]?$/
/** Longer than any date with its weekday and time. */
const LONGEST_TEXT = 60
/** What follows a day and says nothing of it: a weekday, a time of day. */
const AFTER_DAY =
  /(?:[(（]?(?:星期|周|礼拜)[一二三四五六日天][)）]?|[T\s]*\d{1,2}[:时]\d{1,2}分?(?::\d{1,2}(?:\.\d+)?)?)$/

/**
 * Reads a day.
 *
 * Shape   2026-3-5, 2026.3.5, 2026/3/5, 2026年3月5日, 20260305, also in full-width digits; with `year` known: 3月5日,
 *         3.5; a real date cell. Null for an empty cell, — and 无.
 * Errors  cell.not-a-date, cell.no-such-day, cell.year-missing, cell.day-ambiguous: 3.1 kept as a number
 */
export function readDate(cell: Cell, field: Pick<Field, 'label'>, year: number | undefined): Day | null {
  if (cell.kind === 'date') return cell.value as string
  if (isNothing(cell)) return null
  const facts = { field: field.label, text: cell.text.trim().slice(0, LONGEST_TEXT) }
  if (cell.text.length > LONGEST_TEXT) throw documentsError('cell.not-a-date', facts)
  const text = plainText(cell).replace(AFTER_DAY, '').trim()
  const short = NO_YEAR.exec(text)
  if (short !== null) {
    if (year === undefined) throw documentsError('cell.year-missing', facts)
    // Typed as a number, 3.10 has become 3.1, 3.20 3.2 and 3.30 3.3.
    if (cell.kind === 'number' && /^[123]$/.test(short[2]!)) {
      throw documentsError('cell.day-ambiguous', { ...facts, month: short[1]!, day: short[2]! })
    }
    return dayOf(year, short[1]!, short[2]!, facts)
  }
  const whole = WHOLE.exec(text) ?? COMPACT.exec(text)
  if (whole !== null) return dayOf(Number(whole[1]), whole[2]!, whole[3]!, facts)
  const century = SHORT_YEAR.exec(text)
  if (century !== null) return dayOf(2000 + Number(century[1]), century[2]!, century[3]!, facts)
  throw documentsError('cell.not-a-date', facts)
}

function dayOf(year: number, month: string, day: string, facts: { field: string; text: string }): Day {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  if (!isDay(text)) throw documentsError('cell.no-such-day', facts)
  return text
}
