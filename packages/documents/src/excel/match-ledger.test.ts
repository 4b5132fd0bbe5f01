import { expect, test } from 'vitest'
import { LEDGERS, output, subsidies } from './excel.fixture.ts'
import type { Table } from './find-table.ts'
import { bracketText } from './heading-key.ts'
import { matchLedger } from './match-ledger.ts'

const table = (titleText: string, headings: string[], more: Partial<Table> = {}): Table => ({
  titleText,
  unitLine: '',
  headings: headings.map((heading, column) => {
    const path = heading.split('·')
    const unit = bracketText(path.at(-1)!)
    return unit === undefined ? { column, path } : { column, path, unit }
  }),
  headingRow: 2,
  firstRow: 3,
  rows: [],
  leftOut: [],
  faults: [],
  ...more,
})
const match = (sheet: string, title: string, headings: string[], more: Partial<Table> = {}) => {
  const { match: found, faults } = matchLedger(sheet, table(title, headings, more), LEDGERS)
  return {
    ledger: found?.ledger.id,
    fields: found?.columns.map(({ field, unit }) => (unit === undefined ? field : `${field} ${unit}`)),
    faults: faults.map(({ error }) => error.code),
  }
}

test.each<[string, string, string[], string | undefined, (string | undefined)[]]>([
  // sheet, title, headings → ledger, fields
  ['惠农补贴', '', ['姓名', '金额', '发放日期'], 'subsidies', ['receiver', 'amount yuan', 'paidOn']],
  [
    'Sheet1',
    '2026年惠农补贴发放情况表',
    ['姓名', '金额', '发放日期'],
    'subsidies',
    ['receiver', 'amount yuan', 'paidOn'],
  ],
  [
    'Sheet1',
    '',
    ['户主姓名', '补贴金额（万元）', '发放日期', '备注'],
    'subsidies',
    ['receiver', 'amount wan-yuan', 'paidOn'],
  ],
  [
    'Sheet1',
    '',
    ['姓名', '补贴·金额', '补贴情况·面积（亩）', '发放日期'],
    'subsidies',
    ['receiver', 'amount yuan', 'area mu', 'paidOn'],
  ],
  ['Sheet1', '', ['Ｎo．', '企业 名称', '月　份', '产值(亿元)'], 'output', ['firm', 'month', 'value yi-yuan']],
])('%s %s with %j is %s', (sheet, title, headings, ledger, fields) => {
  expect(match(sheet, title, headings)).toEqual({ ledger, fields, faults: [] })
})

test('the unit of the whole table counts where it fits', () => {
  const { fields } = match('规上工业产值', '', ['企业名称', '月份', '产值', '增速（%）'], { measureUnit: '亿元' })
  expect(fields).toEqual(['firm', 'month', 'value yi-yuan', 'growth percent'])
})

test.each<[string, string, string[], string[]]>([
  [
    'a heading unknown',
    '惠农补贴',
    ['姓名', '金额', '发放曰期', '电话'],
    ['sheet.heading-unknown', 'sheet.heading-unknown', 'sheet.column-missing'],
  ],
  ['a unit of another kind', '惠农补贴', ['姓名', '金额（亩）', '发放日期'], ['sheet.heading-unit']],
  ['no ledger', '食堂', ['菜名', '厨师'], ['sheet.ledger-unknown']],
])('%s', (_name, sheet, headings, codes) => {
  expect(match(sheet, '', headings).faults).toEqual(codes)
})

test('what stands in brackets tells two fields apart, unless it is a unit', () => {
  const quantityOf = (label: string) => ({ ...subsidies.fields.area!, label })
  const land = {
    ...subsidies,
    label: '土地流转台账',
    fields: {
      moved: quantityOf('面积（流转）'),
      tilled: quantityOf('面积（耕种）'),
      total: quantityOf('总面积（亩）'),
    },
  }
  const { match: found, faults } = matchLedger('土地流转', table('', ['面积(流转)', '面积（其他）', '总面积']), [land])
  expect(found?.columns.map(({ field }) => field)).toEqual(['moved', 'total'])
  expect(faults.map(({ error }) => error.text('zh'))).toEqual([
    '没有“面积（其他）”这一栏，是不是“面积（耕种）”？请改正栏名；不用导入的栏请删去。',
  ])
})

test('two ledgers that fit equally well are not chosen between', () => {
  const twin = { ...output, id: 'twin', label: '规上工业产值快报' }
  const { match: found, faults } = matchLedger('Sheet1', table('', ['企业名称', '月份', '产值']), [
    subsidies,
    output,
    twin,
  ])
  expect(found).toBeUndefined()
  expect(faults.map(({ error }) => error.text('zh'))).toEqual([
    '“Sheet1”可能是“规上工业产值月报”，也可能是“规上工业产值快报”。请把台账名称写在标题里。',
  ])
})
