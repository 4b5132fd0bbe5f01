import { addDays, addMonths, type Day } from '../period/day.ts'
import type { WorkCalendar } from './calendar.ts'

/** A time limit (期限). A law's 日 is a calendar day, 工作日 a working day, 个月 a month: never 30 days. */
export interface Limit {
  /** A whole number; 0 means the start day itself. */
  count: number
  unit: 'calendar-day' | 'working-day' | 'month'
}

/**
 * The last day on which a matter is still in time.
 *
 * Days    counting begins on the day after `start` (§201). Months end on the same-numbered day, else on the
 *         month's last day (§202). Where the last day is a day off, the first working day after it is the
 *         last (§203). Working days count only days worked, make-up weekends included.
 * Errors  calendar.year-unknown where it must be known whether people work on a day; day.malformed
 * Source  民法典 §201–203
 */
export function deadlineOf(start: Day, limit: Limit, calendar: WorkCalendar): Day {
  switch (limit.unit) {
    case 'calendar-day':
      return firstWorkingDay(addDays(start, limit.count), calendar)
    case 'month':
      return firstWorkingDay(addMonths(start, limit.count), calendar)
    case 'working-day': {
      let last = start
      for (let left = limit.count; left > 0; left -= 1) last = firstWorkingDay(addDays(last, 1), calendar)
      return last
    }
  }
}

/** The day itself when people work on it, else the first working day after it. */
function firstWorkingDay(day: Day, calendar: WorkCalendar): Day {
  let candidate = day
  while (!calendar.isWorkingDay(candidate)) candidate = addDays(candidate, 1)
  return candidate
}
