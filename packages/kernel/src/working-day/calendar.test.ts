import { expect, test } from 'vitest'
import { calendarFrom } from './calendar.ts'

const calendar = calendarFrom({
  2023: { holidays: [], makeUpDays: [] },
  2024: { holidays: ['2023-12-30', '2023-12-31', '2024-01-01'], makeUpDays: ['2024-02-04'] },
})

test.each([
  ['2024-01-01', false, 'Monday, a holiday'],
  ['2024-01-02', true, 'Tuesday'],
  ['2024-01-06', false, 'Saturday'],
  ['2024-02-04', true, 'Sunday worked instead'],
  ['2023-12-29', true, 'Friday'],
  ['2023-12-31', false, 'listed by the next year’s notice'],
])('%s worked: %s (%s)', (day, expected) => {
  expect(calendar.isWorkingDay(day)).toBe(expected)
})

test('a year without a notice is never guessed', () => {
  expect(calendar.has(2024)).toBe(true)
  expect(calendar.has(2025)).toBe(false)
  expect(() => calendar.isWorkingDay('2025-01-02')).toThrow('calendar.year-unknown')
  expect(() => calendar.isWorkingDay('2025-01-04')).toThrow('calendar.year-unknown') // a Saturday too
})

test('a day that does not exist is refused, in data and in questions', () => {
  expect(() => calendarFrom({ 2024: { holidays: ['2024-02-30'], makeUpDays: [] } })).toThrow('day.malformed')
  expect(() => calendar.isWorkingDay('2024-02-30')).toThrow('day.malformed')
})
