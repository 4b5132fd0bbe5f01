import type { ShishuError } from '../error/define-errors.ts'
import { kernelError } from '../error/kernel-errors.ts'
import { checkTrack } from '../loop/check-track.ts'
import { isDay } from '../period/day.ts'
import type { WorkCalendar } from '../working-day/calendar.ts'
import { stateCouncilCalendar } from '../working-day/state-council.ts'
import type { EntryContent } from './entry.ts'
import { dayValue, type Field, type FieldValue, storedFields } from './field.ts'
import type { Ledger } from './ledger.ts'
import type { Problem } from './problem.ts'

/** Everything that is wrong with an entry's content; empty when it can be booked. Never stops at the first. */
export function checkContent(
  ledger: Ledger,
  content: EntryContent,
  calendar: WorkCalendar = stateCouncilCalendar,
): Problem[] {
  const problems: Problem[] = []
  const { fields } = ledger
  for (const id of Object.keys(content.values)) {
    // A name that every object answers to, such as `constructor`, is no field.
    if (!Object.hasOwn(fields, id) || fields[id]!.type === 'days') {
      problems.push({ field: id, error: kernelError('field.unknown', { field: id }) })
    }
  }
  for (const [id, field] of storedFields(fields)) {
    const value = content.values[id] ?? null
    if (value === null) {
      if (field.required) problems.push({ field: id, error: kernelError('field.required', { field: field.label }) })
      continue
    }
    const error = checkValue(ledger, field, value)
    if (error !== null) problems.push({ field: id, error })
    else if (field.type === 'date' && field.notBefore !== undefined) {
      const earlier = dayValue(content.values, field.notBefore)
      if (earlier !== null && (value as string) < earlier) {
        const facts = { earlier: fields[field.notBefore]!.label, later: field.label }
        problems.push({ field: id, error: kernelError('field.out-of-order', facts) })
      }
    }
  }
  const step = problems.length === 0 ? checkTrack(ledger, content, calendar) : null
  return step === null ? problems : [step]
}

const EXPECTED: Record<Field['type'], string> = {
  text: '文字',
  choice: '选项',
  date: '日期（如 2026-03-05）',
  month: '月份（如 2026-03）',
  quantity: '数字',
  boolean: '是或否',
  days: '（由日期算出，不用填）',
}

function checkValue(ledger: Ledger, field: Field, value: FieldValue): ShishuError | null {
  const wrongType = () =>
    kernelError('field.wrong-type', { field: field.label, expected: EXPECTED[field.type], found: String(value) })
  switch (field.type) {
    case 'text':
      // Half of a surrogate pair or a zero byte would come back from the database as something else, and break a seal.
      if (typeof value !== 'string' || !value.isWellFormed() || value.includes('\0')) return wrongType()
      return value.length > field.max ? kernelError('field.too-long', { field: field.label, max: field.max }) : null
    case 'choice':
      if (typeof value === 'string' && Object.hasOwn(field.options, value)) return null
      return kernelError('field.choice-unknown', {
        field: field.label,
        found: String(value),
        allowed: Object.values(field.options),
      })
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : wrongType()
    case 'month':
      if (typeof value !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) return wrongType()
      if (field.joinsJanuary && value.endsWith('-01')) {
        return kernelError('statement.no-january', { ledger: ledger.label })
      }
      return null
    case 'quantity': {
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return wrongType()
      const least = field.least ?? 0
      const most = field.most ?? Number.MAX_SAFE_INTEGER
      if (value >= least && value <= most) return null
      return kernelError('field.out-of-range', {
        field: field.label,
        found: String(value),
        least: String(least),
        most: String(most),
      })
    }
    case 'boolean':
      return typeof value === 'boolean' ? null : wrongType()
    case 'days':
      return wrongType()
  }
}
