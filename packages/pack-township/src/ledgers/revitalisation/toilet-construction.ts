import {
  choice,
  count,
  date,
  defineIndicator,
  defineLedger,
  defineLoop,
  person,
  quantity,
  sum,
  text,
} from '@shishu/kernel'

const constructionLoop = defineLoop({
  opens: { on: 'approvedOn', state: 'approved' },
  states: {
    approved: { label: '未开工', gloss: 'approved' },
    started: { label: '施工中', gloss: 'being built' },
    built: { label: '已建成', gloss: 'built' },
    accepted: { label: '已验收', gloss: 'accepted', end: 'done' },
    withdrawn: { label: '户主放弃', gloss: 'given up by the household', end: 'withdrawn' },
  },
  steps: {
    start: { label: '开工', gloss: 'start', from: ['approved'], to: 'started', day: 'startedOn' },
    build: { label: '建成', gloss: 'build', from: ['started'], to: 'built', day: 'builtOn' },
    accept: { label: '验收', gloss: 'accept', from: ['built'], to: 'accepted', day: 'acceptedOn' },
    withdraw: { label: '放弃', gloss: 'give up', from: ['approved', 'started'], to: 'withdrawn', day: 'withdrawnOn' },
  },
})

/** 新建户厕台账: one entry per household of the year's task. */
export const toiletConstruction = defineLedger({
  id: 'toilet-construction',
  kind: 'case',
  label: '新建户厕台账',
  gloss: 'new household toilets',
  office: 'revitalisation',
  source: 'mission C3; 农村户厕建设年度任务',
  key: ['number'],
  loop: constructionLoop,
  retentionMonths: 36,
  fields: {
    number: text({ label: '厕所编号', gloss: 'number of the toilet', headings: ['编号'], max: 30, required: true }),
    householder: person({ label: '户主', gloss: 'householder', headings: ['户主姓名'], required: true }),
    model: choice({
      label: '改厕模式',
      gloss: 'model',
      headings: ['模式'],
      options: { three: '三格式', joint: '联户', sewer: '水冲入网', other: '其他' },
    }),
    builder: text({ label: '施工单位', gloss: 'builder', headings: ['建设单位'] }),
    approvedOn: date({ label: '批准日期', gloss: 'approved', headings: ['任务下达日期'], required: true }),
    startedOn: date({ label: '开工日期', gloss: 'started', notBefore: 'approvedOn' }),
    builtOn: date({ label: '建成日期', gloss: 'built', headings: ['完工日期'], notBefore: 'startedOn' }),
    acceptedOn: date({ label: '验收日期', gloss: 'accepted', notBefore: 'builtOn' }),
    withdrawnOn: date({ label: '放弃日期', gloss: 'given up', notBefore: 'approvedOn' }),
    subsidy: quantity({ label: '奖补金额', gloss: 'subsidy', unit: 'yuan', headings: ['补助金额'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    built: count({ label: '建成户厕', gloss: 'toilets built', on: 'builtOn' }),
    accepted: count({ label: '验收户厕', gloss: 'toilets accepted', on: 'acceptedOn' }),
    subsidy: sum({ label: '户厕奖补', gloss: 'subsidy for accepted toilets', on: 'acceptedOn', of: 'subsidy' }),
  },
})

export const toiletConstructionIndicators = [
  defineIndicator({
    id: 'toilets-task',
    label: '新建改厕年度任务数',
    gloss: 'the year’s task of new toilets',
    unit: 'one',
    counter: '户',
    value: 'target(toilets)',
    better: 'neither',
    source: 'mission C3, I1 空36',
  }),
  defineIndicator({
    id: 'toilets-built',
    label: '新建改厕完成户数',
    gloss: 'toilets built this year',
    unit: 'one',
    counter: '户',
    value: 'cumulative(toilet-construction.built)',
    better: 'up',
    source: 'mission C3, I1 空37',
  }),
  defineIndicator({
    id: 'toilets-built-share',
    label: '新建改厕任务完成率',
    gloss: 'share of the year’s task',
    unit: 'percent',
    decimals: 1,
    value: 'cumulative(toilet-construction.built) / target(toilets)',
    better: 'up',
    source: 'mission C3',
  }),
]
