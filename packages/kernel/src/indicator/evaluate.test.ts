import { expect, test } from 'vitest'
import { parsePeriod } from '../period/period.ts'
import { defineTarget } from '../target/target.ts'
import { evaluate, evaluateDay, type Readings } from './evaluate.ts'
import { parseFormula } from './parse-formula.ts'

const target = { label: '到馆人数', gloss: 'visitors', unit: 'one', measure: 'goals.visitors', source: 's' } as const
const rules = {
  params: new Map<string, string | number>([['loan.days', 30]]),
  requirements: new Map(),
  targets: new Map([
    ['visitors', defineTarget({ id: 'visitors', ...target, course: 'linear' })],
    [
      'by-year',
      defineTarget({
        id: 'by-year',
        ...target,
        course: 'linear',
        courses: { '2026': [0, 0, 0, 0, 0, 10, 20, 30, 40, 60, 80, 100] },
      }),
    ],
    ['busy', defineTarget({ id: 'busy', ...target, course: [0, 0, 10, 20, 30, 40, 60, 80, 90, 95, 98, 100] })],
  ]),
}
/** What the book holds: kind, measure, from (… for the beginning) and until. Everything else is absent. */
const BOOK: Record<string, number | string> = {
  'sum visits.people 2026-01-01 2026-07-01': 1200,
  'sum visits.people 2025-01-01 2025-07-01': 1000,
  'sum visits.people 2026-04-01 2026-07-01': 500,
  'sum visits.days 2026-01-01 2026-07-01': 0,
  'sum books.held … 2026-07-01': 77,
  'sum budget.spent 2026-01-01 2026-07-01': 90,
  'sum budget.base 2026-01-01 2026-07-01': -30,
  'target goals.visitors 2026-01-01 2027-01-01': 3000,
  'latest budget.spent 2026-01-01 2026-07-01': 15,
  'reached visits.people 2026-01-01 2026-07-01': 4,
  'first-day visits.days 2026-01-01 2026-07-01': '2026-02-03',
  'last-day visits.days 2026-01-01 2026-07-01': '2026-06-28',
}
const readings: Readings = {
  read: ({ kind, measure, from, until }) => BOOK[`${kind} ${measure} ${from ?? '…'} ${until}`] ?? null,
  today: '2026-07-01',
  places: (level) => (level === 'village' ? 14 : 0),
}
const value = (source: string, period: string) => {
  const { value: amount, absent } = evaluate(parseFormula(source), parsePeriod(period), readings, rules)
  return amount === null ? absent : amount.toNumber()
}
const noData = (measure: string) => ({ reason: 'no-data', measure })
const zeroBase = (formula: string) => ({ reason: 'zero-base', formula })

test.each([
  // formula                                    period      → value, or why there is none
  ['flow(visits.people)', '2026-H1', 1200],
  ['flow(visits.people)', '2026-Q2', 500],
  ['flow(visits.people)', '2026-03', noData('visits.people')],
  ['stock(books.held)', '2026-H1', 77],
  ['cumulative(visits.people)', '2026-Q2', 1200], // from January
  ['lastYear(flow(visits.people))', '2026-H1', 1000],
  ['flow(visits.people) - lastYear(flow(visits.people))', '2026-H1', 200],
  ['growth(flow(visits.people), lastYear(flow(visits.people)))', '2026-H1', 0.2],
  ['growth(flow(visits.people), lastYear(flow(visits.people)))', '2025-H1', noData('visits.people')],
  ['growth(cumulative(budget.spent), cumulative(budget.base))', '2026-H1', zeroBase('cumulative(budget.base)')], // negative
  ['growth(1, flow(visits.days))', '2026-H1', zeroBase('flow(visits.days)')],
  ['flow(visits.people) / flow(visits.days)', '2026-H1', zeroBase('flow(visits.days)')],
  ['flow(visits.days) / flow(visits.people)', '2026-H1', 0],
  ['flow(visits.people) / flow(loans.back)', '2026-H1', noData('loans.back')],
  ['0 * flow(loans.back)', '2026-H1', noData('loans.back')], // nought times nothing known is not known
  ['-flow(loans.back)', '2026-H1', noData('loans.back')],
  ['-flow(visits.people)', '2026-H1', -1200],
  ['planned(by-year)', '2026-H1', 300],
  ['target(visitors)', '2026-H1', 3000],
  ['target(visitors)', '2025-H1', noData('goals.visitors')], // nobody set one
  ['planned(visitors)', '2026-H1', 1500],
  ['planned(visitors)', '2026-Q1', 750],
  ['planned(visitors)', '2026', 3000],
  ['planned(busy)', '2026-H1', 1200],
  ['cumulative(visits.people) / planned(visitors)', '2026-H1', 0.8],
  ['latest(budget.spent)', '2026-H1', 15],
  ['reached(visits.people)', '2026-H1', 4],
  ['reached(visits.people) / places(village)', '2026-H1', 4 / 14],
  ['firstMonth(visits.days)', '2026-H1', 2],
  ['lastMonth(visits.days)', '2026-H1', 6],
  ['param(loan.days) / 2', '2026-H1', 15],
  ['0.1 + 0.2', '2026-H1', 0.3], // decimal arithmetic, not binary
  ['2 - 3 * (4 - 5)', '2026-H1', 5],
] as const)('%s in %s', (source, period, expected) => {
  const found = value(source, period)
  if (typeof expected === 'number') expect(found).toBeCloseTo(expected, 15)
  else expect(found).toEqual(expected)
})

test('a formula of a day gives a day', () => {
  const day = (source: string, period: string) =>
    evaluateDay(parseFormula(source), parsePeriod(period), readings, rules)
  expect(day('firstDay(visits.days)', '2026-H1')).toBe('2026-02-03')
  expect(day('lastDay(visits.days)', '2026-H1')).toBe('2026-06-28')
  expect(day('lastDay(visits.days)', '2025-H1')).toBeNull()
})

test('nothing is required of a place for a month in which it ends, or later', () => {
  const monthly = { id: 'monthly', ...target, every: 'month', least: 1, level: 'village' } as const
  const until = '2026-03-15'
  const asked = evaluate(
    parseFormula('required(monthly)'),
    parsePeriod('2026-H1'),
    { ...readings, places: (_, on) => (on < until ? 2 : 1) },
    { ...rules, requirements: new Map([['monthly', monthly]]) },
  )
  expect(asked.value?.toNumber()).toBe(2 * 2 + 4)
})
