import { addDays, daysBetween } from '@shishu/kernel'

/** The story's months, first to last; nothing is dated after the last day. */
export const MONTHS: readonly string[] = Array.from({ length: 30 }, (_, at) => {
  const month = at % 12
  return `${2024 + Math.floor(at / 12)}-${String(month + 1).padStart(2, '0')}`
})
export const FIRST_DAY = '2024-01-01'
export const LAST_DAY = '2026-06-30'

/** Months that statements of industry, investment and trade report: January comes with February. */
export const STATEMENT_MONTHS: readonly string[] = MONTHS.filter((month) => !month.endsWith('-01'))

/** A day of the month, 1 to 28. */
export const dayOf = (month: string, day: number): string => `${month}-${String(day).padStart(2, '0')}`

/** The day `days` later, or null when the story ends before it. */
export function within(day: string, days: number): string | null {
  const later = addDays(day, days)
  return daysBetween(later, LAST_DAY) >= 0 ? later : null
}
