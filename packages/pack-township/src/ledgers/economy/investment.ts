import { choice, date, defineIndicator, defineLedger, month, quantity, sum, text } from '@shishu/kernel'

/**
 * 固定资产投资完成情况台账: one entry per project and month.
 * The base (同期基数) is a field of its own: it is reckoned on this year's set of projects and differs from what was
 * published last year.
 */
export const investment = defineLedger({
  id: 'investment',
  kind: 'statement',
  label: '固定资产投资完成情况台账',
  gloss: 'fixed-asset investment by project and month',
  office: 'economy',
  source: '职责A1; 统计法第24条（统计台账）',
  key: ['project', 'month'],
  fields: {
    month: month({
      label: '报告期',
      gloss: 'month reported',
      headings: ['月份', '所属月份'],
      joinsJanuary: true,
      required: true,
      help: '1—2月合并填报，没有单独的1月',
    }),
    project: text({ label: '项目名称', gloss: 'project', headings: ['项目'], required: true }),
    projectCode: text({ label: '项目代码', gloss: 'code on the approval platform', max: 40 }),
    nature: choice({
      label: '建设性质',
      gloss: 'kind of construction',
      options: { new: '新建', expand: '扩建', renew: '改建', property: '房地产开发' },
    }),
    amount: quantity({
      label: '本期完成投资',
      gloss: 'investment done in the month',
      unit: 'wan-yuan',
      headings: ['完成投资', '当期完成', '本期', '本月完成投资'],
      required: true,
    }),
    equipment: quantity({
      label: '其中：设备购置',
      gloss: 'of which equipment',
      unit: 'wan-yuan',
      headings: ['设备购置', '设备工器具购置'],
    }),
    base: quantity({
      label: '同期基数',
      gloss: 'base: the same period last year on this year’s set of projects',
      unit: 'wan-yuan',
      headings: ['上年同期', '同期', '同期完成投资'],
      help: '按本年统计范围核定，不等于上年公布数',
    }),
    evidence: text({ label: '形象进度', gloss: 'state of the works', headings: ['工程形象进度'] }),
    reportedOn: date({ label: '上报日期', gloss: 'reported on', headings: ['填报日期', '上报时间'] }),
  },
  measures: {
    amount: sum({ label: '固定资产投资', gloss: 'fixed-asset investment', on: 'month', of: 'amount' }),
    base: sum({ label: '固定资产投资同期基数', gloss: 'its base', on: 'month', of: 'base' }),
    equipment: sum({ label: '设备购置投资', gloss: 'of which equipment', on: 'month', of: 'equipment' }),
  },
})

export const investmentIndicators = [
  defineIndicator({
    id: 'investment',
    label: '固定资产投资累计',
    gloss: 'fixed-asset investment from January',
    unit: 'fen',
    value: 'cumulative(investment.amount)',
    better: 'up',
    source: '职责A1 汇报空12',
  }),
  defineIndicator({
    id: 'investment-on-course',
    label: '固定资产投资完成时序进度',
    gloss: 'investment against its planned course',
    unit: 'percent',
    decimals: 1,
    value: 'cumulative(investment.amount) / planned(investment)',
    better: 'up',
    source: '职责A1 汇报空13; 时序进度为工作惯例：年度目标×月数÷12',
    countingRule: '累计完成÷（年度目标×月数÷12）',
  }),
  defineIndicator({
    id: 'investment-of-year-target',
    label: '固定资产投资年度目标完成率',
    gloss: 'investment against the year’s target',
    unit: 'percent',
    decimals: 1,
    value: 'cumulative(investment.amount) / target(investment)',
    better: 'up',
    source: '职责A1, I1',
  }),
  defineIndicator({
    id: 'investment-growth',
    label: '固定资产投资同比增速',
    gloss: 'growth of investment on its base',
    unit: 'percent',
    decimals: 1,
    value: 'growth(cumulative(investment.amount), cumulative(investment.base))',
    better: 'up',
    source: '职责A1 汇报空14; 统计公报附注：同比按可比口径',
    countingRule: '本期累计÷同期基数−1；同期基数按本年统计范围核定',
  }),
]
