import { expect, test } from 'vitest'
import { addDays } from '../period/day.ts'
import { STATE_COUNCIL_YEARS, stateCouncilCalendar } from './state-council.ts'

test('the years known are 2004 to 2026', () => {
  const expected = Array.from({ length: 23 }, (_, index) => String(2004 + index))
  expect(Object.keys(STATE_COUNCIL_YEARS)).toEqual(expected)
  expect(stateCouncilCalendar.has(2003)).toBe(false)
  expect(stateCouncilCalendar.has(2027)).toBe(false)
})

test('2027 has no notice yet, and is refused', () => {
  expect(() => stateCouncilCalendar.isWorkingDay('2027-01-04')).toThrow('calendar.year-unknown')
})

test.each([
  // 2026 as the notice arranges it
  ['2026-01-01', false, '元旦'],
  ['2026-01-02', false, '元旦调休'],
  ['2026-01-04', true, '周日补班'],
  ['2026-02-13', true, '春节前的周五'],
  ['2026-02-14', true, '周六补班'],
  ['2026-02-15', false, '春节'],
  ['2026-02-23', false, '春节最后一天'],
  ['2026-02-24', true, '节后第一天'],
  ['2026-02-28', true, '周六补班'],
  ['2026-03-01', false, '周日'],
  ['2026-04-06', false, '清明'],
  ['2026-05-05', false, '劳动节'],
  ['2026-05-09', true, '周六补班'],
  ['2026-06-19', false, '端午'],
  ['2026-09-20', true, '周日补班'],
  ['2026-09-25', false, '中秋'],
  ['2026-10-07', false, '国庆节'],
  ['2026-10-10', true, '周六补班'],
  ['2026-11-23', true, '周一'],
])('%s worked: %s (%s)', (day, expected) => {
  expect(stateCouncilCalendar.isWorkingDay(day)).toBe(expected)
})

test.each([
  [2024, 251],
  [2025, 248],
  [2026, 248],
])('%i has %i working days', (year, expected) => {
  let worked = 0
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
    if (stateCouncilCalendar.isWorkingDay(day)) worked += 1
  }
  expect(worked).toBe(expected)
})
