import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMoney, formatQuantity } from './format-quantity.ts'
import { parseQuantity } from './parse-quantity.ts'
import { ALL_UNITS, type UnitId } from './unit.ts'

test.each<[number, UnitId, number | undefined, string]>([
  // smallest parts  unit    decimals  → text
  [123_456, 'yuan', undefined, '1234.56'],
  [123_450, 'yuan', undefined, '1234.5'],
  [123_400, 'yuan', undefined, '1234'],
  [123_400, 'yuan', 2, '1234.00'],
  [5, 'yuan', undefined, '0.05'],
  [-5, 'yuan', undefined, '-0.05'],
  [0, 'yuan', undefined, '0'],
  [0, 'yuan', 2, '0.00'],
  [100_500, 'wan-yuan', 2, '0.10'],
  [1_005_000, 'wan-yuan', 2, '1.01'], // 1.005 is half: up. In floating point it would be 1.00
  [1_004_999, 'wan-yuan', 2, '1.00'],
  [-1_005_000, 'wan-yuan', 2, '-1.01'],
  [-4999, 'wan-yuan', 2, '0.00'], // never −0.00
  [12_000_000_000, 'yi-yuan', undefined, '1.2'],
  [325, 'mu', undefined, '3.25'],
  [325, 'mu', 0, '3'],
  [350, 'mu', 0, '4'],
  [2750, 'kilometre', undefined, '2.75'],
  [9550, 'percent', 1, '95.5'],
  [1000, 'one', undefined, '1000'],
  [1000, 'one', 1, '1000.0'],
  [Number.MAX_SAFE_INTEGER, 'yuan', undefined, '90071992547409.91'],
])('%i in %s with %s decimals: %s', (base, unit, decimals, expected) => {
  expect(formatQuantity(base, unit, decimals)).toBe(expected)
})

test.each([
  // fen            → as a report writes it
  [0, '0元'],
  [50, '0.5元'],
  [999_999, '9999.99元'],
  [1_000_000, '1万元'],
  [12_500_000, '12.5万元'],
  [12_345_600, '12.35万元'],
  [100_000_000, '100万元'],
  [9_999_994_999, '9999.99万元'],
  [9_999_995_000, '1.00亿元'], // would round to 10000万元
  [10_000_000_000, '1.00亿元'],
  [12_345_000_000, '1.23亿元'],
  [12_350_000_000, '1.24亿元'],
  [-12_500_000, '-12.5万元'],
])('%i fen: %s', (fen, expected) => {
  expect(formatMoney(fen)).toBe(expected)
})

test.each([0.5, Number.NaN, 2 ** 53])('%d is not a booked amount', (base) => {
  expect(() => formatQuantity(base, 'yuan')).toThrow('quantity.malformed')
  expect(() => formatMoney(base)).toThrow('quantity.malformed')
})

test('what is written reads back, in every unit, with the unit or without', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom(...ALL_UNITS), (base, unit) => {
      const text = formatQuantity(base, unit.id)
      expect(parseQuantity(text, unit.id)).toBe(base)
      expect(parseQuantity(`${text}${unit.labels[0]}`, unit.id)).toBe(base)
    }),
  )
})

test('rounding is off by half a unit at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (fen) => {
      const wan = formatQuantity(fen, 'wan-yuan', 2)
      expect(Math.abs(parseQuantity(wan, 'wan-yuan') - fen)).toBeLessThanOrEqual(5000)
    }),
  )
})
