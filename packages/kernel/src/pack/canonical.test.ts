import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical.ts'

test.each([
  // value                                → text
  [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
  [{ a: undefined, b: null }, '{"b":null}'],
  [['b', 'a', undefined], '["b","a",null]'], // an array keeps its places
  [{ B: 1, a: 2, 一: 3 }, '{"B":1,"a":2,"一":3}'],
  [{ 10: 1, 9: 2 }, '{"10":1,"9":2}'], // text order, also of digits
  [{ a: { d: [{ f: 1, e: 2 }], c: '“x”\n' } }, '{"a":{"c":"“x”\\n","d":[{"e":2,"f":1}]}}'],
  [-0, '0'],
  ['', '""'],
])('%j → %s', (value, expected) => {
  expect(canonicalJson(value)).toBe(expected)
})

test('equal values have equal text, whatever the order of their members, and the text is JSON', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, member]) => [key, turned(member)]),
    )
  }
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(turned(value))).toBe(text)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})
