import { definitionsOf, type Target } from '@shishu/kernel'
import { describe, expect, test } from 'vitest'
import { definitions } from '../figures/figures.fixture.ts'
import { settableTarget } from './settable-target.ts'
import { yearToSet } from './Targets.tsx'
import { plannedAmounts } from './year-course.ts'
import { amountChange, courseThatWas, readDraft, sharesOf, withCourse } from './year-plan.ts'

const target = definitions.pack.targets[0]!
const settable = settableTarget(definitions, target)!
const read = (draft: Parameters<typeof readDraft>[2], amount: number | null = null) =>
  readDraft(settable, '2027', draft, {
    amount,
    before: sharesOf('linear').map((share, at) => (at < 11 ? share / 2 : 100)),
  })

test('the year to come is set from November on', () => {
  expect(['2026-10-31', '2026-11-01', '2027-01-02'].map(yearToSet)).toEqual(['2026', '2027', '2027'])
})

describe('where a target’s amount is entered', () => {
  test('is told by the measure that it is booked to', () => {
    expect(settable).toMatchObject({ ledger: { id: 'works' }, amount: 'goal', part: null })
  })
  test('is nowhere for a measure that counts entries', () => {
    expect(settableTarget(definitions, { ...target, measure: 'repairs.opened' } as Target)).toBeNull()
  })
})

describe('the course that a year took', () => {
  const months = [0, 10, 20, 20, 45, 50, 60, 60, 70, 80, 90, 200]
  test('is its cumulative amounts in percent of the year’s', () => {
    expect(courseThatWas(months)).toEqual([0, 5, 10, 10, 22.5, 25, 30, 30, 35, 40, 45, 100])
  })
  test('does not fall, and begins with nothing where nothing was kept', () => {
    expect(courseThatWas([null, 20, 10, ...months.slice(3)])?.slice(0, 4)).toEqual([0, 10, 10, 10])
  })
  test('is unknown for a year without an end', () => {
    expect(courseThatWas([...months.slice(0, 11), null])).toBeNull()
    expect(courseThatWas([])).toBeNull()
  })
})

describe('a draft', () => {
  test('takes amounts as people write them', () => {
    expect(read({ amount: '10.5亿' })).toMatchObject({ amount: 105_000_000_000, amountChanged: true })
    expect(read({ amount: '10.5亿' }, 105_000_000_000).amountChanged).toBe(false)
    expect(read({ amount: '十亿' }).amountFault?.code).toBe('cell.not-a-number')
    expect(read({ amount: '' }, 100).amountFault?.code).toBe('field.required')
  })
  test('says which month cannot be', () => {
    const shares = ['0', '5', 'x', '20', '10', '40', '50', '60', '70', '80', '90', '99']
    const reading = read({ way: 'own', shares })
    expect([...reading.shareFaults]).toEqual([
      [2, 'number'],
      [4, 'falls'],
      [11, 'end'],
    ])
    expect(reading.courseChanged).toBe(false)
  })
  test('that is as before changes nothing', () => {
    expect(read({ way: 'even' }).courseChanged).toBe(false)
    expect(read({ way: 'as-before' })).toMatchObject({ courseChanged: true, way: 'as-before' })
  })
})

test('what is saved: one change of the ledger, one of the target', () => {
  const given = { town: '341899101000', amount: 100, basis: '某政〔2027〕1号', carried: {} }
  const added = amountChange(settable, '2027', given, undefined)
  expect(added).toMatchObject({ kind: 'add', ledger: 'works', values: { goal: 100 } })
  const entry = { entry: 'e1', version: 2 } as Parameters<typeof amountChange>[3]
  expect(amountChange(settable, '2027', given, entry)).toMatchObject({ kind: 'correct', entry: 'e1', expected: 2 })
  const course = [...Array.from({ length: 11 }, () => 50), 100]
  const changed = withCourse(target, '2027', course)
  expect(plannedAmounts(changed, '2027', 1000)[0]).toBe(500)
  expect(plannedAmounts(changed, '2026', 1200)[0]).toBe(100)
  const pack = { ...definitions.pack, targets: [changed] }
  expect(definitionsOf(pack).targets.get(target.id)?.courses).toEqual({ '2027': course })
})
