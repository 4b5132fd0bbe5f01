import { expect, test } from 'vitest'
import { LEDGERS, SUBSIDY_MERGES, SUBSIDY_ROWS } from './excel.fixture.ts'
import { findTable } from './find-table.ts'
import { isKnownHeading, knownHeadings } from './match-ledger.ts'
import { readWorkbook } from './read-workbook.ts'
import { type SketchCell, writeWorkbook } from './write-workbook.ts'

const known = knownHeadings(LEDGERS)
async function find(rows: SketchCell[][], merges: string[] = [], name = 'Sheet1') {
  const { sheets } = await readWorkbook(writeWorkbook({ sheets: [{ name, rows, merges }] }))
  return findTable(sheets[0]!, (text) => isKnownHeading(known, text))
}
const paths = (table: Awaited<ReturnType<typeof find>>) => table?.headings.map(({ path }) => path.join('·'))

test('titles, lines, headings and rows are told apart', async () => {
  const table = (await find(SUBSIDY_ROWS, SUBSIDY_MERGES))!
  expect(table).toMatchObject({
    titleText: '云溪镇２０２６年惠农补贴发放台账',
    unitLine: '填报单位：云溪镇农业农村办 单位：元 填报日期：2026年6月30日',
    measureUnit: '元',
    year: 2026,
    headingRow: 4,
    firstRow: 5,
  })
  expect(paths(table)).toEqual([
    '序号',
    '村（社区）',
    '户主姓名',
    '身份证号',
    '补贴情况·项目',
    '补贴情况·面积（亩）',
    '补贴情况·金额（元）',
    '发放日期',
    '备注',
  ])
  expect(table.headings.map(({ unit }) => unit).filter(Boolean)).toEqual(['社区', '亩', '元'])
  expect(table.rows.map(({ rowNumber, cells }) => [rowNumber, cells[1]!.text])).toEqual([
    [5, '新桥村'],
    [6, '新桥村'], // merged downwards
    [8, '东村'],
    [9, '桃园社区'],
    [10, '桃园社区'],
  ])
  expect(table.leftOut.map(({ rowNumber, why }) => [rowNumber, why])).toEqual([
    [7, 'subtotal'],
    [11, 'blank'], // only its number was written
    [12, 'subtotal'],
    [13, 'note'],
    [14, 'note'],
  ])
})

test.each<[string, SketchCell[][], string[], string[]]>([
  [
    'one row of headings, no title',
    [
      ['项目名称', '签约日期'],
      ['甲', 1],
    ],
    [],
    ['项目名称', '签约日期'],
  ],
  ['headings nobody knows', [['甲表'], ['子', '丑', '寅'], [1, 2, 3]], ['A1:C1'], ['子', '丑', '寅']],
  [
    'line breaks within headings',
    [
      ['项目\n名称', '签约\r\n日期'],
      ['甲', 1],
    ],
    [],
    ['项目名称', '签约日期'],
  ],
  [
    'groups over headings, the others not merged downwards',
    [
      ['姓名', '补贴情况', null, '发放日期'],
      [null, '面积', '金额', null],
      ['甲', 1, 2, 3],
    ],
    ['B1:C1'],
    ['姓名', '补贴情况·面积', '补贴情况·金额', '发放日期'],
  ],
  [
    'every column in a group',
    [
      ['户主', null, '补贴', null],
      ['姓名', '身份证号', '面积', '金额'],
      ['甲', 1, 2, 3],
    ],
    ['A1:B1', 'C1:D1'],
    ['户主·姓名', '户主·身份证号', '补贴·面积', '补贴·金额'],
  ],
])('%s', async (_name, rows, merges, expected) => {
  const table = await find(rows, merges)
  expect(paths(table)).toEqual(expected)
  expect(table!.rows).toHaveLength(1)
})

test('one cell may hold several lines', async () => {
  const table = await find(
    [['台账'], ['填报单位：新桥村　　填报日期：2026年6月30日　单位：万元'], ['项目名称', '签约日期']],
    ['A2:B2'],
  )
  expect(table).toMatchObject({
    unitLine: '填报单位：新桥村 填报日期：2026年6月30日 单位：万元',
    measureUnit: '万元',
    year: 2026,
  })
})

test.each<[string, string, number | undefined]>([
  ['2026年上半年台账', 'Sheet1', 2026],
  ['二〇二六年台账', 'Sheet1', 2026],
  ['台账', '2025年', 2025],
  ['2024—2026年台账', '2025', undefined], // two years: nothing may choose between them
  ['台账', 'Sheet1', undefined],
])('the year of %s in %s is %s', async (title, name, year) => {
  expect((await find([[title], ['项目名称', '签约日期']], ['A1:B1'], name))!.year).toBe(year)
})

test('rows between the entries that are none say why they were left out', async () => {
  const table = (await find(
    [
      ['项目名称', '签约日期', '开工日期'],
      ['例', '2026-1-1', null],
      ['一、续建项目', null, null],
      ['甲', '2026-1-1', null],
      ['项目名称', '签约日期', '开工日期'],
      ['乙', '2026-1-2', null],
      ['本页合计：', 2, null],
      ['丙', null, null],
      ['注：1.按月填报', null, null],
      ['2.逾期不候', null, null],
    ],
    ['A3:C3'],
  ))!
  expect(table.rows.map(({ rowNumber }) => rowNumber)).toEqual([4, 6, 8]) // 丙 is half an entry, to be mended
  expect(table.leftOut.map(({ rowNumber, why }) => [rowNumber, why])).toEqual([
    [2, 'example'],
    [3, 'section'],
    [5, 'repeated-heading'],
    [7, 'subtotal'],
    [9, 'note'],
    [10, 'note'],
  ])
})

test('a second table below the first is a fault, and an empty sheet is no table', async () => {
  const table = (await find([
    ['项目名称', '签约日期'],
    ['甲', '2026-1-1'],
    [],
    ['企业名称', '月份', '产值（万元）'],
    ['乙', '3月', 1],
  ]))!
  expect(table.faults.map(({ row, error }) => [row, error.code])).toEqual([[4, 'sheet.second-table']])
  expect(table.rows).toHaveLength(1)
  expect(await find([[null, '　']])).toBeUndefined()
  const above = (await find([
    ['谁', '几岁', '哪里'],
    ['甲', 1, 2],
    ['项目名称', '签约日期'],
    ['甲', '2026-1-1'],
  ]))!
  expect(above.faults.map(({ row, error }) => [row, error.code])).toEqual([
    [1, 'sheet.rows-above'],
    [2, 'sheet.rows-above'],
  ])
})
