import { kernelError } from '../error/kernel-errors.ts'
import { type Day, parseDay, weekdayOf } from '../period/day.ts'

/** One year's arrangement of days off (节假日安排), as its notice lists it. */
export interface WorkYear {
  /** Days off, weekend days among them or not. */
  holidays: readonly Day[]
  /** Weekend days worked instead (调休上班). */
  makeUpDays: readonly Day[]
}

/** Years as numbers; a later notice is added with a spread: `{ ...STATE_COUNCIL_YEARS, 2027: … }`. */
export type WorkYears = Readonly<Record<number, WorkYear>>

export interface WorkCalendar {
  /** Whether the year's arrangement is known. */
  has(year: number): boolean
  /**
   * Whether people work on that day.
   *
   * Errors  calendar.year-unknown: an arrangement is never guessed from weekends; day.malformed
   */
  isWorkingDay(day: Day): boolean
}

/**
 * A calendar of working days: weekends and the listed holidays are off, make-up days are worked.
 *
 * Days    a notice may list days of the year before (2024's began on 2023-12-30): they count, but only
 *         for a year that is itself known. So the last days of the last known year may still change.
 * Errors  day.malformed in the data
 */
export function calendarFrom(years: WorkYears): WorkCalendar {
  const known = new Set(Object.keys(years).map(Number))
  const holidays = new Set(Object.values(years).flatMap((year) => year.holidays.map(parseDay)))
  const makeUpDays = new Set(Object.values(years).flatMap((year) => year.makeUpDays.map(parseDay)))
  return {
    has: (year) => known.has(year),
    isWorkingDay: (day) => {
      const weekend = weekdayOf(day) >= 6
      const year = Number(day.slice(0, 4))
      if (!known.has(year)) throw kernelError('calendar.year-unknown', { year })
      return makeUpDays.has(day) || !(weekend || holidays.has(day))
    },
  }
}
