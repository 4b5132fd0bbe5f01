import {
  choice,
  date,
  days,
  defineLedger,
  type Ledger,
  month,
  orgTree,
  person,
  quantity,
  text,
  yesNo,
} from '@shishu/kernel'
import type { SketchCell } from './write-workbook.ts'

const common = { office: 'office', source: 'test' }

/** 惠民补贴: quantities, a choice, yes or no. */
export const subsidies: Ledger = defineLedger({
  ...common,
  id: 'subsidies',
  kind: 'event',
  label: '惠农补贴发放台账',
  gloss: 'subsidies',
  fields: {
    receiver: person({ label: '户主姓名', gloss: 'receiver', required: true, headings: ['姓名'] }),
    idNumber: person({ label: '身份证号', gloss: 'id', headings: ['身份证号码'] }),
    item: choice({ label: '项目', gloss: 'item', options: { grain: '粮食直补', seed: '良种补贴' } }),
    area: quantity({ label: '补贴面积', gloss: 'area', unit: 'mu', headings: ['补贴情况面积'] }),
    amount: quantity({ label: '补贴金额', gloss: 'amount', unit: 'yuan', required: true, headings: ['金额'] }),
    paidOn: date({ label: '发放日期', gloss: 'paid on', required: true }),
    checked: yesNo({ label: '是否核查', gloss: 'checked' }),
  },
  key: ['receiver', 'paidOn'],
  measures: {},
})

/** 招商引资: money in 万元, dates of steps, a computed field. */
export const contracts: Ledger = defineLedger({
  ...common,
  id: 'contracts',
  kind: 'event',
  label: '招商引资项目台账',
  gloss: 'contracts',
  fields: {
    name: text({ label: '项目名称', gloss: 'name', required: true }),
    invested: quantity({ label: '计划投资', gloss: 'invested', unit: 'wan-yuan' }),
    signedOn: date({ label: '签约日期', gloss: 'signed on', required: true }),
    startedOn: date({ label: '开工日期', gloss: 'started on' }),
    daysToStart: days({ label: '开工用时', gloss: 'days', from: 'signedOn', to: 'startedOn' }),
  },
  key: ['name'],
  measures: {},
})

/** 规上工业: a statement by months without a January. */
export const output: Ledger = defineLedger({
  ...common,
  id: 'output',
  kind: 'statement',
  label: '规上工业产值月报',
  gloss: 'output',
  fields: {
    firm: text({ label: '企业名称', gloss: 'firm', required: true }),
    month: month({ label: '月份', gloss: 'month', required: true, joinsJanuary: true }),
    value: quantity({ label: '产值', gloss: 'value', unit: 'wan-yuan', required: true }),
    growth: quantity({ label: '增速', gloss: 'growth', unit: 'percent', least: -10_000 }),
  },
  key: ['firm', 'month'],
  measures: {},
})

export const LEDGERS = [subsidies, contracts, output]

export const TOWN = '341899101000'
export const TREE = orgTree([
  { code: '341899000000', name: '虚县' },
  { code: TOWN, name: '云溪镇' },
  { code: '341899101201', name: '新桥村' },
  { code: '341899101202', name: '东村' },
  { code: '341899101003', name: '桃园社区' },
  { code: '341899101204', name: '桃园村' },
  { code: '341899102000', name: '石岭镇' },
  { code: '341899102201', name: '石岭村' },
])

/** A sheet as an office keeps it: title, line of the unit, headings on two levels, merged villages, sums, notes. */
export const SUBSIDY_ROWS: SketchCell[][] = [
  ['云溪镇２０２６年惠农补贴发放台账', null, null, null, null, null, null, null, null],
  ['填报单位：云溪镇农业农村办', null, null, null, '单位：元', null, '填报日期：2026年6月30日', null, null],
  ['序号', '村（社区）', '户主姓名', '身份证号', '补贴情况', null, null, '发放日期', '备注'],
  [null, null, null, null, '项目', '面积（亩）', '金额（元）', null, null],
  [1, '新桥村', '甲一', '341899198001010011', '粮食直补', 12.5, 1250.5, { date: '2026-03-05' }, null],
  [2, null, '甲二', null, '良种 补贴', '３.２', '３２０元', '2026.3.6', '补发'],
  [null, '小计', null, null, null, 15.7, 1570.5, null, null],
  [3, '东村', '乙　一', null, '粮食直补', '—', '0.12万元', '3月8日', null],
  [4, '桃园社区', '乙二', null, 'grain', 1, 100, '20260309', null],
  [4, '桃园社区', '乙二', null, 'grain', 1, 100, '2026/3/9', null],
  [5, null, null, null, null, null, null, null, null],
  ['合 计', null, null, null, null, 33.9, 3390.5, null, null],
  ['备注：本表由农业农村办按月填报。', null, null, null, null, null, null, null, null],
  ['填表人：某某', null, null, '审核人：某某', null, null, null, null, null],
]
export const SUBSIDY_MERGES = [
  'A1:I1',
  'A3:A4',
  'B3:B4',
  'C3:C4',
  'D3:D4',
  'E3:G3',
  'H3:H4',
  'I3:I4',
  'B5:B6',
  'A13:I13',
]
