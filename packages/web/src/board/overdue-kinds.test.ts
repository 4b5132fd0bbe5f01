import { expect, test } from 'vitest'
import type { DueCase } from '../api/today.ts'
import { definitions, PLACE } from '../figures/figures.fixture.ts'
import { overdueByOffice } from './overdue-kinds.ts'

const waiting = (due: string | null, status: DueCase['status']): DueCase => ({
  ledger: 'repairs',
  entry: `${due} ${status}`,
  orgUnit: PLACE,
  state: 'found',
  since: '2026-05-01',
  due,
  status,
  source: '示例',
  next: [],
  mine: [],
  summary: '',
})

test('only what is over its limit is counted, by office, ledger and state, with the oldest day', () => {
  const cases = [
    waiting('2026-05-09', 'overdue'),
    waiting('2026-05-04', 'overdue'),
    waiting('2026-06-20', 'soon'),
    waiting(null, 'suspended'),
  ]
  expect(overdueByOffice(cases, definitions)).toMatchObject([
    { office: 'lights', name: '路灯办', count: 2, kinds: [{ stateId: 'found', count: 2, oldest: '2026-05-04' }] },
  ])
  expect(overdueByOffice([waiting('2026-06-20', 'soon')], definitions)).toEqual([])
})
