import { books, budget, loans, packLibrary, visits } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import type { EntryContent } from '../ledger/entry.ts'
import type { Values } from '../ledger/field.ts'
import { defineLedger, type Ledger } from '../ledger/ledger.ts'
import { count, stock, sum } from '../ledger/measure.ts'
import { trackFromDates } from '../loop/track-from-dates.ts'
import { definitionsOf } from '../pack/definitions.ts'
import { stateCouncilCalendar } from '../working-day/state-council.ts'
import { type Posting, post, posterOf } from './post.ts'

const PLACE = '341899101001'
const rules = { params: definitionsOf(packLibrary).params, calendar: stateCouncilCalendar }
const content = (ledger: Ledger, values: Values, orgUnit = PLACE): EntryContent => ({
  orgUnit,
  values,
  track: ledger.loop === undefined ? [] : trackFromDates(ledger.loop, values),
})
const said = (ledger: Ledger, values: Values, orgUnit = PLACE) =>
  posterOf(ledger, rules)(content(ledger, values, orgUnit))
/** Postings in words; `kept`, that there is an entry at all, has a test of its own. */
const lines = (postings: readonly Posting[]) =>
  postings
    .filter(({ measure }) => !measure.endsWith('.kept'))
    .map(({ measure, day, amount }) => `${measure} ${day} ${amount > 0 ? '+' : '−'}${Math.abs(amount)}`)
    .sort()

const LEDGERS = { books, loans, visits, budget }
const novel = { number: 'A-1', title: '红楼梦', subject: 'novel', boughtOn: '2026-01-05', price: 5980 }
const loan = { slip: 'J-1', reader: '甲', lentOn: '2026-03-02' }

test.each([
  // a fact                                        → what it books
  ['visits', { heldOn: '2026-03-02', people: 12 }, ['visits.days 2026-03-02 +1', 'visits.people 2026-03-02 +12']],
  ['visits', { heldOn: '2026-03-02', people: 0 }, ['visits.days 2026-03-02 +1']], // nought is booked as nothing
  [
    'books',
    novel,
    ['books.bought 2026-01-05 +1', 'books.held[novel] 2026-01-05 +1', 'books.spent[novel] 2026-01-05 +5980'],
  ],
  [
    'books',
    { ...novel, price: null, discardedOn: '2026-06-30' },
    ['books.bought 2026-01-05 +1', 'books.held[novel] 2026-01-05 +1', 'books.held[novel] 2026-06-30 −1'],
  ],
  ['books', { ...novel, discardedOn: '2026-01-05', price: null }, ['books.bought 2026-01-05 +1']], // in and out on one day
  ['budget', { month: '2026-02', spent: 500 }, ['budget.spent 2026-02-28 +500']], // a month books on its last day
  ['budget', { month: '2024-02', spent: 500 }, ['budget.spent 2024-02-29 +500']],
  ['budget', { month: '2026-12', spent: 500 }, ['budget.spent 2026-12-31 +500']],
  ['loans', loan, ['loans.at[lent] 2026-03-02 +1', 'loans.opened 2026-03-02 +1', 'loans.overdue[lent] 2026-04-02 +1']],
] as const)('%s %j', (id, values, expected) => {
  expect(lines(said(LEDGERS[id], values))).toEqual(expected)
})

test.each([
  // days out  → counted as returned in time (30 days, a parameter)
  ['2026-04-01', 30, ['loans.back 2026-04-01 +1', 'loans.backInTime 2026-04-01 +1']],
  ['2026-04-02', 31, ['loans.back 2026-04-02 +1']],
])('returned on %s, %i days out', (returnedOn, _, expected) => {
  const all = lines(said(loans, { ...loan, returnedOn }))
  expect(all.filter((line) => line.startsWith('loans.back'))).toEqual(expected)
})

test('returning in time reverses the deadline, returning late ends it, renewing moves it', () => {
  const overdue = (values: Values) =>
    lines(said(loans, { ...loan, ...values })).filter((line) => line.includes('overdue[lent]'))
  expect(overdue({})).toEqual(['loans.overdue[lent] 2026-04-02 +1'])
  expect(overdue({ returnedOn: '2026-04-01' })).toEqual([])
  expect(overdue({ returnedOn: '2026-04-09' })).toEqual([
    'loans.overdue[lent] 2026-04-02 +1',
    'loans.overdue[lent] 2026-04-09 −1',
  ])
  expect(overdue({ renewedOn: '2026-03-20' })).toEqual(['loans.overdue[lent] 2026-05-07 +1'])
})

