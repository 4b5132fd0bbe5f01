import { choice, count, date, defineIndicator, defineLedger, defineLoop, quantity, stock, text } from '@shishu/kernel'

/** 编制 → 草案公告（不少于30日） → 村民会议同意 → 报批 → 批准. */
const villagePlanLoop = defineLoop({
  opens: { on: 'listedOn', state: 'listed' },
  states: {
    listed: { label: '未启动', gloss: 'listed' },
    drafting: { label: '编制中', gloss: 'being drafted' },
    noticed: { label: '草案公告', gloss: 'draft on notice' },
    agreed: { label: '村民同意', gloss: 'agreed by the villagers' },
    submitted: { label: '报审', gloss: 'submitted' },
    approved: { label: '已批准', gloss: 'approved', end: 'done' },
  },
  steps: {
    begin: { label: '启动编制', gloss: 'begin', from: ['listed'], to: 'drafting', day: 'begunOn' },
    notice: { label: '草案公告', gloss: 'notice', from: ['drafting'], to: 'noticed', day: 'noticedOn' },
    agree: { label: '村民会议同意', gloss: 'agree', from: ['noticed'], to: 'agreed', day: 'agreedOn' },
    submit: {
      label: '报审',
      gloss: 'submit',
      from: ['agreed'],
      to: 'submitted',
      day: 'submittedOn',
      needs: ['agreedOn'],
    },
    approve: { label: '批准', gloss: 'approve', from: ['submitted'], to: 'approved', day: 'approvedOn' },
  },
})

/** 村庄规划台账: one entry per village that should have a plan of its own. */
export const villagePlans = defineLedger({
  id: 'village-plans',
  kind: 'case',
  label: '村庄规划编制台账',
  gloss: 'village plans',
  office: 'planning',
  source: 'mission G1; 城乡规划法第18、22、26条；村民委员会组织法（2025）第28条',
  key: ['name'],
  loop: villagePlanLoop,
  fields: {
    name: text({ label: '规划名称', gloss: 'name', headings: ['项目名称'], required: true }),
    kind: choice({
      label: '村庄类型',
      gloss: 'kind of village',
      headings: ['类型'],
      options: { cluster: '集聚提升', suburb: '城郊融合', heritage: '特色保护', move: '搬迁撤并', other: '其他' },
    }),
    author: text({ label: '编制单位', gloss: 'author' }),
    contract: quantity({ label: '合同金额', gloss: 'contract', unit: 'wan-yuan', headings: ['合同额'] }),
    listedOn: date({ label: '列入计划日期', gloss: 'listed', headings: ['列入日期'], required: true }),
    begunOn: date({ label: '启动日期', gloss: 'begun', headings: ['启动编制日期'], notBefore: 'listedOn' }),
    noticedOn: date({ label: '草案公告日期', gloss: 'draft on notice', notBefore: 'begunOn', help: '公告不少于30日' }),
    agreedOn: date({ label: '村民会议通过日期', gloss: 'agreed by the villagers', notBefore: 'noticedOn' }),
    submittedOn: date({ label: '报审日期', gloss: 'submitted', notBefore: 'agreedOn' }),
    approvedOn: date({ label: '批准日期', gloss: 'approved', headings: ['批复日期'], notBefore: 'submittedOn' }),
    comments: quantity({ label: '意见数', gloss: 'comments received', unit: 'one', headings: ['收集意见数'] }),
    adopted: quantity({ label: '采纳数', gloss: 'comments adopted', unit: 'one', headings: ['采纳意见数'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    required: stock({ label: '应编村庄规划', gloss: 'villages that should have a plan', from: 'listedOn' }),
    approved: stock({ label: '已批准村庄规划', gloss: 'plans approved', from: 'approvedOn' }),
    approvedInPeriod: count({ label: '批准村庄规划', gloss: 'approved in the period', on: 'approvedOn' }),
  },
})

export const villagePlanIndicators = [
  defineIndicator({
    id: 'village-plans-target-share',
    label: '村庄规划年内完成比例目标',
    gloss: 'the year’s target as a share of the villages that should have a plan',
    unit: 'percent',
    decimals: 1,
    value: 'target(village-plans) / stock(village-plans.required)',
    better: 'neither',
    source: 'mission G1, I1 空74',
    countingRule: '年内累计完成目标数÷应编村（社区）数，与空75同一组村',
  }),
  defineIndicator({
    id: 'village-plans-target',
    label: '村庄规划年内完成目标数',
    gloss: 'the year’s target',
    unit: 'one',
    counter: '个',
    value: 'target(village-plans)',
    better: 'neither',
    source: 'mission G1, I1 空75',
  }),
  defineIndicator({
    id: 'village-plans-approved',
    label: '已批准村庄规划数',
    gloss: 'plans approved so far',
    unit: 'one',
    counter: '个',
    value: 'stock(village-plans.approved)',
    better: 'up',
    source: 'mission G1',
  }),
  defineIndicator({
    id: 'village-plans-approved-share',
    label: '村庄规划完成率',
    gloss: 'share of villages with an approved plan',
    unit: 'percent',
    decimals: 1,
    value: 'stock(village-plans.approved) / stock(village-plans.required)',
    better: 'up',
    source: 'mission G1',
  }),
]
