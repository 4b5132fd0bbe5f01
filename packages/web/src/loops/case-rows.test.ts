import { definitionsOf, HANDLER, orgTree } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { permitLoop, repairLoop } from '../../test/samples.ts'
import type { DueCase } from '../api/today.ts'
import { caseRows, NO_FILTER, stateCounts } from './case-rows.ts'

const places = orgTree([
  { code: '341899101000', name: '青河镇' },
  { code: '341899101201', name: '东岭村' },
])
const date = (label: string) => ({ type: 'date', label, gloss: label, required: true }) as const
const text = { type: 'text', label: '编号', gloss: 'number', max: 20, required: true } as const
const definitions = definitionsOf({
  id: 'sample',
  label: '示例',
  gloss: 'sample',
  offices: { desk: '窗口', road: '道路' },
  params: [],
  ledgers: [
    {
      id: 'permits',
      kind: 'case',
      label: '许可台账',
      gloss: 'permits',
      office: 'desk',
      source: '示例',
      fields: { number: text, askedOn: date('申请日期') },
      key: ['number'],
      loop: permitLoop,
      measures: { asked: { kind: 'count', label: '申请', gloss: 'asked', on: 'askedOn' } },
    },
    {
      id: 'repairs',
      kind: 'case',
      label: '报修台账',
      gloss: 'repairs',
      office: 'road',
      source: '示例',
      fields: { number: text, [repairLoop.opens.on]: date('发现日期') },
      key: ['number'],
      loop: repairLoop,
      measures: { found: { kind: 'count', label: '发现', gloss: 'found', on: repairLoop.opens.on } },
    },
  ],
  indicators: [],
  reports: [],
  missions: [],
  requirements: [],
  targets: [],
  roles: [
    {
      id: 'clerk',
      label: '窗口人员',
      gloss: 'clerk',
      levels: ['village'],
      office: false,
      ledgers: { 'entry.read': 'local', 'entry.step': 'local' },
      places: [],
      duties: [HANDLER],
    },
  ],
} as never)

const one = (entry: string, ledger: string, state: string, due: string | null, mine: string[] = []): DueCase => ({
  ledger,
  entry,
  orgUnit: '341899101201',
  state,
  since: '2026-03-02',
  due,
  status: due === null ? 'suspended' : 'in-time',
  source: '示例',
  next: mine,
  mine,
  summary: entry,
})
const cases = [
  one('c', 'permits', 'completing', null),
  one('b', 'permits', 'asked', '2026-05-09', ['accept']),
  one('a', 'repairs', 'assigned', '2026-05-01'),
]

test.each([
  // filter                                        → entries, the earliest deadline first
  [NO_FILTER, ['a', 'b', 'c']],
  [{ ...NO_FILTER, office: 'desk' }, ['b', 'c']],
  [{ ...NO_FILTER, ledger: 'permits' }, ['b', 'c']],
  [{ ...NO_FILTER, ledger: 'permits', state: 'completing' }, ['c']],
  [{ ...NO_FILTER, mine: true }, ['b']],
  [{ ...NO_FILTER, status: 'suspended' as const }, ['c']],
  [{ ...NO_FILTER, ledger: 'repairs', mine: true }, []],
])('%j → %j', (filter, entries) => {
  expect(caseRows(cases, filter, definitions, places).map(({ entry }) => entry)).toEqual(entries)
})

test('a row names what the case says by ids', () => {
  const [, row] = caseRows(cases, NO_FILTER, definitions, places)
  expect(row).toMatchObject({ place: '东岭村', stateId: 'asked', since: '2026-03-02' })
  expect([row!.state.label, row!.steps.map(({ label }) => label)]).toEqual(['已申请', ['受理']])
})

test('states are counted for one ledger', () => {
  expect([...stateCounts(cases, 'permits', false)]).toEqual([
    ['completing', 1],
    ['asked', 1],
  ])
  expect([...stateCounts(cases, 'permits', true)]).toEqual([['asked', 1]])
})
