import { expect, test } from 'vitest'
import type { Figure } from '../indicator/figure.ts'
import { defineIndicator, type IndicatorUnit } from '../indicator/indicator.ts'
import type { Wording } from './report.ts'
import { wordFigure } from './wording.ts'

const figure = (value: number | null, unit: IndicatorUnit, decimals?: number): Figure => ({
  indicator: defineIndicator({
    id: 'x',
    label: '指标',
    gloss: 'x',
    unit,
    value: '1',
    better: 'up',
    source: 's',
    ...(decimals !== undefined && { decimals }),
  }),
  value,
  absent: null,
  numerator: null,
  denominator: null,
})

test.each<[Wording, number | null, IndicatorUnit, string]>([
  // wording     value            unit      → as the report says it
  ['plain', 12, 'one', '12'],
  ['plain', 0, 'one', '0'],
  ['plain', 123_456_789, 'wan-yuan', '123.456789'],
  ['plain', 95, 'percent', '95.0%'],
  ['plain', 1.5, 'number', '1.5'],
  ['about', 0, 'one', '0'],
  ['about', 9, 'one', '9'],
  ['about', 10, 'one', '10'],
  ['about', 11, 'one', '10余'],
  ['about', 57, 'one', '50余'],
  ['about', 100, 'one', '100'],
  ['about', 123, 'one', '120余'],
  ['about', 999, 'one', '990余'],
  ['about', 1000, 'one', '1000'],
  ['about', 1234, 'one', '1200余'],
  ['about', 12_300, 'one', '12000余'],
  ['money', 12_300_000_000, 'yuan', '1.23亿元'],
  ['money', 456_700_000, 'yuan', '456.7万元'],
  ['money', 9_999_999_999, 'yuan', '1.00亿元'],
  ['money', 99_900, 'yuan', '999元'],
  ['money', 1, 'yuan', '0.01元'],
  ['money-wan', 456_700_000, 'yuan', '456.7万元'],
  ['money-wan', 12_300_000_000, 'yuan', '12300万元'],
  ['percent', 12.3, 'percent', '12.3%'],
  ['percent', 100, 'percent', '100.0%'],
  ['growth', 12.3, 'percent', '增长12.3%'],
  ['growth', -3.1, 'percent', '下降3.1%'],
  ['growth', 0, 'percent', '持平'],
  ['rate', 3.1, 'percent', '3.1%'],
  ['rate', -3.1, 'percent', '−3.1%'],
  ['rate', 0, 'percent', '0.0%'],
  ['at-least', 8.9, 'percent', '增长8%以上'],
  ['at-least', 8, 'percent', '增长8%以上'],
  ['at-least', -8.9, 'percent', '下降8.9%'],
  ['at-least', 0, 'percent', '持平'],
])('%s %s %s → %s', (wording, value, unit, expected) => {
  expect(wordFigure(figure(value, unit), wording)).toBe(expected)
})

test.each<Wording>(['plain', 'about', 'money', 'money-wan', 'percent', 'growth', 'rate', 'at-least'])(
  'a figure without a value reads — as %s',
  (wording) => {
    expect(wordFigure(figure(null, 'percent'), wording)).toBe('—')
  },
)

test('decimals are the indicator’s own', () => {
  expect(wordFigure(figure(12.34, 'percent', 2), 'percent')).toBe('12.34%')
  expect(wordFigure(figure(12, 'percent', 0), 'growth')).toBe('增长12%')
})
