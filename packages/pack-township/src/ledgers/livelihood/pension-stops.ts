import { choice, count, date, defineIndicator, defineLedger, defineLoop, person, quantity, text } from '@shishu/kernel'

const LAW = '社会保险经办条例'

/** 情形发生 → 家属告知 → 核实 → 停发; what was stopped by mistake is paid again in full. */
const pensionStopLoop = defineLoop({
  opens: { on: 'happenedOn', state: 'happened' },
  states: {
    // sb-stop
    happened: {
      label: '待告知',
      gloss: 'to be told',
      limit: { count: 20, unit: 'working-day', source: `${LAW}第25条：情形发生之日起20个工作日内告知` },
    },
    told: { label: '待核实', gloss: 'to be verified' },
    stopped: { label: '已停发', gloss: 'stopped', end: 'done' },
    disputed: { label: '异议核查', gloss: 'objection being looked into' },
    resumed: { label: '恢复发放', gloss: 'resumed', end: 'done' },
    mistaken: { label: '情形不属实', gloss: 'it had not happened', end: 'withdrawn' },
  },
  steps: {
    tell: { label: '家属告知', gloss: 'tell', from: ['happened'], to: 'told', day: 'toldOn' },
    match: {
      label: '数据比对发现',
      gloss: 'found by sharing data',
      from: ['happened'],
      to: 'told',
      day: 'matchedOn',
      by: 'town',
    },
    stop: {
      label: '核实停发',
      gloss: 'stop',
      from: ['told'],
      to: 'stopped',
      day: 'stoppedOn',
      by: 'county',
      notBy: ['match'],
      needs: ['reason'],
    },
    object: { label: '提出异议', gloss: 'object', from: ['stopped'], to: 'disputed', day: 'objectedOn' },
    resume: {
      label: '恢复并补发',
      gloss: 'resume and pay what was held back',
      from: ['disputed'],
      to: 'resumed',
      day: 'resumedOn',
      by: 'county',
      notBy: ['stop'],
    },
    uphold: {
      label: '维持停发',
      gloss: 'uphold, with reasons',
      from: ['disputed'],
      to: 'stopped',
      day: 'upheldOn',
      by: 'county',
      notBy: ['stop'],
    },
    mistake: { label: '情形不属实', gloss: 'strike out', from: ['told'], to: 'mistaken', day: 'struckOn' },
  },
})

/** 社保待遇停发台账: one entry per person whose pension ends; nothing is stopped on a match of data alone. */
export const pensionStops = defineLedger({
  id: 'pension-stops',
  kind: 'case',
  label: '社保待遇停发核实台账',
  gloss: 'ends of pensions verified',
  office: 'livelihood',
  source: `职责D4; ${LAW}第25—26条；个人信息保护法第24条（自动比对不得单独作出决定）`,
  key: ['number'],
  loop: pensionStopLoop,
  retentionMonths: 36,
  fields: {
    number: text({ label: '编号', gloss: 'number', max: 30, required: true }),
    beneficiary: person({ label: '待遇领取人', gloss: 'beneficiary', headings: ['姓名'], required: true }),
    reason: choice({
      label: '停发情形',
      gloss: 'what happened',
      options: { death: '死亡', ineligible: '不再符合领取条件', other: '法定其他情形' },
    }),
    happenedOn: date({ label: '情形发生日期', gloss: 'happened on', headings: ['发生日期'], required: true }),
    toldOn: date({ label: '家属告知日期', gloss: 'told by the family', notBefore: 'happenedOn' }),
    matchedOn: date({ label: '比对发现日期', gloss: 'found by sharing data', notBefore: 'happenedOn' }),
    stoppedOn: date({ label: '停发日期', gloss: 'stopped', notBefore: 'happenedOn' }),
    overpaid: quantity({ label: '多领金额', gloss: 'overpaid', unit: 'yuan' }),
    returned: quantity({ label: '已退回金额', gloss: 'given back', unit: 'yuan' }),
    objectedOn: date({ label: '提出异议日期', gloss: 'objected', notBefore: 'stoppedOn' }),
    resumedOn: date({ label: '恢复发放日期', gloss: 'resumed', notBefore: 'objectedOn' }),
    upheldOn: date({ label: '维持停发日期', gloss: 'upheld', notBefore: 'objectedOn' }),
    struckOn: date({ label: '查明不属实日期', gloss: 'found untrue', notBefore: 'happenedOn' }),
  },
  measures: {
    stopped: count({ label: '停发核实', gloss: 'pensions ended', on: 'stoppedOn' }),
    resumed: count({ label: '恢复发放', gloss: 'pensions resumed', on: 'resumedOn' }),
  },
})

export const pensionStopIndicators = [
  defineIndicator({
    id: 'pension-stops-untold',
    label: '停发情形逾期未告知件数',
    gloss: 'not told within 20 working days',
    unit: 'one',
    counter: '件',
    value: 'stock(pension-stops.overdue[happened])',
    better: 'down',
    source: `职责D4; ${LAW}第25条`,
  }),
  defineIndicator({
    id: 'pensions-resumed',
    label: '异议后恢复发放件数',
    gloss: 'pensions resumed after an objection',
    unit: 'one',
    counter: '件',
    value: 'flow(pension-stops.resumed)',
    better: 'neither',
    source: '职责D4',
  }),
]
