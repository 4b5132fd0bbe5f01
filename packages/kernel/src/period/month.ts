import { kernelError } from '../error/kernel-errors.ts'

/** A month as plain text, `YYYY-MM`, years 0001 to 9999. Text order is time order. */
export type Month = string

const SHAPE = /^\d{4}-(0[1-9]|1[0-2])$/
const YEAR_1 = 12
const YEAR_10000 = 120_000

/**
 * Months counted from year 0: year × 12 + month − 1, so that months can be subtracted.
 *
 * Errors  period.malformed
 */
export function monthIndex(month: Month): number {
  const index = SHAPE.test(month) ? Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 : 0
  if (index < YEAR_1) throw kernelError('period.malformed', { text: month })
  return index
}

/**
 * The month at an index: the reverse of `monthIndex`.
 *
 * Errors  period.malformed outside the years 0001 to 9999
 */
export function monthFromIndex(index: number): Month {
  if (!Number.isInteger(index) || index < YEAR_1 || index >= YEAR_10000) {
    throw kernelError('period.malformed', { text: String(index) })
  }
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}`
}

/** The month `n` months later, or earlier when `n` is negative. */
export function shiftMonth(month: Month, n: number): Month {
  return monthFromIndex(monthIndex(month) + n)
}
