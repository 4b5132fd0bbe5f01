import { parsePeriod } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { nextPeriod, offeredPeriods, readScope, todayInShanghai } from './scope.ts'

test.each([
  [
    { place: '341899101001', period: '2026-H1', asOf: '2026-06-30' },
    { place: '341899101001', period: '2026-H1', asOf: '2026-06-30' },
  ],
  [{ period: 2026 }, { period: '2026' }], // an address’s plain year is read as a number
  [{ place: '34', period: '2026-13', asOf: '30.6.' }, {}],
  [{ period: ['2026'], other: 'x' }, {}],
])('an address %j asks for %j', (search, scope) => {
  expect(readScope(search)).toEqual(scope)
})

test('the day in Shanghai begins eight hours before that in Greenwich', () => {
  expect(todayInShanghai(new Date('2026-03-04T15:59:59Z'))).toBe('2026-03-04')
  expect(todayInShanghai(new Date('2026-03-04T16:00:00Z'))).toBe('2026-03-05')
})

test('periods are offered from the present back, and the chosen one is always there', () => {
  const offered = offeredPeriods('2026-03-05', parsePeriod('2020-Q2'))
  const ids = Object.fromEntries(offered.map(({ kind, periods }) => [kind, periods.map(({ id }) => id)]))
  expect(ids.month).toHaveLength(13)
  expect(ids.month!.slice(0, 3)).toEqual(['2026-03', '2026-02', '2026-01'])
  expect(ids.quarter).toEqual(['2026-Q1', '2025-Q4', '2025-Q3', '2025-Q2', '2025-Q1', '2020-Q2'])
  expect(ids['half-year']).toEqual(['2026-H1', '2025-H2', '2025-H1', '2024-H2'])
})

test.each([
  ['2026-12', '2027-01'],
  ['2026-Q4', '2027-Q1'],
  ['2026-H1', '2026-H2'],
  ['2026', '2027'],
])('after %s comes %s', (before, after) => {
  expect(nextPeriod(parsePeriod(before)).id).toBe(after)
})
