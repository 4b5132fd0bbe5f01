import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dayFromNumber,
  dayNumber,
  dayOfInstant,
  daysBetween,
  isDay,
  monthOf,
  parseDay,
  weekdayOf,
} from './day.ts'

const anyDay = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') }).map(dayFromNumber)

test.each(['2026-03-05', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
  expect(isDay(text)).toBe(true)
  expect(parseDay(text)).toBe(text)
})

test.each([
  ['2026-02-30', 'no such day'],
  ['2026-02-29', 'not a leap year'],
  ['1900-02-29', 'a century is no leap year'],
  ['2026-04-31', 'April has 30'],
  ['2026-13-01', 'no such month'],
  ['2026-00-10', 'no such month'],
  ['2026-03-00', 'no such day'],
  ['0000-01-01', 'no year 0'],
  ['2026-3-5', 'not padded'],
  ['2026/03/05', 'slashes'],
  ['20260305', 'no hyphens'],
  ['2026-03-05 ', 'trailing space'],
  ['２０２６-03-05', 'full-width digits'],
  ['2026-03-05T00:00:00Z', 'an instant'],
  ['', 'empty'],
])('%j is no day: %s', (text) => {
  expect(isDay(text)).toBe(false)
  expect(() => parseDay(text)).toThrow('day.malformed')
  expect(() => addDays(text, 1)).toThrow('day.malformed')
})

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2024-02-28', 1, '2024-02-29'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-01-01', -1, '2025-12-31'],
  ['2026-03-05', 0, '2026-03-05'],
  ['2026-11-23', 60, '2027-01-22'],
  ['1970-01-01', -1, '1969-12-31'],
])('%s + %i days → %s', (day, n, expected) => {
  expect(addDays(day, n)).toBe(expected)
})

test.each([
  // the same-numbered day, else the last day of the month (民法典 §202)
  ['2026-03-05', 1, '2026-04-05'],
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-01-31', 3, '2026-04-30'],
  ['2026-11-30', 3, '2027-02-28'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', -12, '2023-02-28'],
  ['2026-01-15', -1, '2025-12-15'],
])('%s + %i months → %s', (day, n, expected) => {
  expect(addMonths(day, n)).toBe(expected)
})

test.each([
  ['2026-01-01', '2026-12-31', 364],
  ['2024-01-01', '2024-12-31', 365],
  ['2026-03-05', '2026-03-05', 0],
  ['2026-03-05', '2026-03-01', -4],
])('from %s to %s are %i days', (from, to, expected) => {
  expect(daysBetween(from, to)).toBe(expected)
})

test.each([
  ['2026-11-23', 1],
  ['2026-02-14', 6],
  ['2026-01-04', 7],
  ['1969-12-28', 7],
])('%s is weekday %i', (day, expected) => {
  expect(weekdayOf(day)).toBe(expected)
})

test.each([
  // instant in UTC → the day on a Shanghai wall calendar
  ['2026-03-05T00:00:00Z', '2026-03-05'],
  ['2026-03-05T15:59:59.999Z', '2026-03-05'],
  ['2026-03-05T16:00:00.000Z', '2026-03-06'],
  ['2026-12-31T16:00:00Z', '2027-01-01'],
])('%s falls on %s', (instant, expected) => {
  expect(dayOfInstant(instant)).toBe(expected)
})

test.each([
  '2026-03-05',
  '2026-03-05T16:00:00',
  '2026-03-05T16:00:00+08:00',
  '2026-02-30T01:00:00Z',
  '2026-03-05T24:00:00Z',
])('%s is no instant in UTC', (text) => {
  expect(() => dayOfInstant(text)).toThrow('day.malformed')
})

test('beyond the calendar there is no day', () => {
  expect(() => addDays('9999-12-31', 1)).toThrow('day.malformed')
  expect(() => addDays('0001-01-01', -1)).toThrow('day.malformed')
  expect(() => addDays('2026-01-01', 0.5)).toThrow('day.malformed')
  expect(() => addMonths('9999-12-31', 1)).toThrow('day.malformed')
})

test('the month of a day', () => {
  expect(monthOf('2026-03-05')).toBe('2026-03')
})

test('every day of the calendar has its own number, in order', () => {
  let last = ''
  for (let number = dayNumber('1896-01-01'); number <= dayNumber('2104-12-31'); number += 1) {
    const day = dayFromNumber(number)
    if (!(day > last) || dayNumber(day) !== number || !isDay(day)) expect.fail(`${number} → ${day}`)
    last = day
  }
  expect(last).toBe('2104-12-31')
})

test('adding days and counting them agree', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -40_000, max: 40_000 }), (day, n) => {
      expect(daysBetween(day, addDays(day, n))).toBe(n)
    }),
  )
})

test('adding months lands in the right month, on the same number or the month’s last day', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (day, n) => {
      const later = addMonths(day, n)
      const monthsOn = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
      expect(monthsOn(later) - monthsOn(day)).toBe(n)
      if (later.slice(8) !== day.slice(8)) {
        expect(later.slice(8) < day.slice(8)).toBe(true)
        expect(monthOf(addDays(later, 1))).not.toBe(monthOf(later))
      }
    }),
  )
})
