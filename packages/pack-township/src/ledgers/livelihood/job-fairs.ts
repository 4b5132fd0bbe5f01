import {
  choice,
  count,
  date,
  defineIndicator,
  defineLedger,
  defineRequirement,
  quantity,
  sum,
  text,
} from '@shishu/kernel'

/** 招聘会台账: one entry per fair; fairs charge job-seekers nothing. */
export const jobFairs = defineLedger({
  id: 'job-fairs',
  kind: 'event',
  label: '招聘会台账',
  gloss: 'job fairs',
  office: 'livelihood',
  source: '职责D8; 就业促进法第37条',
  key: ['heldOn', 'name'],
  fields: {
    heldOn: date({ label: '举办日期', gloss: 'held on', headings: ['日期', '时间'], required: true }),
    name: text({ label: '招聘会名称', gloss: 'name', headings: ['名称', '活动名称'], required: true }),
    kind: choice({
      label: '场次类型',
      gloss: 'fixed or special',
      headings: ['类型'],
      options: { fixed: '固定场', special: '专场' },
    }),
    place: text({ label: '地点', gloss: 'place', headings: ['举办地点'] }),
    firms: quantity({ label: '参加企业数', gloss: 'firms', unit: 'one', headings: ['企业数'] }),
    jobs: quantity({ label: '提供岗位数', gloss: 'jobs offered', unit: 'one', headings: ['岗位数'] }),
    visitors: quantity({ label: '参加人数', gloss: 'visitors', unit: 'one', headings: ['求职人数'] }),
    intentions: quantity({
      label: '达成意向人数',
      gloss: 'agreed in principle',
      unit: 'one',
      headings: ['意向人数'],
    }),
    hired: quantity({ label: '入职人数', gloss: 'hired within 30 days', unit: 'one', headings: ['30日入职人数'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    held: count({ label: '招聘会场次', gloss: 'fairs', on: 'heldOn', by: 'kind' }),
    jobs: sum({ label: '提供岗位', gloss: 'jobs offered', on: 'heldOn', of: 'jobs' }),
    hired: sum({ label: '入职人数', gloss: 'people hired', on: 'heldOn', of: 'hired' }),
  },
})

export const jobFairIndicators = [
  defineIndicator({
    id: 'job-fairs',
    label: '招聘会场次',
    gloss: 'fairs held',
    unit: 'one',
    counter: '场',
    value: 'flow(job-fairs.held)',
    better: 'up',
    source: '职责D8',
  }),
  defineIndicator({
    id: 'job-fair-hired',
    label: '招聘会入职人数',
    gloss: 'people hired',
    unit: 'one',
    counter: '人',
    value: 'flow(job-fairs.hired)',
    better: 'up',
    source: '职责D8',
  }),
  defineIndicator({
    id: 'job-fair-jobs',
    label: '招聘会提供岗位数',
    gloss: 'jobs offered',
    unit: 'one',
    counter: '个',
    value: 'flow(job-fairs.jobs)',
    better: 'up',
    source: '职责D8',
  }),
  defineIndicator({
    id: 'job-fairs-missed',
    label: '固定招聘会缺办半月数',
    gloss: 'half-months without a fixed fair',
    unit: 'one',
    counter: '次',
    value: 'missed(job-fairs-fixed)',
    better: 'down',
    source: '职责D8',
  }),
]

/** “2+N”: two fixed fairs a month. */
export const jobFairRequirements = [
  defineRequirement({
    id: 'job-fairs-fixed',
    label: '每半月一场固定招聘会',
    gloss: 'a fixed fair every half-month',
    measure: 'job-fairs.held[fixed]',
    every: 'half-month',
    least: 1,
    level: 'township',
    source: '职责D8 汇报空46；“2+N”的场次安排未见统一规定，由镇定',
    unconfirmed: true,
  }),
]
