import { date, type Field, month, quantity, ShishuError, text, yesNo } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { readPlace } from './cells/read-place.ts'
import { subsidies, TOWN, TREE } from './excel.fixture.ts'
import { type CellContext, readCell } from './read-cell.ts'
import type { Cell } from './workbook.ts'

/** A cell as readWorkbook gives it: a string ending in % stands for a number shown as a percentage. */
function cell(value: string | number | boolean | null): Cell {
  if (value === null) return { kind: 'empty', value, text: '' }
  if (typeof value === 'number') return { kind: 'number', value, text: String(value) }
  if (typeof value === 'boolean') return { kind: 'boolean', value, text: value ? 'TRUE' : 'FALSE' }
  return { kind: 'text', value, text: value }
}
const dated: Cell = { kind: 'date', value: '2026-03-05', text: '2026-03-05' }
const percent: Cell = { kind: 'number', value: 0.125, text: '12.5%', percent: true }

function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof ShishuError) return error.code
    throw error
  }
}
const reading = (from: Cell | string | number | boolean | null, field: Field, context: CellContext = {}) =>
  attempt(() => readCell(typeof from === 'object' && from !== null ? from : cell(from), field, context))

const day = date({ label: '日期', gloss: 'day' })
test.each<[string | number | null, string | null]>([
  ['2026-3-5', '2026-03-05'],
  ['2026.3.5', '2026-03-05'],
  ['2026.3.5.', '2026-03-05'],
  ['2026/03/05', '2026-03-05'],
  ['2026年3月5日', '2026-03-05'],
  ['2026 年 3 月 5 日', '2026-03-05'],
  ['２０２６．３．５', '2026-03-05'],
  ['20260305', '2026-03-05'],
  [20260305, '2026-03-05'],
  ['26.3.5', '2026-03-05'],
  ['2026-3-5 09:30', '2026-03-05'],
  ['2026年3月5日（星期四）', '2026-03-05'],
  ['3月5日', '2026-03-05'],
  ['3月5号', '2026-03-05'],
  ['3.5', '2026-03-05'],
  ['3.10', '2026-03-10'],
  [3.5, '2026-03-05'],
  [3.15, '2026-03-15'],
  [3.1, 'cell.day-ambiguous'], // 3.1 or 3.10: as a number they are the same
  ['2024-2-29', '2024-02-29'],
  ['2026-2-29', 'cell.no-such-day'],
  ['2026-13-1', 'cell.no-such-day'],
  ['4月31日', 'cell.no-such-day'],
  ['不详', 'cell.not-a-date'],
  ['2026年3月', 'cell.not-a-date'],
  [46086, 'cell.not-a-date'], // a date whose format was lost: a guess would be wrong now and then
  ['', null],
  ['—', null],
  ['/', null],
  ['无', null],
  [null, null],
])('date, year 2026: %s → %s', (from, expected) => {
  expect(reading(from, day, { year: 2026 })).toBe(expected)
})
test('a date cell is its day, and a day without a year needs one', () => {
  expect(reading(dated, day)).toBe('2026-03-05')
  expect(reading('3月5日', day)).toBe('cell.year-missing')
  expect(reading({ kind: 'error', value: '#REF!', text: '#REF!' }, day)).toBe('cell.error')
  expect(reading({ kind: 'uncalculated', value: null, text: '' }, day)).toBe('cell.not-calculated')
})

const statement = month({ label: '月份', gloss: 'month', joinsJanuary: true })
test.each<[string | number, string]>([
  ['2026年3月', '2026-03'],
  ['2026年3月份', '2026-03'],
  ['2026-03', '2026-03'],
  ['2026.03', '2026-03'],
  ['2026.10', '2026-10'],
  ['202603', '2026-03'],
  [2026.3, '2026-03'],
  [2026.1, 'cell.month-ambiguous'], // January or October
  ['1-2月', '2026-02'],
  ['1—2月', '2026-02'],
  ['2026年1-2月', '2026-02'],
  ['３月', '2026-03'],
  ['3', '2026-03'],
  [12, '2026-12'],
  ['13月', 'cell.no-such-day'],
  ['一季度', 'cell.not-a-month'],
])('month, year 2026: %s → %s', (from, expected) => {
  expect(reading(from, statement, { year: 2026 })).toBe(expected)
})
test('only a statement without a January joins two months', () => {
  expect(reading('1-2月', month({ label: '月份', gloss: 'month' }), { year: 2026 })).toBe('cell.not-a-month')
  expect(reading('3月', statement)).toBe('cell.year-missing')
  expect(reading(dated, statement)).toBe('2026-03')
})

