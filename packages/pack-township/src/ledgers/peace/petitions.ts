import {
  choice,
  count,
  date,
  defineIndicator,
  defineLedger,
  defineLoop,
  person,
  quantity,
  text,
  yesNo,
} from '@shishu/kernel'

const LAW = '信访工作条例'

/** The petitioner's clock: told within 15 days, answered within 60, once extended by at most 30; review within 30. */
const petitionLoop = defineLoop({
  opens: { on: 'receivedOn', state: 'registered' },
  states: {
    registered: {
      label: '已登记',
      gloss: 'registered',
      limit: { count: 15, unit: 'calendar-day', source: `${LAW}第22—23条` },
    },
    accepted: {
      label: '办理中',
      gloss: 'being handled',
      limit: { count: 60, unit: 'calendar-day', source: `${LAW}第34条` },
    },
    answered: { label: '已答复', gloss: 'answered' },
    reviewing: {
      label: '复查中',
      gloss: 'under review',
      limit: { count: 30, unit: 'calendar-day', source: `${LAW}第35条` },
    },
    closed: { label: '已办结', gloss: 'closed', end: 'done' },
    transferred: { label: '转有权机关', gloss: 'passed to the competent body', end: 'done' },
  },
  steps: {
    accept: { label: '受理告知', gloss: 'accept and tell', from: ['registered'], to: 'accepted', day: 'acceptedOn' },
    transfer: { label: '转有权机关', gloss: 'pass on', from: ['registered'], to: 'transferred', day: 'transferredOn' },
    extend: {
      label: '延期告知',
      gloss: 'extend',
      from: ['accepted'],
      to: 'accepted',
      day: 'extendedOn',
      by: 'head',
      extends: { count: 30, unit: 'calendar-day', source: `${LAW}第34条：经负责人批准并告知理由，至多30日` },
    },
    answer: { label: '书面答复', gloss: 'answer', from: ['accepted'], to: 'answered', day: 'answeredOn' },
    review: { label: '请求复查', gloss: 'ask for review', from: ['answered'], to: 'reviewing', day: 'reviewAskedOn' },
    decide: {
      label: '作出复查意见',
      gloss: 'decide the review',
      from: ['reviewing'],
      to: 'answered',
      day: 'reviewDecidedOn',
      notBy: ['answer'],
    },
    close: { label: '办结', gloss: 'close', from: ['answered'], to: 'closed', day: 'closedOn' },
  },
})

/**
 * 信访事项台账: one entry per matter, kept for the petitioner.
 * It holds only the matter, its legal clock and its outcome. Where a petitioner goes, whom he meets and how often he
 * comes are not kept, and no figure here is better for being small.
 */
