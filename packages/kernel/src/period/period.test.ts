import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayFromNumber, dayNumber } from './day.ts'
import {
  describePeriod,
  isWholeMonths,
  listPeriods,
  PERIOD_KINDS,
  parsePeriod,
  periodOf,
  previousPeriod,
  sameLastYear,
  yearToDate,
} from './period.ts'

const anyDay = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2050-12-31') }).map(dayFromNumber)

test.each([
  // id          kind          from          until (not included)  months  中文               English
  ['2026-03-05', 'day', '2026-03-05', '2026-03-06', false, '2026年3月5日', '5 March 2026'],
  ['2026-03-A', 'half-month', '2026-03-01', '2026-03-16', false, '2026年3月上半月', 'first half of March 2026'],
  ['2026-02-B', 'half-month', '2026-02-16', '2026-03-01', false, '2026年2月下半月', 'second half of February 2026'],
  ['2026-12-B', 'half-month', '2026-12-16', '2027-01-01', false, '2026年12月下半月', 'second half of December 2026'],
  ['2026-03', 'month', '2026-03-01', '2026-04-01', true, '2026年3月', 'March 2026'],
  ['2026-12', 'month', '2026-12-01', '2027-01-01', true, '2026年12月', 'December 2026'],
  ['2026-Q1', 'quarter', '2026-01-01', '2026-04-01', true, '2026年第一季度', 'first quarter of 2026'],
  ['2026-Q4', 'quarter', '2026-10-01', '2027-01-01', true, '2026年第四季度', 'fourth quarter of 2026'],
  ['2026-H1', 'half-year', '2026-01-01', '2026-07-01', true, '2026年上半年', 'first half of 2026'],
  ['2026-H2', 'half-year', '2026-07-01', '2027-01-01', true, '2026年下半年', 'second half of 2026'],
  ['2026', 'year', '2026-01-01', '2027-01-01', true, '2026年', '2026'],
])('%s is a %s from %s until %s', (id, kind, from, until, wholeMonths, zh, en) => {
  const period = parsePeriod(id)
  expect(period).toEqual({ id, kind, from, until })
  expect(isWholeMonths(period)).toBe(wholeMonths)
  expect(describePeriod(period, 'zh')).toBe(zh)
  expect(describePeriod(period, 'en')).toBe(en)
})

test.each([
  '2026-Q5',
  '2026-Q0',
  '2026-H3',
  '2026-13',
  '2026-00',
  '2026-3',
  '2026-03-C',
  '2026-13-A',
  '2026-03-a',
  '2026-02-30',
  '2026年',
  '26',
  '0000',
  '9999',
  '2026 ',
  '',
])('%j is not a period', (text) => {
  expect(() => parsePeriod(text)).toThrow('period.malformed')
})

test('a day that is none is named as a day', () => {
  expect(() => periodOf('month', '2026-02-30')).toThrow('day.malformed')
})

test.each([
  ['half-month', '2026-03-15', '2026-03-A'],
  ['half-month', '2026-03-16', '2026-03-B'],
  ['quarter', '2026-03-31', '2026-Q1'],
  ['quarter', '2026-04-01', '2026-Q2'],
  ['half-year', '2026-06-30', '2026-H1'],
  ['year', '2026-12-31', '2026'],
] as const)('the %s of %s is %s', (kind, day, expected) => {
  expect(periodOf(kind, day).id).toBe(expected)
})

test.each([
  ['month', '2026-Q1', '2026-01 2026-02 2026-03'],
  ['quarter', '2026-H2', '2026-Q3 2026-Q4'],
  ['half-year', '2026', '2026-H1 2026-H2'],
  ['half-month', '2026-02', '2026-02-A 2026-02-B'],
  ['day', '2026-02-28', '2026-02-28'],
  ['month', '2026-02-A', ''], // half a month holds no whole month
  ['year', '2026-H1', ''],
] as const)('the %ss of %s are: %s', (kind, within, expected) => {
  const ids = listPeriods(kind, parsePeriod(within)).map((period) => period.id)
  expect(ids.join(' ')).toBe(expected)
})

test('a span that begins within a month lists the months after it', () => {
  const span = { from: '2026-01-20', until: '2026-04-10' }
  expect(listPeriods('month', span).map((period) => period.id)).toEqual(['2026-02', '2026-03'])
})

test.each([
  // period      the one before  a year earlier
  ['2026-03-01', '2026-02-28', '2025-03-01'],
  ['2024-02-29', '2024-02-28', '2023-02-28'],
  ['2026-03-A', '2026-02-B', '2025-03-A'],
  ['2026-03-B', '2026-03-A', '2025-03-B'],
  ['2026-01', '2025-12', '2025-01'],
  ['2026-Q1', '2025-Q4', '2025-Q1'],
  ['2026-H2', '2026-H1', '2025-H2'],
  ['2026', '2025', '2025'],
])('before %s comes %s; a year earlier is %s', (id, before, lastYear) => {
  expect(previousPeriod(parsePeriod(id)).id).toBe(before)
  expect(sameLastYear(parsePeriod(id)).id).toBe(lastYear)
})

test.each([
  ['2026-09', '2026-01-01', '2026-10-01'],
  ['2026-12', '2026-01-01', '2027-01-01'],
  ['2026-Q2', '2026-01-01', '2026-07-01'],
  ['2026', '2026-01-01', '2027-01-01'],
  ['2026-01-01', '2026-01-01', '2026-01-02'],
])('the year to date of %s is %s until %s', (id, from, until) => {
  expect(yearToDate(parsePeriod(id))).toEqual({ from, until })
})

test('every day lies in exactly one period of each kind, and its id reads back', () => {
  fc.assert(
    fc.property(anyDay, fc.constantFrom(...PERIOD_KINDS), (day, kind) => {
      const period = periodOf(kind, day)
      expect(period.kind).toBe(kind)
      expect(period.from <= day && day < period.until).toBe(true)
      expect(parsePeriod(period.id)).toEqual(period)
      expect(periodOf(kind, addDays(period.until, -1))).toEqual(period)
      expect(previousPeriod(periodOf(kind, period.until))).toEqual(period)
    }),
  )
})

test.each([
  // day          its ISO week, from Monday
  ['2026-03-05', '2026-W10', '2026-03-02'],
  ['2026-01-01', '2026-W01', '2025-12-29'],
  ['2027-01-03', '2026-W53', '2026-12-28'], // a year of 53 weeks
  ['2024-12-30', '2025-W01', '2024-12-30'],
])('%s lies in week %s, from %s', (day, id, monday) => {
  const week = periodOf('week', day)
  expect([week.id, week.from]).toEqual([id, monday])
  expect(parsePeriod(id)).toEqual(week)
})

test('a year of 52 weeks has no week 53', () => {
  expect(() => parsePeriod('2025-W53')).toThrow('period.malformed')
})