test('a step posts −1 to the state it leaves and +1 to the one it enters, and the deadline it ends', () => {
  const step = post(said(loans, loan), said(loans, { ...loan, returnedOn: '2026-03-20' }))
  expect(lines(step).filter((line) => !line.startsWith('loans.back'))).toEqual([
    'loans.at[lent] 2026-03-20 −1',
    'loans.at[returned] 2026-03-20 +1',
    'loans.entered[returned] 2026-03-20 +1',
    'loans.overdue[lent] 2026-04-02 −1',
    'loans.overdue[returned] 2026-03-26 +1',
    'loans.withinLimit[lent] 2026-03-20 +1',
  ])
})

test('a correction posts only what changed', () => {
  const before = said(books, novel)
  expect(lines(post(before, said(books, { ...novel, price: 6000 })))).toEqual(['books.spent[novel] 2026-01-05 +20'])
  expect(post(before, said(books, { ...novel, title: '石头记' }))).toEqual([])
  expect(lines(post(before, said(books, { ...novel, subject: 'science' })))).toEqual([
    'books.held[novel] 2026-01-05 −1',
    'books.held[science] 2026-01-05 +1',
    'books.spent[novel] 2026-01-05 −5980',
    'books.spent[science] 2026-01-05 +5980',
  ])
})

test('a fact that moves to another village leaves the first and comes to the second', () => {
  const moved = post(
    said(visits, { heldOn: '2026-03-02', people: 5 }),
    said(visits, { heldOn: '2026-03-02', people: 5 }, '341899101002'),
  )
  const own = moved.filter(({ measure }) => !measure.endsWith('.kept'))
  expect(own.map(({ orgUnit, amount }) => `${orgUnit} ${amount}`).sort()).toEqual([
    '341899101001 -1',
    '341899101001 -5',
    '341899101002 1',
    '341899101002 5',
  ])
})

test('a withdrawal reverses everything that stands', () => {
  const all = said(loans, { ...loan, returnedOn: '2026-04-09', damaged: true, checkedOn: '2026-04-10' })
  const reversed = post(all, [])
  expect(reversed).toHaveLength(all.length)
  expect(
    post(
      all,
      reversed.map((posting) => ({ ...posting, amount: -posting.amount })),
    ),
  ).toEqual([])
})

test('a first version posts what it says, and the same content always the same', () => {
  const once = said(loans, { ...loan, returnedOn: '2026-03-20' })
  expect(post([], once)).toEqual(once)
  expect(said(loans, { ...loan, returnedOn: '2026-03-20' })).toEqual(once)
})

test('a fact whose day, amount or part is not filled books nothing there', () => {
  const ledger = defineLedger({
    ...books,
    measures: {
      held: stock({ label: '在藏', gloss: 'held', from: 'discardedOn' }),
      part: count({ label: '分类', gloss: 'by subject', on: 'boughtOn', by: 'subject' }),
      paid: sum({ label: '购书款', gloss: 'spent', of: 'price', on: 'boughtOn' }),
      dear: sum({ label: '贵书款', gloss: 'dear', of: 'price', on: 'boughtOn', where: { price: { atLeast: 10_000 } } }),
    },
  })
  expect(lines(said(ledger, { boughtOn: '2026-01-05' }))).toEqual([])
  expect(lines(said(ledger, { boughtOn: '2026-01-05', price: 9_999 }))).toEqual(['books.paid 2026-01-05 +9999'])
})

test('an entry is kept on its own day, whatever else it books; of a case it is opened', () => {
  const kept = (ledger: Ledger, values: Values) =>
    said(ledger, values).flatMap(({ measure, day, amount }) =>
      /kept|opened/.test(measure) ? [`${measure} ${day} ${amount}`] : [],
    )
  expect(kept(visits, { heldOn: '2026-03-02', people: 0 })).toEqual(['visits.kept 2026-03-02 1'])
  expect(kept(budget, { month: '2026-02', spent: 0 })).toEqual(['budget.kept 2026-02-28 1'])
  expect(kept(loans, loan)).toEqual(['loans.opened 2026-03-02 1'])
})
