// The library's data file alone: its functions read days in the machine's own time zone, ours must not.
import data from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { Day } from '../period/day.ts'
import { calendarFrom, type WorkYears } from './calendar.ts'

/** A year's notice is in the data when it has that year's National Day; other days of a year can come with a neighbour's. */
const NATIONAL_DAY = '-10-01'

const holidays: readonly Day[] = Object.keys(data.holidays)
const makeUpDays: readonly Day[] = Object.keys(data.workdays)

/**
 * Days off and make-up days, by year, for every year that the library has.
 *
 * Source  国务院办公厅关于部分节假日安排的通知, each year, as collected by chinese-days (MIT)
 */
export const STATE_COUNCIL_YEARS: WorkYears = Object.fromEntries(
  holidays
    .filter((day) => day.endsWith(NATIONAL_DAY))
    .map((day) => day.slice(0, 4))
    .sort()
    .map((year) => [
      year,
      {
        holidays: holidays.filter((day) => day.startsWith(year)),
        makeUpDays: makeUpDays.filter((day) => day.startsWith(year)),
      },
    ]),
)

/** The working days of mainland China. A year whose notice has not come out is unknown. */
export const stateCouncilCalendar = calendarFrom(STATE_COUNCIL_YEARS)
