import { type WorkCalendar, weekdayOf } from '@shishu/kernel'

/**
 * A calendar for deciding when to speak. Where a year's arrangement of days off is not known yet, Mondays to Fridays
 * count as worked: a message at an odd hour harms less than none, and no deadline rests on it.
 */
export function messageCalendar(calendar: WorkCalendar): WorkCalendar {
  return {
    has: () => true,
    isWorkingDay: (day) => (calendar.has(Number(day.slice(0, 4))) ? calendar.isWorkingDay(day) : weekdayOf(day) <= 5),
  }
}
