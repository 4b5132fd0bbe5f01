import { courseOf, plannedShare, type Target } from '@shishu/kernel'
import type { FigureTable } from '../api/figures.ts'
import { type Course, courseIndicators } from '../figures/course.ts'

/** The months of a year, by number. */
export const MONTHS: readonly number[] = Array.from({ length: 12 }, (_, index) => index + 1)

/** The months of a year (`2027`), as ids. */
export const monthsOf = (year: string): string[] => MONTHS.map((month) => `${year}-${String(month).padStart(2, '0')}`)

/** Cumulative amounts planned by the end of each month, in the smallest part of the unit. */
export function plannedAmounts(target: Target, year: string, amount: number): number[] {
  return MONTHS.map((month) => Math.round(amount * plannedShare(courseOf(target, year), month)))
}

/** What was reached by a period's end, whether or not there was a target; null where nothing is kept. */
export function reachedBy(course: Course, figures: FigureTable, place: string, period: string): number | null {
  const sides = courseIndicators(course).map((id) => figures.get(id, place, period)?.numerator ?? null)
  const side = sides.find((amount) => amount !== null) ?? null
  return side === null ? null : Math.round(side)
}
