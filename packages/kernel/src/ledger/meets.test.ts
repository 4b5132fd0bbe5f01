import { expect, test } from 'vitest'
import type { FieldValue } from './field.ts'
import type { Test } from './measure.ts'
import { meets } from './meets.ts'

const params = new Map<string, string | number>([['loan.days', 30]])

test.each<[Test, FieldValue, boolean]>([
  // the test                               value     counts
  ['novel', 'novel', true],
  ['novel', 'science', false],
  ['novel', null, false],
  [true, true, true],
  [true, false, false],
  [null, null, true],
  [null, 'novel', false],
  [{ in: ['novel', 'science'] }, 'science', true],
  [{ in: ['novel', 'science'] }, 'poems', false],
  [{ in: ['novel'] }, null, false],
  [{ not: 'novel' }, 'science', true],
  [{ not: 'novel' }, 'novel', false],
  [{ not: 'novel' }, null, true],
  [{ filled: true }, 0, true], // nought is an answer
  [{ filled: true }, false, true],
  [{ filled: true }, null, false],
  [{ filled: false }, null, true],
  [{ atMost: 30 }, 30, true],
  [{ atMost: 30 }, 31, false],
  [{ atMost: 30 }, null, false],
  [{ atLeast: 30 }, 30, true],
  [{ atLeast: 30 }, 29, false],
  [{ atMost: { param: 'loan.days' } }, 30, true],
  [{ atMost: { param: 'loan.days' } }, 31, false],
])('%j of %j: %s', (rule, value, expected) => {
  expect(meets({ field: rule }, params)({ field: value })).toBe(expected)
})

test('all tests must hold, and none at all always hold', () => {
  const both = meets({ subject: 'novel', days: { atMost: 30 } }, params)
  expect(both({ subject: 'novel', days: 3 })).toBe(true)
  expect(both({ subject: 'novel', days: 31 })).toBe(false)
  expect(meets(undefined, params)({})).toBe(true)
})
