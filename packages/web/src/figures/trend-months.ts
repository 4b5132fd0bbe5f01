import { addDays, type Day, type Indicator, type Month, monthOf, type Period, shiftMonth } from '@shishu/kernel'
import type { FigureTable } from '../api/figures.ts'
import type { TrendMonth } from '../drawing/TrendLine.tsx'
import { smallestPart } from './smallest-part.ts'

/** The months of a trend: the last is that in which the period ends, or the present one where that is earlier. */
export function trendMonths(period: Period, until: Day, count: number): Month[] {
  const [last] = [monthOf(addDays(period.until, -1)), monthOf(until)].sort()
  return Array.from({ length: count }, (_, index) => shiftMonth(last!, index + 1 - count))
}

/** The months of a period's year, from January to that in which the period ends or the present one. */
export function monthsOfYear(period: Period, until: Day): Month[] {
  const months = trendMonths(period, until, 12)
  return months.filter((month) => month.slice(0, 4) === months.at(-1)!.slice(0, 4))
}

/** A year before `months` and the months themselves, as periods: what their trend with last year's needs. */
export const withYearBefore = (months: readonly Month[]): Month[] => [
  ...new Set([...months.map((month) => shiftMonth(month, -12)), ...months]),
]

/** The trend of an indicator at a place. */
export function trendOf(
  indicator: Pick<Indicator, 'id' | 'unit'>,
  figures: FigureTable,
  place: string,
  months: readonly Month[],
): TrendMonth[] {
  const at = (month: Month) => smallestPart(indicator, figures.get(indicator.id, place, month))
  return months.map((month) => ({ month, value: at(month), lastYear: at(shiftMonth(month, -12)) }))
}
