import {
  addDays,
  type EntryContent,
  type FieldValue,
  type Ledger,
  posterOf,
  ShishuError,
  stateCouncilCalendar,
  stateOf,
  takeStep,
} from '@shishu/kernel'
import { describe, expect, test } from 'vitest'
import { funerals } from './funerals.ts'

/** What a clerk has filled in by the time a step needs it. */
const FILLED = { number: '1', deceased: '石禾', diedOn: '2026-03-02' }

/** A case opened on a day, and its steps in order: `accept 03-02 li, survey 03-04 wang`; the year is 2026. */
function follow(ledger: Ledger, opened: string, steps: string, without: readonly string[] = []): EntryContent {
  const filled: Record<string, FieldValue> = { ...FILLED }
  for (const field of without) delete filled[field]
  const start: EntryContent = {
    orgUnit: '341899101201',
    values: { ...filled, [ledger.loop!.opens.on]: opened.length === 5 ? `2026-${opened}` : opened },
    track: [],
  }
  return steps
    .split(', ')
    .filter((text) => text !== '')
    .reduce((content, text) => {
      const [step, on, by] = text.split(' ') as [string, string, string | undefined]
      return takeStep(ledger, content, { step, on: on.length === 5 ? `2026-${on}` : on, by: by ?? null })
    }, start)
}

/** The state a case comes to, or the code of the refusal. */
function outcome(ledger: Ledger, opened: string, steps: string, without: readonly string[] = []): string {
  try {
    const content = follow(ledger, opened, steps, without)
    return stateOf(ledger.loop!, content.values, content.track)!
  } catch (error) {
    if (error instanceof ShishuError) return error.code
    throw error
  }
}

/** How many are overdue in a state at the end of a day, from the postings. */
function overdue(ledger: Ledger, content: EntryContent, state: string, day: string): number {
  const post = posterOf(ledger, { params: new Map(), calendar: stateCouncilCalendar })
  return post(content)
    .filter((one) => one.measure === `${ledger.id}.overdue[${state}]` && one.day <= day)
    .reduce((sum, { amount }) => sum + amount, 0)
}

type Walk = readonly [who: string, opened: string, steps: string, comesTo: string, without?: readonly string[]]
const walks = (name: string, ledger: Ledger, rows: readonly Walk[]) =>
  describe(`${name}: who takes which step on which day`, () => {
    test.each(rows.map((row) => [row[0], row[1], row[2], row[3], row[4]] as const))(
      '%s: %s, %s → %s',
      (_what, opened, steps, comesTo, without) => {
        expect(outcome(ledger, opened, steps, without)).toBe(comesTo)
      },
    )
  })

walks('丧事简办', funerals, [
  ['on time', '03-02', 'agree 03-02 li, bury 03-04, visit 03-09 wang', 'visited'],
  ['told afterwards, buried the same day', '03-04', 'bury 03-04', 'buried'],
  ['no visit before the burial', '03-02', 'agree 03-02 li, visit 03-03', 'loop.step-not-allowed'],
  ['the family asks for something', '03-02', 'bury 03-04, visit 03-09, followUp 03-10', 'revisit'],
  ['and is answered', '03-02', 'bury 03-04, visit 03-09, followUp 03-10, answer 03-16', 'visited'],
  ['told twice', '03-02', 'cancel 03-03', 'cancelled'],
  ['not cancelled once buried', '03-02', 'bury 03-04, cancel 03-05', 'loop.step-not-allowed'],
])

/** Each limit: the case, the steps that bring it into the state, and the last day in time. */
const LIMITS: readonly (readonly [
  id: string,
  ledger: Ledger,
  opened: string,
  steps: string,
  state: string,
  due: string,
])[] = [
  ['to the house', funerals, '03-02', '', 'told', '2026-03-03'],
  ['to the house, over a weekend', funerals, '03-06', '', 'told', '2026-03-09'],
  ['visit', funerals, '03-02', 'bury 03-04', 'buried', '2026-03-11'],
  ['visit, over the Spring Festival', funerals, '02-10', 'bury 02-12', 'buried', '2026-02-24'],
  ['visit, with a make-up Sunday', funerals, '2025-12-26', 'bury 2025-12-28', 'buried', '2026-01-04'],
]

describe('limits: not overdue the day before and on the last day, overdue the day after', () => {
  const rows = LIMITS.map(([id, ledger, ...rest]) => [id, ledger.label, ...rest, ledger] as const)
  test.each(rows)('%s %s: %s %s in %s until %s', (_id, _label, opened, steps, state, due, ledger) => {
    const content = follow(ledger, opened, steps)
    const days = [addDays(due, -1), due, addDays(due, 1)]
    expect(days.map((day) => overdue(ledger, content, state, day))).toEqual([0, 0, 1])
  })
})