const money = quantity({ label: '金额', gloss: 'money', unit: 'wan-yuan' })
test.each<[string | number | Cell, Field, CellContext, number | string | null]>([
  [12.5, money, {}, 12_500_000],
  ['12.5', money, {}, 12_500_000],
  ['１２．５', money, {}, 12_500_000],
  ['1,234', money, {}, 1_234_000_000],
  ['1，234', money, {}, 1_234_000_000],
  ['¥12', money, {}, 12_000_000],
  ['3.2亿元', money, {}, 32_000_000_000],
  [3, money, { unit: 'yi-yuan' }, 30_000_000_000],
  ['5元', money, { unit: 'yi-yuan' }, 500],
  ['3亩', money, {}, 'cell.wrong-unit'],
  [percent, money, {}, 'cell.wrong-unit'],
  ['约3', money, {}, 'cell.not-a-number'],
  [dated, money, {}, 'cell.not-a-number'],
  [true as never, money, {}, 'cell.not-a-number'],
  [0.123456789, money, {}, 'quantity.too-precise'],
  [341899198001010000, money, {}, 'cell.number-damaged'],
  ['—', money, {}, null],
  ['无', money, {}, null],
  [percent, quantity({ label: '增速', gloss: 'growth', unit: 'percent' }), {}, 1250],
  ['12.5%', quantity({ label: '增速', gloss: 'growth', unit: 'percent' }), {}, 1250],
  ['3万元', quantity({ label: '面积', gloss: 'area', unit: 'mu' }), {}, 'cell.wrong-unit'],
  ['12天', subsidies.fields.amount!, {}, 'cell.wrong-unit'],
])('quantity: %s → %s', (from, field, context, expected) => {
  expect(reading(from, field, context)).toBe(expected)
})

test.each<[string, string | null]>([
  ['粮食直补', 'grain'],
  [' 粮食　直补', 'grain'],
  ['seed', 'seed'],
  ['', null],
  ['—', null],
  ['粮补', 'field.choice-unknown'],
])('choice: %s → %s', (from, expected) => {
  expect(reading(from, subsidies.fields.item!)).toBe(expected)
})

test.each<[string | number | boolean, boolean | string | null]>([
  ['是', true],
  ['√', true],
  ['有', true],
  [1, true],
  [true, true],
  ['否', false],
  ['×', false],
  ['无', false],
  ['０', false],
  ['', null],
  ['可能', 'cell.not-yes-or-no'],
])('yes or no: %s → %s', (from, expected) => {
  expect(reading(from, yesNo({ label: '是否', gloss: 'whether' }))).toBe(expected)
})

test.each<[string | number, string | null]>([
  ['　甲　', '甲'],
  ['甲 \r\n乙', '甲\n乙'],
  ['　', null],
  [13, '13'],
  [341899198001010000, 'cell.number-damaged'],
  ['超过了十个字的长长的文字', 'field.too-long'],
])('text: %s → %s', (from, expected) => {
  expect(reading(from, text({ label: '名称', gloss: 'name', max: 10 }))).toBe(expected)
})

test.each<[string | number, string | null]>([
  ['新桥村', '341899101201'],
  ['新 桥 村', '341899101201'],
  ['新桥', '341899101201'],
  ['云溪镇新桥村', '341899101201'],
  ['云溪镇', TOWN],
  ['341899101201', '341899101201'],
  [341899101201, '341899101201'],
  ['镇本级', TOWN],
  ['桃园', 'cell.place-ambiguous'],
  ['桃园村', '341899101204'],
  ['石岭村', 'cell.place-unknown'], // of the next town
  ['341899102201', 'cell.place-unknown'],
  ['', null],
])('place: %s → %s', (from, expected) => {
  expect(attempt(() => readPlace(cell(from), TREE, TOWN))).toBe(expected)
})
