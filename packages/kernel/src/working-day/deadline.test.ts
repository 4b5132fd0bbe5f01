import { expect, test } from 'vitest'
import type { Day } from '../period/day.ts'
import { calendarFrom } from './calendar.ts'
import { deadlineOf, type Limit } from './deadline.ts'
import { STATE_COUNCIL_YEARS, stateCouncilCalendar } from './state-council.ts'

test.each<[Day, number, Limit['unit'], Day, string]>([
  // start        limit                → last day     why
  ['2026-03-02', 15, 'calendar-day', '2026-03-17', 'a plain Tuesday'],
  ['2026-03-02', 5, 'calendar-day', '2026-03-09', 'the 7th is a Saturday: Monday'],
  ['2026-02-01', 15, 'calendar-day', '2026-02-24', 'the 16th lies in Spring Festival: first day after it'],
  ['2026-02-13', 15, 'calendar-day', '2026-02-28', 'a Saturday worked instead stays'],
  ['2025-12-30', 5, 'calendar-day', '2026-01-04', 'a Sunday worked instead stays'],
  ['2026-09-14', 6, 'calendar-day', '2026-09-20', 'a Sunday worked instead stays'],
  ['2026-08-02', 60, 'calendar-day', '2026-10-08', '1 October: first day after National Day'],
  ['2026-02-15', 15, 'calendar-day', '2026-03-02', 'starting on a holiday counts all the same'],

  ['2026-03-02', 5, 'working-day', '2026-03-09', 'over one weekend'],
  ['2026-03-06', 1, 'working-day', '2026-03-09', 'Friday to Monday'],
  ['2026-02-12', 2, 'working-day', '2026-02-14', 'Friday, then the Saturday worked instead'],
  ['2026-02-13', 2, 'working-day', '2026-02-24', 'the Saturday, then over Spring Festival'],
  ['2026-02-14', 1, 'working-day', '2026-02-24', 'all nine days off are skipped'],
  ['2026-02-24', 5, 'working-day', '2026-03-02', '28 February is worked, 1 March is not'],
  ['2026-02-17', 1, 'working-day', '2026-02-24', 'starting within the holiday'],
  ['2026-02-10', 20, 'working-day', '2026-03-16', '11–14 and 24–28 February, then 2–6, 9–13 and 16 March'],

  ['2026-01-31', 1, 'month', '2026-02-28', 'no 31 February: its last day, a Saturday worked instead'],
  ['2025-01-31', 1, 'month', '2025-02-28', 'a Friday'],
  ['2024-01-31', 1, 'month', '2024-02-29', 'a leap year, a Thursday'],
  ['2026-03-31', 3, 'month', '2026-06-30', 'June has 30 days'],
  ['2026-04-03', 1, 'month', '2026-05-06', '3 May is a holiday: first day after it'],
  ['2026-02-09', 3, 'month', '2026-05-09', 'a Saturday worked instead stays'],
  ['2026-06-05', 3, 'month', '2026-09-07', '5 September is a Saturday: Monday'],

  ['2026-03-05', 0, 'calendar-day', '2026-03-05', 'the same day'],
])('from %s, %i %s(s) → %s (%s)', (start, count, unit, expected) => {
  expect(deadlineOf(start, { count, unit }, stateCouncilCalendar)).toBe(expected)
})

test('a deadline that falls in a year without a notice is refused, until the notice is added', () => {
  const limit = { count: 60, unit: 'calendar-day' } as const
  expect(() => deadlineOf('2026-11-23', limit, stateCouncilCalendar)).toThrow('calendar.year-unknown')
  // The holidays here are made up: 2027's notice is not in the data.
  const extended = calendarFrom({ ...STATE_COUNCIL_YEARS, 2027: { holidays: ['2027-01-01'], makeUpDays: [] } })
  expect(deadlineOf('2026-11-23', limit, extended)).toBe('2027-01-22')
})
