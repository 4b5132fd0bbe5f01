import type { Day } from '../period/day.ts'
import { type DaySpan, listPeriods, type Period, periodOf } from '../period/period.ts'
import type { Requirement } from './requirement.ts'

/** What happened somewhere on a day, in a place of the requirement's level. */
export interface Happening {
  place: string
  day: Day
  amount: number
}

/** A place and period in which less happened than required. */
export interface Missing {
  place: string
  period: Period
  happened: number
}

/** The days that must be looked at: from the beginning of the first period that ends in the span. */
export function requiredSpan(requirement: Requirement, within: DaySpan): DaySpan {
  return { from: periodOf(requirement.every, within.from).from, until: within.until }
}

/**
 * The periods that a requirement binds within a span: those that end in it, so that a week across two half-years belongs
 * to the later one and to no other.
 * @param today  periods that have not ended before this day are not yet asked for
 */
export function requiredPeriods(requirement: Requirement, within: DaySpan, today: Day = within.until): Period[] {
  const { every, months, from } = requirement
  return listPeriods(every, requiredSpan(requirement, within)).filter(
    (period) =>
      period.until > within.from &&
      period.until <= today &&
      (months === undefined || months.includes(Number(period.from.slice(5, 7)))) &&
      (from === undefined || period.from >= from),
  )
}

/**
 * Where and when less happened than a requirement asks, in the order of places, then periods.
 * @param places  every place of the requirement's level; one that nothing is kept of is missing throughout
 */
export function findMissing(
  requirement: Requirement,
  within: DaySpan,
  places: readonly string[],
  happenings: readonly Happening[],
  today: Day = within.until,
): Missing[] {
  const periods = requiredPeriods(requirement, within, today)
  return places.flatMap((place) => {
    const here = happenings.filter((one) => one.place === place)
    return periods.flatMap((period) => {
      const happened = here
        .filter(({ day }) => day >= period.from && day < period.until)
        .reduce((sum, { amount }) => sum + amount, 0)
      return happened < requirement.least ? [{ place, period, happened }] : []
    })
  })
}
