import { loans, visits } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { ShishuError } from '../error/define-errors.ts'
import type { EntryContent } from '../ledger/entry.ts'
import type { TrackStep } from './loop.ts'
import { allowedSteps, stateLabel, takeStep } from './take-step.ts'
import { stateOf } from './walk-track.ts'

const back: TrackStep = { step: 'return', on: '2026-03-20', by: 'li' }
const TRACKS: Record<string, readonly TrackStep[]> = {
  lent: [],
  returned: [back],
  done: [back, { step: 'check', on: '2026-03-21', by: 'wang' }],
  lost: [{ step: 'lose', on: '2026-03-20', by: 'li' }],
}

/** A book lent on 2 March 2026, brought to a state. */
function loanAt(state: string, damaged: boolean | null = false): EntryContent {
  const track = TRACKS[state]!
  // Each step taken stands in its own date field.
  const dates = Object.fromEntries(track.map(({ step, on }) => [loans.loop!.steps[step]!.day!, on]))
  const values = { slip: 'J-1', reader: '甲', lentOn: '2026-03-02', damaged, ...dates }
  return { orgUnit: '341899101001', values, track }
}

function attempt(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    if (error instanceof ShishuError) return error.code
    throw error
  }
}

test.each([
  // who     at          takes     on            → now at, or the refusal
  ['li', 'lent', 'return', '2026-03-20', 'returned'],
  ['li', 'lent', 'return', '2026-03-02', 'returned'], // back on the day it was lent
  ['li', 'lent', 'renew', '2026-03-20', 'lent'],
  ['li', 'lent', 'lose', '2026-03-20', 'lost'],
  ['wang', 'lost', 'find', '2026-04-01', 'returned'],
  ['wang', 'returned', 'check', '2026-03-20', 'done'],
  ['li', 'returned', 'check', '2026-03-21', 'loop.same-person'], // nobody checks what she took back herself
  [null, 'returned', 'check', '2026-03-21', 'done'], // a sheet that does not say who
  ['wang', 'returned', 'check', '2026-03-19', 'loop.step-too-early'],
  ['li', 'lent', 'return', '2026-03-01', 'loop.step-too-early'], // before it was lent
  ['li', 'lent', 'check', '2026-03-20', 'loop.step-not-allowed'], // must be returned first
  ['li', 'done', 'return', '2026-03-22', 'loop.step-not-allowed'],
  ['li', 'lent', 'burn', '2026-03-20', 'loop.step-unknown'],
] as const)('%s at %s takes %s on %s → %s', (by, at, step, on, expected) => {
  const outcome = attempt(() => {
    const { values, track } = takeStep(loans, loanAt(at), { step, on, by })
    return stateOf(loans.loop!, values, track)
  })
  expect(outcome).toBe(expected)
})

test('a step fills its own date field, and the values given with it', () => {
  const next = takeStep(
    loans,
    loanAt('returned', null),
    { step: 'check', on: '2026-03-21', by: 'wang' },
    { damaged: true },
  )
  expect(next.values).toMatchObject({ checkedOn: '2026-03-21', damaged: true })
  expect(stateLabel(loans, next)).toBe('办结')
})

test('a step that needs a field says which', () => {
  const refused = () => takeStep(loans, loanAt('returned', null), { step: 'check', on: '2026-03-21', by: 'wang' })
  expect(refused).toThrow('办“验收”前要先填：破损。')
})

test('the content given is left as it was', () => {
  const before = loanAt('lent')
  takeStep(loans, before, { step: 'return', on: '2026-03-20', by: 'li' })
  expect(before).toEqual(loanAt('lent'))
})

test('a ledger without a loop has no steps and no state', () => {
  const visit: EntryContent = { orgUnit: '341899101001', values: { heldOn: '2026-03-02', people: 3 }, track: [] }
  expect(attempt(() => takeStep(visits, visit, back))).toBe('ledger.not-a-case')
  expect(stateLabel(visits, visit)).toBeNull()
})

test.each([
  ['lent', ['renew', 'return', 'lose']],
  ['returned', ['check']],
  ['lost', ['find']],
  ['done', []],
] as const)('from %s: %j', (state, expected) => {
  expect(allowedSteps(loans.loop!, state)).toEqual(expected)
})
