import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeFromKey, codeKey, codeRange, isWithin, levelOf, parentCode, townshipOf } from './org-unit-code.ts'

test.each([
  // code            level       directly below    township
  ['000000000000', 'country', undefined, undefined],
  ['340000000000', 'province', '000000000000', undefined],
  ['341800000000', 'city', '340000000000', undefined],
  ['341899000000', 'county', '341800000000', undefined],
  ['341899101000', 'township', '341899000000', '341899101000'],
  ['341899101001', 'village', '341899101000', '341899101000'],
  ['341899101001007', 'grid', '341899101001', '341899101000'],
  // digits that end in zero are still the unit's own
  ['500000000000', 'province', '000000000000', undefined],
  ['341000000000', 'city', '340000000000', undefined],
  ['341810000000', 'county', '341800000000', undefined],
  ['341899100000', 'township', '341899000000', '341899100000'],
  ['341899101200', 'village', '341899101000', '341899101000'],
  ['341899101001010', 'grid', '341899101001', '341899101000'],
  // a level is skipped
  ['441900003000', 'township', '441900000000', '441900003000'],
  ['441900003001', 'village', '441900003000', '441900003000'],
  ['341899101000001', 'grid', '341899101000', '341899101000'],
])('%s is a %s below %s, township %s', (code, level, parent, township) => {
  expect(levelOf(code)).toBe(level)
  expect(parentCode(code)).toBe(parent)
  expect(townshipOf(code)).toBe(township)
})

test.each([
  ['341899', 'six digits'],
  ['3418991010', 'ten digits'],
  ['3418991010010', 'thirteen digits'],
  ['34189910100A', 'a letter'],
  ['341899101001000', 'a grid 000: the village itself, written twice'],
  ['001800000000', 'a province 00'],
  ['３４１８９９１０１００１', 'full-width digits'],
  ['', 'empty'],
])('%j is no code: %s', (code) => {
  for (const read of [levelOf, parentCode, codeKey, codeRange, townshipOf]) {
    expect(() => read(code)).toThrow('org-unit.code-malformed')
  }
})

test.each([
  ['000000000000', 0, 1_000_000_000_000_000],
  ['340000000000', 340_000_000_000_000, 350_000_000_000_000],
  ['341800000000', 341_800_000_000_000, 341_900_000_000_000],
  ['341899000000', 341_899_000_000_000, 341_900_000_000_000],
  ['341899101000', 341_899_101_000_000, 341_899_102_000_000],
  ['341899101001', 341_899_101_001_000, 341_899_101_002_000],
  ['341899101001007', 341_899_101_001_007, 341_899_101_001_008],
])('%s holds the keys from %i until %i', (code, from, until) => {
  expect(codeRange(code)).toEqual({ from, until })
})

test.each([
  ['341899101001', '341899101000', true],
  ['341899101001', '341899000000', true],
  ['341899101001', '000000000000', true],
  ['341899101000', '341899101000', true],
  ['341899101001007', '341899101001', true],
  ['341899102001', '341899101000', false],
  ['341899101000', '341899101001', false],
  ['341900000000', '341899000000', false],
])('%s lies within %s: %s', (code, ancestor, expected) => {
  expect(isWithin(code, ancestor)).toBe(expected)
})

test.each([-1, 0.5, 10 ** 15, 1, Number.NaN])('%d is the key of no unit', (key) => {
  expect(() => codeFromKey(key)).toThrow('org-unit.code-malformed')
})

const anyKey = fc
  .tuple(
    fc.integer({ min: 10, max: 99 }),
    fc.tuple(fc.nat(99), fc.nat(99)),
    fc.tuple(fc.nat(999), fc.nat(999), fc.nat(999)),
  )
  .map(([province, [city, county], [township, village, grid]]) =>
    [province * 10 ** 13, city * 10 ** 11, county * 10 ** 9, township * 10 ** 6, village * 1000, grid].reduce(
      (sum, part) => sum + part,
    ),
  )

test('code and key are each other’s reverse', () => {
  fc.assert(fc.property(anyKey, (key) => codeKey(codeFromKey(key)) === key))
})

test('a unit’s range lies inside its parent’s, up to the country', () => {
  fc.assert(
    fc.property(anyKey, (key) => {
      let code = codeFromKey(key)
      for (let parent = parentCode(code); parent !== undefined; parent = parentCode(code)) {
        const inner = codeRange(code)
        const outer = codeRange(parent)
        expect(inner.from >= outer.from && inner.until <= outer.until).toBe(true)
        expect(outer.until - outer.from).toBeGreaterThan(inner.until - inner.from)
        expect(isWithin(code, parent)).toBe(true)
        code = parent
      }
      expect(levelOf(code)).toBe('country')
    }),
  )
})
