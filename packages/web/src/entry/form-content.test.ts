import { count, date, defineLedger, defineLoop, type EntryContent, person, quantity, text, yesNo } from '@shishu/kernel'
import { beforeEach, expect, test, vi } from 'vitest'
import { MASKED } from '../api/entries.ts'
import { dropDraft, keepDraft, readDraft } from './drafts.ts'
import { laterFields, readForm, textsOf } from './form-content.ts'
import { chosenValues, staleSides } from './stale-sides.ts'
import { versionChanges } from './version-changes.ts'

const ledger = defineLedger({
  id: 'requests',
  kind: 'case',
  label: '申请台账',
  gloss: 'requests',
  office: 'desk',
  source: 'sample',
  key: ['number'],
  loop: defineLoop({
    opens: { on: 'askedOn', state: 'asked' },
    states: { asked: { label: '已申请', gloss: 'asked' }, done: { label: '已办', gloss: 'done', end: 'done' } },
    steps: { close: { label: '办结', gloss: 'close', from: ['asked'], to: 'done', day: 'closedOn' } },
  }),
  fields: {
    number: text({ label: '编号', gloss: 'number', required: true }),
    name: person({ label: '姓名', gloss: 'name', required: true }),
    askedOn: date({ label: '申请日期', gloss: 'asked', required: true }),
    closedOn: date({ label: '办结日期', gloss: 'closed', notBefore: 'askedOn' }),
    amount: quantity({ label: '金额', gloss: 'amount', unit: 'yuan' }),
    urgent: yesNo({ label: '急办', gloss: 'urgent' }),
  },
  measures: { asked: count({ label: '申请', gloss: 'requests', on: 'askedOn' }) },
})
const TOWN = '341899101000'
const values = { number: 'A-1', name: MASKED, askedOn: '2026-03-05', amount: 123_400, urgent: false }
const base = { orgUnit: TOWN, values, track: [] as EntryContent['track'] }

test('an empty form lacks what is required; nothing else is wrong with it', () => {
  const { faults, changed } = readForm(ledger, { orgUnit: TOWN, texts: {} }, null)
  expect([...faults.keys()]).toEqual(['number', 'name', 'askedOn'])
  expect(Object.values(changed).filter((value) => value !== null)).toEqual([])
})

test('what is typed is checked by the rules of the ledger', () => {
  const texts = { number: 'A-1', name: '甲', askedOn: '2026-03-05', closedOn: '2026-03-01', amount: '很多' }
  const { faults } = readForm(ledger, { orgUnit: TOWN, texts }, null)
  expect([...faults].map(([field, error]) => [field, error.code])).toEqual([
    ['amount', 'cell.not-a-number'],
    ['closedOn', 'field.out-of-order'],
  ])
})

test('an entry that is opened to be corrected says nothing new', () => {
  const texts = textsOf(ledger, values, 'zh')
  expect(texts).toMatchObject({ name: '', amount: '1234', urgent: 'false' })
  const { changed, faults } = readForm(ledger, { orgUnit: TOWN, texts }, base)
  expect([changed, faults.size]).toEqual([{}, 0])
})

test('a correction says what differs: a personal value left empty stays, one that is typed replaces', () => {
  const texts = { ...textsOf(ledger, values, 'zh'), amount: '', name: '乙' }
  expect(readForm(ledger, { orgUnit: TOWN, texts }, base).changed).toEqual({ amount: null, name: '乙' })
})

test('days of later steps are not asked for at the beginning', () => {
  expect([...laterFields(ledger)]).toEqual(['closedOn'])
})

test('both sides of a stale change, and what is booked after choosing', () => {
  const theirs = { ...values, amount: 200_000, urgent: true }
  const sides = staleSides(ledger, values, theirs, { amount: 300_000, number: 'A-2' })
  expect(sides.map(({ field, changedBy }) => [field, changedBy])).toEqual([
    ['number', 'me'],
    ['amount', 'both'],
    ['urgent', 'them'],
  ])
  expect(chosenValues(sides, { amount: 'theirs' })).toEqual({ number: 'A-2' })
  expect(chosenValues(sides, { amount: 'mine' })).toEqual({ number: 'A-2', amount: 300_000 })
})

test('a version’s changes: field by field, with its steps and its place', () => {
  const first = { version: 1, kind: 'add', orgUnit: TOWN, values, track: [], bookedAt: '', by: 'a', reason: null }
  const track = [{ step: 'close', on: '2026-03-09', by: 'b' }]
  const second = { ...first, version: 2, values: { ...values, closedOn: '2026-03-09' }, track }
  expect(versionChanges(ledger, first, second)).toEqual([
    { field: '$step', was: null, is: 'close 2026-03-09' },
    { field: 'closedOn', was: null, is: '2026-03-09' },
  ])
})

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  })
})

test('a draft is its writer’s alone, and holds nothing personal', () => {
  keepDraft('p1', ledger, { orgUnit: TOWN, texts: { number: 'A-9', name: '甲' } })
  expect(readDraft('p2', ledger)).toBeNull()
  expect(readDraft('p1', ledger)).toEqual({ orgUnit: TOWN, texts: { number: 'A-9' } })
  dropDraft('p1', ledger.id)
  expect(readDraft('p1', ledger)).toBeNull()
})
