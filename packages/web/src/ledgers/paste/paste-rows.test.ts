import { choice, count, date, defineLedger, orgTree, quantity, text } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { matchHeadings, PLACE } from './match-headings.ts'
import { readRows, unmatchedRequired } from './paste-rows.ts'

const VILLAGE = '341899101201'
const places = orgTree([
  { code: '341899101000', name: '青溪镇' },
  { code: VILLAGE, name: '新桥村' },
])
const ledger = defineLedger({
  id: 'walks',
  kind: 'event',
  label: '巡查台账',
  gloss: 'walks',
  office: 'safety',
  source: 'sample',
  key: ['heldOn', 'site'],
  fields: {
    heldOn: date({ label: '日期', gloss: 'held on', headings: ['巡查时间'], required: true }),
    site: text({ label: '点位', gloss: 'site', required: true }),
    kind: choice({ label: '类型', gloss: 'kind', options: { day: '白天', night: '夜间' } }),
    cost: quantity({ label: '花费', gloss: 'cost', unit: 'yuan' }),
  },
  measures: { held: count({ label: '巡查次数', gloss: 'walks', on: 'heldOn' }) },
})

const rules = (rows: string[][], orgUnit: string | null = VILLAGE) => {
  const { columns, hasHeadings } = matchHeadings(ledger, rows)
  const body = (hasHeadings ? rows.slice(1) : rows).map((cells, index) => ({ number: index + 1, cells }))
  return readRows(body, { ledger, columns, places, writable: [VILLAGE], orgUnit })
}

test('headings are known by label, by what offices write, and by their unit', () => {
  const { columns, hasHeadings } = matchHeadings(ledger, [['村', '巡查时间', '点 位', '花费（万元）', '天气']])
  expect(hasHeadings).toBe(true)
  expect(columns).toEqual([
    { heading: '村', target: PLACE },
    { heading: '巡查时间', target: 'heldOn' },
    { heading: '点 位', target: 'site' },
    { heading: '花费（万元）', target: 'cost', unit: 'wan-yuan' },
    { heading: '天气', target: null },
  ])
})

test('rows without headings go by the order of the fields', () => {
  const { columns, hasHeadings } = matchHeadings(ledger, [['2026-3-5', '水库', '白天', '3']])
  expect(hasHeadings).toBe(false)
  expect(columns.map(({ target }) => target)).toEqual(['heldOn', 'site', 'kind', 'cost'])
  expect(unmatchedRequired(ledger, columns.slice(0, 1))).toEqual(['site'])
})

test('a good row is read as it will be booked', () => {
  const [row] = rules(
    [
      ['村', '日期', '点位', '花费（万元）'],
      ['新桥', '2026年3月5日', '水库', '0.5'],
    ],
    null,
  )
  expect(row).toMatchObject({
    faults: [],
    content: { orgUnit: VILLAGE, values: { heldOn: '2026-03-05', cost: 500_000 } },
  })
})

test('every fault stands at its cell, and two rows that are one entry are told apart', () => {
  const read = rules([
    ['日期', '点位', '类型'],
    ['2026-2-30', '水库', '半夜'],
    ['2026-3-5', '', '白天'],
    ['2026-3-6', '水库', '白天'],
    ['2026-3-6', '水库', '夜间'],
  ])
  const faults = read.map((row) => row.faults.map(({ column, error }) => [column, error.code]))
  expect(faults).toEqual([
    [
      [0, 'cell.no-such-day'],
      [2, 'field.choice-unknown'],
    ],
    [[1, 'field.required']],
    [],
    [[0, 'cell.twice']],
  ])
})

test('without a place nothing is booked', () => {
  expect(rules([['2026-3-6', '水库']], null)[0]!.faults.map(({ error }) => error.code)).toEqual(['cell.place-missing'])
})
