import { expect, test } from 'vitest'
import { ALL_UNITS, findUnit, unitOf } from './unit.ts'

test.each([
  // as written  unit, factor
  ['分', 'fen', 1],
  ['元', 'yuan', 100],
  ['千元', 'thousand-yuan', 100_000],
  ['万元', 'wan-yuan', 1_000_000],
  ['万 元', 'wan-yuan', 1_000_000],
  ['亿', 'yi-yuan', 10_000_000_000],
  ['亩', 'mu', 100],
  ['㎡', 'square-metre', 100],
  ['m²', 'square-metre', 100],
  ['M2', 'square-metre', 100],
  ['平方米', 'square-metre', 100],
  ['km', 'kilometre', 1000],
  ['㎞', 'kilometre', 1000],
  ['公里', 'kilometre', 1000],
  ['户', 'one', 1],
  ['批次', 'one', 1],
  ['％', 'percent', 100],
  ['天', 'day', 1],
])('%s is %s, %i smallest parts', (label, id, factor) => {
  expect(findUnit(label)?.id).toBe(id)
  expect(unitOf(id).factor).toBe(factor)
})

test.each(['', '斤', '万亩', '美元', 'toString'])('%j is no unit we know', (label) => {
  expect(findUnit(label)).toBeUndefined()
  expect(() => unitOf(label)).toThrow('quantity.unit-unknown')
})

test('no label names two units', () => {
  for (const unit of ALL_UNITS) {
    for (const label of unit.labels) expect(findUnit(label), label).toBe(unit)
  }
})

test('every factor is a power of ten, and every dimension has its smallest part', () => {
  for (const unit of ALL_UNITS) {
    expect(String(unit.factor)).toMatch(/^10*$/)
    expect(ALL_UNITS.filter((each) => each.dimension === unit.dimension && each.factor === 1)).toHaveLength(1)
  }
})
