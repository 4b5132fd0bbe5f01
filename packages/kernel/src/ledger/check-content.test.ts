import { books, budget, loans, visits } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { checkContent } from './check-content.ts'
import type { Values } from './field.ts'
import type { Ledger } from './ledger.ts'

const GOOD: readonly (readonly [Ledger, Values])[] = [
  [books, { number: 'A-1', title: '红楼梦', subject: 'novel', boughtOn: '2026-01-05', price: 5980 }],
  [loans, { slip: 'J-1', reader: '甲', lentOn: '2026-03-02', damaged: false }],
  [visits, { heldOn: '2026-03-02', people: 12 }],
  [budget, { month: '2026-03', spent: 1_000_000 }],
]
const LEDGERS = { books, loans, visits, budget }
const checked = (ledger: Ledger, change: Values) => {
  const values = { ...GOOD.find(([one]) => one === ledger)![1], ...change }
  return checkContent(ledger, { orgUnit: '341899101001', values, track: [] })
}

test.each(GOOD.map(([ledger, values]) => [ledger.id, ledger, values] as const))('%s in order', (_, ledger, values) => {
  expect(checkContent(ledger, { orgUnit: '341899101001', values, track: [] })).toEqual([])
})

test.each([
  // ledger  what is wrong                     → the field, the refusal
  ['books', { title: null }, 'title', 'field.required'],
  ['books', { author: '曹雪芹' }, 'author', 'field.unknown'],
  ['books', { title: 7 }, 'title', 'field.wrong-type'],
  ['books', { number: 'A'.repeat(21) }, 'number', 'field.too-long'],
  ['books', { subject: '小说' }, 'subject', 'field.choice-unknown'], // the code is stored, not the label
  ['books', { subject: 'toString' }, 'subject', 'field.choice-unknown'],
  ['books', { subject: 1 }, 'subject', 'field.choice-unknown'],
  ['books', { boughtOn: '2026/1/5' }, 'boughtOn', 'field.wrong-type'],
  ['books', { boughtOn: '2026-02-30' }, 'boughtOn', 'field.wrong-type'], // no such day
  ['books', { boughtOn: 20260105 }, 'boughtOn', 'field.wrong-type'],
  ['books', { discardedOn: '2026-01-04' }, 'discardedOn', 'field.out-of-order'],
  ['books', { price: '59.80' }, 'price', 'field.wrong-type'],
  ['books', { price: 59.8 }, 'price', 'field.wrong-type'], // fen are whole
  ['books', { price: 2 ** 53 }, 'price', 'field.wrong-type'],
  ['books', { price: Number.NaN }, 'price', 'field.wrong-type'],
  ['books', { price: -1 }, 'price', 'field.out-of-range'],
  ['loans', { damaged: '是' }, 'damaged', 'field.wrong-type'],
  ['loans', { daysOut: 18 }, 'daysOut', 'field.unknown'], // computed, never given
  ['budget', { month: '2026-01' }, 'month', 'statement.no-january'],
  ['budget', { month: '2026-13' }, 'month', 'field.wrong-type'],
  ['budget', { month: '2026-3' }, 'month', 'field.wrong-type'],
] as const)('%s %j → %s: %s', (id, change, field, code) => {
  expect(checked(LEDGERS[id], change).map((problem) => [problem.field, problem.error.code])).toEqual([[field, code]])
})

test.each([
  // what PostgreSQL or a seal cannot hold as it is
  ['a zero byte', 'A\u0000B'],
  ['half of a surrogate pair', 'A\ud83d'],
])('text with %s is refused', (_, title) => {
  expect(checked(books, { title }).map(({ error }) => error.code)).toEqual(['field.wrong-type'])
})

test('every problem is told at once', () => {
  const problems = checked(books, { title: null, boughtOn: '3月5日', price: -1, author: '无名' })
  expect(problems.map(({ field, error }) => `${field} ${error.code}`).sort()).toEqual([
    'author field.unknown',
    'boughtOn field.wrong-type',
    'price field.out-of-range',
    'title field.required',
  ])
})

test('the steps of a case are checked once its fields are in order', () => {
  const track = [{ step: 'check', on: '2026-03-21', by: null }]
  const values = { slip: 'J-1', reader: '甲', lentOn: '2026-03-02', damaged: false }
  const codes = (given: Values) =>
    checkContent(loans, { orgUnit: '341899101001', values: given, track }).map(({ error }) => error.code)
  expect(codes(values)).toEqual(['loop.step-not-allowed'])
  expect(codes({ ...values, reader: null })).toEqual(['field.required'])
})
