import { count, date, defineIndicator, defineLedger, defineLoop, quantity, sum, text } from '@shishu/kernel'
import { applicantFields, endStates, endSteps, entryStates, entrySteps, outcomeFields } from './assistance-steps.ts'

const LAW = '最低生活保障审核确认办法'

/** db-all: 30 working days from acceptance; the county’s own ten are the limit of its state. */
const fromAcceptance = {
  count: 30,
  unit: 'working-day',
  from: 'acceptedOn',
  source: `${LAW}第22条：受理之日起30个工作日`,
} as const

/** 申请 → 受理 → 启动调查 → 初审公示 → 县级确认. */
const subsistenceLoop = defineLoop({
  opens: { on: 'appliedOn', state: 'applied' },
  states: {
    ...entryStates,
    // db-start
    accepted: {
      label: '待启动调查',
      gloss: 'survey to be started',
      limit: { count: 3, unit: 'working-day', source: `${LAW}第15条：受理之日起3个工作日内启动调查` },
    },
    surveying: { label: '调查初审', gloss: 'being surveyed', limit: fromAcceptance },
    // db-public
    noticed: {
      label: '初审公示',
      gloss: 'notice of the first review',
      limit: fromAcceptance,
      atLeast: { count: 7, unit: 'calendar-day', source: `${LAW}第19条：公示期为7天` },
    },
    disputed: { label: '异议复查评议', gloss: 'objection being looked into', limit: fromAcceptance },
    // db-county
    county: {
      label: '县级确认',
      gloss: 'before the county',
      limit: { count: 10, unit: 'working-day', source: `${LAW}第20条：收到材料之日起10个工作日` },
    },
    // db-refuse
    ...endStates({ count: 3, unit: 'working-day', source: `${LAW}第21条：作出决定3个工作日内书面告知` }),
  },
  steps: {
    ...entrySteps,
    survey: {
      label: '启动调查',
      gloss: 'start the survey',
      from: ['accepted'],
      to: 'surveying',
      day: 'surveyedOn',
      by: 'town',
      needs: ['surveyor', 'secondSurveyor'],
    },
    extend: {
      label: '延长至45个工作日',
      gloss: 'extend to 45 working days',
      from: ['surveying'],
      to: 'surveying',
      day: 'extendedOn',
      by: 'head',
      extends: { count: 15, unit: 'working-day', source: `${LAW}第22条：特殊情况可延长至45个工作日` },
    },
    notice: {
      label: '初审公示',
      gloss: 'give notice',
      from: ['surveying'],
      to: 'noticed',
      day: 'noticedOn',
      by: 'town',
    },
    object: {
      label: '公示期异议',
      gloss: 'object',
      from: ['noticed'],
      to: 'disputed',
      day: 'objectedOn',
      interrupts: true,
    },
    renotice: {
      label: '重新初审公示',
      gloss: 'give notice again',
      from: ['disputed'],
      to: 'noticed',
      day: 'renoticedOn',
      by: 'town',
    },
    submit: {
      label: '上报县民政',
      gloss: 'submit to the county',
      from: ['noticed'],
      to: 'county',
      day: 'submittedOn',
      by: 'town',
    },
    ...endSteps({ from: ['county'], by: 'county', notBy: ['survey', 'submit'] }, [
      'applied',
      'supplement',
      'accepted',
      'surveying',
      'noticed',
      'disputed',
      'county',
    ]),
  },
})

/** 低保申请台账: one entry per application. */
export const subsistenceApplications = defineLedger({
  id: 'subsistence-applications',
  kind: 'case',
  label: '低保审核确认台账',
  gloss: 'applications for subsistence allowance',
  office: 'livelihood',
  source: `职责D10; ${LAW}（民发〔2021〕57号）；社会救助法（2026-07-01）`,
  key: ['number'],
  loop: subsistenceLoop,
  retentionMonths: 60,
  fields: {
    ...applicantFields,
    surveyedOn: date({ label: '启动调查日期', gloss: 'survey started', notBefore: 'acceptedOn' }),
    surveyor: text({ label: '调查岗位一', gloss: 'first surveyor’s post', headings: ['调查人一岗位'] }),
    secondSurveyor: text({ label: '调查岗位二', gloss: 'second surveyor’s post', headings: ['调查人二岗位'] }),
    extendedOn: date({ label: '延长办理日期', gloss: 'extended', notBefore: 'acceptedOn' }),
    noticedOn: date({ label: '初审公示日期', gloss: 'notice', notBefore: 'surveyedOn' }),
    objectedOn: date({ label: '公示异议日期', gloss: 'objection', notBefore: 'noticedOn' }),
    renoticedOn: date({ label: '重新公示日期', gloss: 'notice again', notBefore: 'objectedOn' }),
    submittedOn: date({ label: '上报县级日期', gloss: 'submitted', notBefore: 'noticedOn' }),
    insured: quantity({ label: '保障人数', gloss: 'people covered', unit: 'one' }),
    ...outcomeFields,
  },
  measures: {
    confirmed: count({ label: '确认低保', gloss: 'granted', on: 'confirmedOn' }),
    amount: sum({ label: '新增月保障金', gloss: 'amount granted', on: 'confirmedOn', of: 'amount' }),
    refused: count({ label: '不予确认低保', gloss: 'refused', on: 'refusedOn' }),
  },
})

export const subsistenceApplicationIndicators = [
  defineIndicator({
    id: 'subsistence-confirmed',
    label: '低保确认户数',
    gloss: 'subsistence allowances granted',
    unit: 'one',
    counter: '户',
    value: 'flow(subsistence-applications.confirmed)',
    better: 'neither',
    source: '职责D10',
  }),
  defineIndicator({
    id: 'subsistence-survey-overdue',
    label: '低保逾期未启动调查件数',
    gloss: 'surveys not started within three working days',
    unit: 'one',
    counter: '件',
    value: 'stock(subsistence-applications.overdue[accepted])',
    better: 'down',
    source: `职责D10; ${LAW}第15条`,
  }),
  defineIndicator({
    id: 'subsistence-county-overdue',
    label: '低保县级逾期未确认件数',
    gloss: 'not decided by the county within ten working days',
    unit: 'one',
    counter: '件',
    value: 'stock(subsistence-applications.overdue[county])',
    better: 'down',
    source: `职责D10; ${LAW}第20条`,
  }),
  defineIndicator({
    id: 'subsistence-overdue',
    label: '低保全程逾期件数',
    gloss: 'not submitted within 30 working days of acceptance',
    unit: 'one',
    counter: '件',
    value:
      'stock(subsistence-applications.overdue[surveying]) + stock(subsistence-applications.overdue[noticed]) ' +
      '+ stock(subsistence-applications.overdue[disputed])',
    better: 'down',
    source: `职责D10; ${LAW}第22条`,
    countingRule: '镇级环节；县级环节另按10个工作日计',
  }),
  defineIndicator({
    id: 'subsistence-telling-overdue',
    label: '低保不予确认逾期未告知件数',
    gloss: 'refusals not told within three working days',
    unit: 'one',
    counter: '件',
    value: 'stock(subsistence-applications.overdue[refusing])',
    better: 'down',
    source: `职责D10; ${LAW}第21条`,
  }),
]
