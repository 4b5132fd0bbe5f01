import { definitionsOf, HANDLER, orgTree } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { permitLoop } from '../../test/samples.ts'
import type { DueCase } from '../api/today.ts'
import { dueRows, missingRows } from './compose-today.ts'

const places = orgTree([
  { code: '341899101000', name: '青河镇' },
  { code: '341899101201', name: '东岭村村民委员会', shortName: '东岭村' },
])
const date = { type: 'date', label: '申请日期', gloss: 'asked on', required: true } as const
const definitions = definitionsOf({
  id: 'sample',
  label: '示例',
  gloss: 'sample',
  offices: { desk: '窗口' },
  params: [],
  ledgers: [
    {
      id: 'permits',
      kind: 'case',
      label: '许可台账',
      gloss: 'permits',
      office: 'desk',
      source: '示例',
      fields: { number: { type: 'text', label: '编号', gloss: 'number', max: 20, required: true }, askedOn: date },
      key: ['number'],
      loop: permitLoop,
      measures: { asked: { kind: 'count', label: '申请', gloss: 'asked', on: 'askedOn' } },
    },
  ],
  indicators: [
    {
      id: 'kept-share',
      label: '按月办理率',
      gloss: 'months with a permit',
      unit: 'percent',
      value: 'flow(permits.asked) / required(permit-monthly)',
      better: 'up',
      source: '示例',
    },
  ],
  targets: [],
  requirements: [
    {
      id: 'permit-monthly',
      label: '每月一次',
      gloss: 'monthly',
      measure: 'permits.asked',
      every: 'month',
      least: 1,
      level: 'village',
      source: '示例',
    },
  ],
  reports: [],
  missions: [],
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

const waits = (entry: string, due: string | null): DueCase => ({
  ledger: 'permits',
  entry,
  orgUnit: '341899101201',
  state: 'asked',
  since: '2026-03-02',
  due,
  status: 'in-time',
  source: '示例',
  next: ['complete', 'accept'],
  mine: ['accept'],
  summary: `许可 ${entry}`,
})

test('cases come by deadline, those without one last, and offer only the asker’s own steps', () => {
  const rows = dueRows([waits('c', null), waits('b', '2026-03-20'), waits('a', '2026-03-09')], definitions, places)
  expect(rows.map(({ entry }) => entry)).toEqual(['a', 'b', 'c'])
  expect(rows[0]).toMatchObject({ place: '东岭村', state: { label: '已申请' }, steps: [{ label: '受理' }] })
  expect(rows[0]!.steps).toHaveLength(1)
})

test('what is missing says where it is written and which figures wait for it', () => {
  const found = [
    { requirement: 'permit-monthly', missing: [{ place: '341899101201', period: '2026-02', happened: 0 }] },
    { requirement: 'gone-since', missing: [{ place: '341899101201', period: '2026-02', happened: 0 }] },
  ]
  const rows = missingRows(found, definitions, places)
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ ledger: 'permits', place: '东岭村', period: '2026-02' })
  expect(rows[0]!.indicators.map(({ label }) => label)).toEqual(['按月办理率'])
})