export const petitions = defineLedger({
  id: 'petitions',
  kind: 'case',
  label: '信访事项办理台账',
  gloss: 'petitions handled',
  office: 'peace',
  source: `mission F1; ${LAW}第18、21—23、31—36条`,
  key: ['number'],
  loop: petitionLoop,
  retentionMonths: 60,
  fields: {
    number: text({ label: '信访编号', gloss: 'number', headings: ['编号', '系统编号'], max: 30, required: true }),
    petitioner: person({ label: '信访人', gloss: 'petitioner', headings: ['信访人姓名'], required: true }),
    channel: choice({
      label: '来源',
      gloss: 'channel',
      headings: ['信访渠道', '渠道'],
      options: { web: '网上', letter: '来信', visit: '来访', call: '来电', upper: '上级转交', hotline: '12345' },
    }),
    kind: choice({
      label: '事项类别',
      gloss: 'kind of matter',
      headings: ['类别'],
      options: { advice: '建议意见', report: '检举控告', claim: '申诉求决' },
    }),
    field: choice({
      label: '问题领域',
      gloss: 'field',
      headings: ['领域'],
      options: {
        land: '土地征收',
        housing: '住房建设',
        welfare: '民政社保',
        farming: '农业农村',
        environment: '生态环境',
        labour: '劳动就业',
        other: '其他',
      },
    }),
    summary: text({ label: '诉求摘要', gloss: 'summary', headings: ['信访诉求', '主要诉求'], max: 300 }),
    backlog: yesNo({ label: '是否积案', gloss: 'long-standing matter', headings: ['积案'] }),
    people: quantity({ label: '人数', gloss: 'people', unit: 'one', headings: ['涉及人数'] }),
    duty: text({ label: '承办单位', gloss: 'office in charge', headings: ['责任单位'] }),
    receivedOn: date({ label: '登记日期', gloss: 'received', headings: ['登记时间', '收到日期'], required: true }),
    acceptedOn: date({
      label: '受理告知日期',
      gloss: 'accepted and told',
      headings: ['受理日期'],
      notBefore: 'receivedOn',
    }),
    transferredOn: date({ label: '转送日期', gloss: 'passed on', notBefore: 'receivedOn' }),
    extendedOn: date({ label: '延期告知日期', gloss: 'extended', headings: ['延期日期'], notBefore: 'acceptedOn' }),
    answeredOn: date({ label: '答复日期', gloss: 'answered', headings: ['答复意见书日期'], notBefore: 'acceptedOn' }),
    outcome: choice({
      label: '处理意见',
      gloss: 'outcome',
      headings: ['答复结论'],
      options: { supported: '支持', explained: '解释说明', unsupported: '不予支持', settled: '调解和解' },
    }),
    reviewAskedOn: date({ label: '请求复查日期', gloss: 'review asked', notBefore: 'answeredOn' }),
    reviewDecidedOn: date({ label: '复查意见日期', gloss: 'review decided', notBefore: 'reviewAskedOn' }),
    satisfied: yesNo({ label: '信访人是否满意', gloss: 'satisfied', headings: ['是否满意'] }),
    closedOn: date({ label: '办结日期', gloss: 'closed', notBefore: 'receivedOn' }),
  },
  measures: {
    answered: count({ label: '书面答复', gloss: 'answered', on: 'answeredOn' }),
    backlogSettled: count({
      label: '化解信访积案',
      gloss: 'long-standing matters closed',
      on: 'closedOn',
      where: { backlog: true },
    }),
    rated: count({
      label: '参与评价',
      gloss: 'rated by the petitioner',
      on: 'closedOn',
      where: { satisfied: { filled: true } },
    }),
    satisfied: count({ label: '评价满意', gloss: 'rated satisfied', on: 'closedOn', where: { satisfied: true } }),
  },
})

export const petitionIndicators = [
  defineIndicator({
    id: 'petitions-backlog-settled',
    label: '化解信访积案件数',
    gloss: 'long-standing matters closed',
    unit: 'one',
    counter: '件',
    value: 'flow(petitions.backlogSettled)',
    better: 'up',
    source: 'mission F1',
  }),
  defineIndicator({
    id: 'petitions-received',
    label: '登记信访事项件数',
    gloss: 'petitions registered; never a goal',
    unit: 'one',
    counter: '件',
    value: 'flow(petitions.opened)',
    better: 'neither',
    source: `mission F1; ${LAW}第41条`,
  }),
  defineIndicator({
    id: 'petitions-telling-overdue',
    label: '逾期未告知件数',
    gloss: 'petitioners not told within 15 days',
    unit: 'one',
    counter: '件',
    value: 'stock(petitions.overdue[registered])',
    better: 'down',
    source: `mission F1; ${LAW}第23条`,
  }),
  defineIndicator({
    id: 'petitions-answer-overdue',
    label: '逾期未答复件数',
    gloss: 'petitions not answered in the legal time',
    unit: 'one',
    counter: '件',
    value: 'stock(petitions.overdue[accepted])',
    better: 'down',
    source: `mission F1; ${LAW}第34条`,
  }),
  defineIndicator({
    id: 'petitioners-satisfied-share',
    label: '信访人满意率',
    gloss: 'share of ratings that are satisfied',
    unit: 'percent',
    decimals: 1,
    value: 'flow(petitions.satisfied) / flow(petitions.rated)',
    better: 'up',
    source: `mission F1; ${LAW}第21条`,
  }),
]
