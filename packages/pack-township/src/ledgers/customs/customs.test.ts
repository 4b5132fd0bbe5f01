import { addDays, type Ledger } from '@shishu/kernel'
import { describe, expect, test } from 'vitest'
import { walkTable } from '../walk-table.fixture.ts'
import { funerals } from './funerals.ts'

/** What a clerk has filled in by the time a step needs it. */
const FILLED = { number: '1', deceased: '石禾', diedOn: '2026-03-02' }

const { follow, overdue, walks } = walkTable(FILLED)

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
