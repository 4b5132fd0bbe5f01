import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuantity } from './parse-quantity.ts'
import type { UnitId } from './unit.ts'

test.each<[string | number, UnitId, number]>([
  // as written       column       → smallest parts
  ['1234.56', 'yuan', 123_456],
  ['1,234.56', 'yuan', 123_456],
  ['1，234，567', 'yuan', 123_456_700],
  ['１２３４．５６', 'yuan', 123_456],
  ['－12.5', 'yuan', -1250],
  ['−12.5', 'yuan', -1250],
  ['+3', 'yuan', 300],
  ['  42　', 'yuan', 4200],
  ['0012', 'one', 12],
  ['-0', 'yuan', 0],
  ['0.29', 'yuan', 29], // 0.29 × 100 is 28.999999999999996 in floating point
  ['1.0000', 'one', 1], // zeros are no precision
  ['3.5', 'wan-yuan', 3_500_000],
  ['0.000001', 'wan-yuan', 1],
  ['1.2亿', 'wan-yuan', 12_000_000_000],
  ['1.2 亿元', 'wan-yuan', 12_000_000_000],
  ['800元', 'wan-yuan', 80_000],
  ['12.5万', 'yuan', 12_500_000],
  ['3.25亩', 'mu', 325],
  ['120.5㎡', 'square-metre', 12_050],
  ['88 m2', 'square-metre', 8800],
  ['2.75公里', 'metre', 2750],
  ['15户', 'one', 15],
  ['95.5％', 'percent', 9550],
  ['3 天', 'day', 3],
  ['90071992547409.91', 'yuan', Number.MAX_SAFE_INTEGER],

  [12, 'one', 12],
  [-7.25, 'mu', -725],
  [0, 'yuan', 0],
  [-0, 'yuan', 0],
  [0.1 + 0.2, 'yuan', 30],
  [1234.5600000000002, 'yuan', 123_456],
  [1.005 * 1000, 'yuan', 100_500],
  [2.0000000000001, 'one', 2],
  [0.000001, 'wan-yuan', 1],
  [1e-7, 'yi-yuan', 1000],
  [12_345_678_901.23, 'yuan', 1_234_567_890_123], // thirteen digits, all of them meant
  [1_500_000_000_000_000.5, 'one', 1_500_000_000_000_000],
  [1_234_567_890_123_456, 'one', 1_234_567_890_123_456],
])('%j in a column of %s → %i', (input, unit, expected) => {
  expect(parseQuantity(input, unit)).toBe(expected)
})

test.each<[string | number, UnitId, string]>([
  ['', 'yuan', 'quantity.malformed'],
  ['   ', 'yuan', 'quantity.malformed'],
  ['约300', 'yuan', 'quantity.malformed'],
  ['三百', 'yuan', 'quantity.malformed'],
  ['1,23', 'yuan', 'quantity.malformed'],
  ['1,2345', 'yuan', 'quantity.malformed'],
  [',123', 'yuan', 'quantity.malformed'],
  ['1.2.3', 'yuan', 'quantity.malformed'],
  ['5.', 'yuan', 'quantity.malformed'],
  ['.5', 'yuan', 'quantity.malformed'],
  ['--5', 'yuan', 'quantity.malformed'],
  ['1 000', 'yuan', 'quantity.malformed'],
  ['3-5', 'yuan', 'quantity.malformed'],
  ['0'.repeat(65), 'yuan', 'quantity.malformed'],
  [Number.NaN, 'yuan', 'quantity.malformed'],
  [Number.POSITIVE_INFINITY, 'yuan', 'quantity.malformed'],

  ['5人', 'wan-yuan', 'quantity.unit-unknown'],
  ['3亩', 'square-metre', 'quantity.unit-unknown'],
  ['1.2万', 'one', 'quantity.unit-unknown'],
  ['5美元', 'yuan', 'quantity.unit-unknown'],
  ['1亿2000万', 'yuan', 'quantity.unit-unknown'],
  ['10²', 'one', 'quantity.unit-unknown'],
  ['1e+9', 'yuan', 'quantity.unit-unknown'],
  ['5（估）', 'yuan', 'quantity.unit-unknown'],

  ['0.001', 'yuan', 'quantity.too-precise'],
  ['1.5', 'one', 'quantity.too-precise'],
  ['3.255', 'mu', 'quantity.too-precise'],
  ['1.5户', 'one', 'quantity.too-precise'],
  [0.335, 'mu', 'quantity.too-precise'],
  [1.5, 'one', 'quantity.too-precise'],
  [1e-9, 'yuan', 'quantity.too-precise'],

  ['90071992547409.92', 'yuan', 'quantity.too-large'],
  ['999999999', 'yi-yuan', 'quantity.too-large'],
  [1e300, 'yuan', 'quantity.too-large'],
  [2 ** 53, 'one', 'quantity.too-large'],
])('%j in a column of %s is refused: %s', (input, unit, code) => {
  expect(() => parseQuantity(input, unit)).toThrow(code)
})

test('a unit of the wrong kind is named in the refusal', () => {
  expect(() => parseQuantity('5人', 'wan-yuan')).toThrow('单位“人”')
})

test('an amount with two decimals reads the same as text and as a sheet’s number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (fen) => {
      expect(parseQuantity(fen / 100, 'yuan')).toBe(fen)
      expect(parseQuantity((fen / 100).toFixed(2), 'yuan')).toBe(fen)
    }),
  )
})
