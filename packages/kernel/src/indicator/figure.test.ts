import { expect, test } from 'vitest'
import { parsePeriod } from '../period/period.ts'
import { computeFigure, valueInUnit } from './figure.ts'
import { defineIndicator, type IndicatorUnit } from './indicator.ts'
import { parseFormula } from './parse-formula.ts'

const READ: Record<string, number> = { 'a.part': 1, 'a.whole': 3, 'a.fen': 123_456_789, 'a.none': 0 }
const figure = (value: string, unit: IndicatorUnit, decimals?: number) =>
  computeFigure(
    defineIndicator({
      id: 'x',
      label: '指标',
      gloss: 'x',
      unit,
      value,
      better: 'up',
      source: 's',
      ...(decimals !== undefined && { decimals }),
    }),
    parseFormula(value),
    parsePeriod('2026-H1'),
    { read: ({ measure }) => READ[measure] ?? null, today: '2026-07-01', places: () => 0 },
    { params: new Map(), targets: new Map(), requirements: new Map() },
  )

test.each([
  // formula                       unit       decimals     → value (half up, away from nought)
  ['flow(a.part) / flow(a.whole)', 'percent', undefined, 33.3],
  ['flow(a.part) / flow(a.whole)', 'percent', 2, 33.33],
  ['flow(a.part) / flow(a.whole)', 'percent', 0, 33],
  ['0.125', 'percent', 0, 13],
  ['0.0005', 'percent', undefined, 0.1],
  ['-0.0005', 'percent', undefined, -0.1],
  ['0.00049', 'percent', undefined, 0],
  ['-0.00049', 'percent', undefined, 0], // never −0
  ['1.005', 'number', 2, 1.01], // exact in decimals, where binary would give 1
  ['2.5', 'number', undefined, 3],
  ['flow(a.fen)', 'yuan', undefined, 123_456_789],
  ['flow(a.fen) / 2', 'yuan', undefined, 61_728_395], // half a fen
] as const)('%s as %s with %s decimals → %d', (value, unit, decimals, expected) => {
  expect(figure(value, unit, decimals).value).toBe(expected)
})

test.each([
  ['flow(a.fen)', 'yuan', 1_234_567.89],
  ['flow(a.fen)', 'wan-yuan', 123.456789],
  ['flow(a.whole)', 'one', 3],
  ['flow(a.part) / flow(a.whole)', 'percent', 33.3],
  ['flow(a.missing)', 'yuan', null],
] as const)('%s in %s is printed in data as %s', (value, unit, expected) => {
  expect(valueInUnit(figure(value, unit))).toBe(expected)
})

test('a rate tells its two sides, also where it has no value', () => {
  expect(figure('flow(a.part) / flow(a.whole)', 'percent')).toMatchObject({ numerator: 1, denominator: 3 })
  expect(figure('growth(flow(a.whole), flow(a.part))', 'percent')).toMatchObject({
    value: 200,
    numerator: 3,
    denominator: 1,
  })
  expect(figure('flow(a.part) / flow(a.none)', 'percent')).toMatchObject({
    value: null,
    absent: { reason: 'zero-base', formula: 'flow(a.none)' },
    numerator: 1,
    denominator: 0,
  })
  expect(figure('flow(a.missing) / flow(a.part)', 'percent')).toMatchObject({
    value: null,
    numerator: null,
    denominator: 1,
  })
  expect(figure('flow(a.part)', 'one')).toMatchObject({ numerator: null, denominator: null })
})
