import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthFromIndex, monthIndex, shiftMonth } from './month.ts'

test.each([
  // month    + months → month
  ['2026-03', 1, '2026-04'],
  ['2026-12', 1, '2027-01'],
  ['2026-01', -1, '2025-12'],
  ['2026-06', 0, '2026-06'],
  ['2026-06', -12, '2025-06'],
  ['2026-11', 26, '2029-01'],
])('%s + %i months → %s', (month, n, expected) => {
  expect(shiftMonth(month, n)).toBe(expected)
})

test('months are counted from year 0', () => {
  expect(monthIndex('2026-01')).toBe(2026 * 12)
  expect(monthIndex('2026-12')).toBe(2026 * 12 + 11)
})

test.each(['2026-13', '2026-00', '2026-3', '2026', '2026-03-01', '0000-05', ''])('%j is not a month', (text) => {
  expect(() => monthIndex(text)).toThrow('period.malformed')
})

test.each([0, 11, 120_000, 24_312.5, Number.NaN])('no month stands at index %d', (index) => {
  expect(() => monthFromIndex(index)).toThrow('period.malformed')
})

test('index and month are each other’s reverse', () => {
  fc.assert(fc.property(fc.integer({ min: 12, max: 119_999 }), (index) => monthIndex(monthFromIndex(index)) === index))
})
