import { type SketchCell, writeWorkbook } from '@shishu/documents'

/** A workbook with one mistake, what is said about it, and how its author mends the cell in the marked file. */
export interface FaultyWorkbook {
  name: string
  cell: string
  code: string
  zh: RegExp
  en: RegExp
  /** The faulty cell in the sheet’s XML, and what it becomes. */
  mend: readonly [from: string | RegExp, to: string]
  bytes: Uint8Array
}

const INSPECTIONS = [
  '青溪镇安全生产检查台账',
  '应急管理办公室',
  '检查编号',
  '检查日期',
  '检查类型',
  '检查家数',
] as const
const PAYMENTS = ['青溪镇惠民资金发放台账', '民生保障办公室', '批次号', '资金类别', '补贴项目', '发放日期'] as const
const UNITS = ['青溪镇限额以上商贸单位名录', '经济发展办公室', '统一社会信用代码', '单位名称', '入库日期'] as const

function sheetOf(
  [title, office, ...headings]: readonly string[],
  more: string,
  row: readonly SketchCell[],
): Uint8Array {
  const lead = ['序号', '村（社区）', ...headings, ...(more === '' ? [] : [more])]
  const rows = [[title!, ...lead.slice(1).map(() => null)], [`填报单位：青溪镇${office}`], lead, [1, ...row]]
  return writeWorkbook({ sheets: [{ name: '表', rows, merges: [`A1:${String.fromCharCode(64 + lead.length)}1`] }] })
}

/** Every mistake that the brief of the import names, each in a workbook of its own and nothing else wrong with it. */
export const FAULTY: readonly FaultyWorkbook[] = [
  {
    name: '栏名不认识',
    cell: 'G3',
    code: 'sheet.heading-unknown',
    zh: /没有“幸运数字”这一栏/,
    en: /No column "幸运数字"/,
    mend: ['幸运数字', '备注'],
    bytes: sheetOf(INSPECTIONS, '幸运数字', ['新桥村', 'T-1', '2026.6.29', '日常检查', 3, '八']),
  },
  {
    name: '类型不对',
    cell: 'F4',
    code: 'cell.not-a-number',
    zh: /“检查家数”应填数字，现在是“三四家”/,
    en: /"检查家数" takes a number, not "三四家"/,
    mend: ['三四家', '4'],
    bytes: sheetOf(INSPECTIONS, '', ['新桥村', 'T-2', '2026.6.29', '日常检查', '三四家']),
  },
  {
    name: '没有这一天',
    cell: 'D4',
    code: 'cell.no-such-day',
    zh: /“2026-02-30”没有这一天/,
    en: /no such day as "2026-02-30"/,
    mend: ['2026-02-30', '2026-02-28'],
    bytes: sheetOf(INSPECTIONS, '', ['新桥村', 'T-3', '2026-02-30', '日常检查', 3]),
  },
  {
    name: '村不在册',
    cell: 'B4',
    code: 'cell.place-unknown',
    zh: /青溪镇没有“南山村”/,
    en: /has no "南山村"/,
    mend: ['南山村', '石湾村'],
    bytes: sheetOf(INSPECTIONS, '', ['南山村', 'T-4', '2026.6.29', '日常检查', 3]),
  },
  {
    name: '单位不对',
    cell: 'G4',
    code: 'cell.wrong-unit',
    zh: /“实发金额”一栏的单位是万元，这一格“12.5亩”/,
    en: /"实发金额" is in 万元, but this cell says "12.5亩"/,
    mend: ['12.5亩', '12.5'],
    bytes: sheetOf(PAYMENTS, '实发金额（万元）', ['镇本级', 'T-5', '养老金', '基础养老金', '2026.6.29', '12.5亩']),
  },
  {
    name: '代码存成了数字',
    cell: 'C4',
    code: 'cell.number-damaged',
    zh: /“913418990000000000”超过 15 位/,
    en: /"913418990000000000" has more than 15 digits/,
    mend: [/(<c r="C4"[^>]*)><v>913418990000000000<\/v>/, '$1 t="str"><v>91341899MA91099990</v>'],
    bytes: sheetOf(UNITS, '', ['新桥村', 913418990000000000, '青禾百货', '2026.6.29']),
  },
]
