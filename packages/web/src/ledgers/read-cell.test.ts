import { choice, date, month, orgTree, quantity, ShishuError, text, yesNo } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { readCell, readPlace } from './read-cell.ts'

const said = { label: '项目', gloss: 'field' }
const day = date(said)
const yuan = quantity({ ...said, unit: 'yuan' })
const kind = choice({ ...said, options: { plain: '一般', grave: '重大（特别）' } })

const attempt = (read: () => unknown) => {
  try {
    return read()
  } catch (error) {
    return error instanceof ShishuError ? error.code : error
  }
}

test.each([
  // field  typed              → booked, or the refusal
  [day, '2026-3-5', '2026-03-05'],
  [day, '２０２６年３月５日', '2026-03-05'],
  [day, '20260305', '2026-03-05'],
  [day, '2026-02-30', 'cell.no-such-day'],
  [day, '三月五日', 'cell.not-a-date'],
  [day, '—', null],
  [month(said), '2026年3月', '2026-03'],
  [month(said), '2026-13', 'cell.not-a-month'],
  [yuan, '1.2万', 1_200_000],
  [yuan, '￥1,234.5', 123_450],
  [yuan, '3亩', 'quantity.unit-unknown'],
  [yuan, '二十多', 'cell.not-a-number'],
  [yuan, '0.001', 'quantity.too-precise'],
  [yesNo(said), '√', true],
  [yesNo(said), 'false', false],
  [yesNo(said), '也许', 'cell.not-yes-or-no'],
  [kind, '一 般', 'plain'],
  [kind, '重大(特别)', 'grave'],
  [kind, '特大', 'field.choice-unknown'],
  [text(said), '  无 ', '无'], // a word like any other where words are asked for
  [text(said), '', null],
] as const)('%j as %s', (field, typed, expected) => {
  expect(attempt(() => readCell(field, typed))).toBe(expected)
})

test('a unit in the heading goes before the field’s own', () => {
  expect(readCell(yuan, '3.5', 'wan-yuan')).toBe(3_500_000)
})

const TOWN = '341899101000'
const VILLAGE = '341899101201'
const places = orgTree([
  { code: '341899000000', name: '皖岭县' },
  { code: TOWN, name: '青溪镇' },
  { code: VILLAGE, name: '新桥村' },
  { code: '341899101202', name: '石湾村' },
])

test.each([
  ['新桥村', [TOWN, VILLAGE], VILLAGE],
  ['青溪镇新桥', [TOWN, VILLAGE], VILLAGE],
  ['镇本级', [TOWN, VILLAGE], TOWN],
  ['石湾村', [VILLAGE], 'cell.place-unknown'], // not the person's to write for
  ['', [VILLAGE], 'cell.place-missing'],
])('the place %j', (typed, allowed, expected) => {
  expect(attempt(() => readPlace(typed, places, allowed))).toBe(expected)
})
