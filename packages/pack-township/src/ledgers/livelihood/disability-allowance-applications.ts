import { choice, count, date, defineIndicator, defineLedger, defineLoop } from '@shishu/kernel'
import { applicantFields, endStates, endSteps, entryStates, entrySteps, outcomeFields } from './assistance-steps.ts'

const RULE = '国发〔2015〕52号；时限见县公开的办事指南'

/** 申请 → 受理 → 镇初审 → 村公示 → 县残联审核 → 县民政审定. */
const allowanceLoop = defineLoop({
  opens: { on: 'appliedOn', state: 'applied' },
  states: {
    ...entryStates,
    accepted: {
      label: '镇级初审',
      gloss: 'before the town',
      limit: { count: 10, unit: 'working-day', source: `${RULE}：镇初审10个工作日`, unconfirmed: true },
    },
    noticed: {
      label: '村级公示',
      gloss: 'village notice',
      atLeast: { count: 7, unit: 'calendar-day', source: `${RULE}：村公示不少于7日`, unconfirmed: true },
    },
    disputed: { label: '异议复查', gloss: 'objection being looked into' },
    federation: {
      label: '县残联审核',
      gloss: 'before the county’s disabled persons’ federation',
      limit: { count: 10, unit: 'working-day', source: `${RULE}：残联审核10个工作日`, unconfirmed: true },
    },
    county: { label: '县民政审定', gloss: 'before the county' },
    ...endStates({ count: 3, unit: 'working-day', source: '社会救助法第45条；告知时限由县定', unconfirmed: true }),
  },
  steps: {
    ...entrySteps,
    notice: {
      label: '初审并公示',
      gloss: 'review and give notice',
      from: ['accepted'],
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
      label: '重新公示',
      gloss: 'give notice again',
      from: ['disputed'],
      to: 'noticed',
      day: 'renoticedOn',
      by: 'town',
    },
    submit: {
      label: '报县残联',
      gloss: 'submit to the federation',
      from: ['noticed'],
      to: 'federation',
      day: 'submittedOn',
      by: 'town',
    },
    pass: {
      label: '残联审核通过',
      gloss: 'pass on to the county',
      from: ['federation'],
      to: 'county',
      day: 'passedOn',
      by: 'disabled-federation',
      notBy: ['submit'],
    },
    ...endSteps({ from: ['county'], by: 'county', notBy: ['notice', 'submit', 'pass'] }, [
      'applied',
      'supplement',
      'accepted',
      'noticed',
      'disputed',
      'federation',
      'county',
    ]),
  },
})

/** 残疾人两项补贴申请台账: one entry per application. The certificate is looked up by sharing, not kept here. */
export const disabilityAllowanceApplications = defineLedger({
  id: 'disability-allowance-applications',
  kind: 'case',
  label: '残疾人两项补贴审定台账',
  gloss: 'applications for disability allowances',
  office: 'livelihood',
  source: `职责D10; ${RULE}；社会救助法第62条`,
  key: ['number'],
  loop: allowanceLoop,
  retentionMonths: 60,
  fields: {
    ...applicantFields,
    allowance: choice({
      label: '补贴种类',
      gloss: 'allowance',
      options: { living: '困难残疾人生活补贴', care: '重度残疾人护理补贴' },
      required: true,
    }),
    noticedOn: date({ label: '公示日期', gloss: 'notice', notBefore: 'acceptedOn' }),
    objectedOn: date({ label: '公示异议日期', gloss: 'objection', notBefore: 'noticedOn' }),
    renoticedOn: date({ label: '重新公示日期', gloss: 'notice again', notBefore: 'objectedOn' }),
    submittedOn: date({ label: '报县残联日期', gloss: 'submitted', notBefore: 'noticedOn' }),
    passedOn: date({ label: '残联审核日期', gloss: 'passed by the federation', notBefore: 'submittedOn' }),
    ...outcomeFields,
  },
  measures: {
    confirmed: count({ label: '审定残疾人补贴', gloss: 'granted', on: 'confirmedOn', by: 'allowance' }),
    refused: count({ label: '不予补贴', gloss: 'refused', on: 'refusedOn' }),
  },
})

export const disabilityAllowanceIndicators = [
  defineIndicator({
    id: 'disability-allowances-confirmed',
    label: '残疾人补贴审定人次',
    gloss: 'allowances granted',
    unit: 'one',
    counter: '人次',
    value: 'flow(disability-allowance-applications.confirmed)',
    better: 'neither',
    source: '职责D10',
  }),
  defineIndicator({
    id: 'disability-allowances-overdue',
    label: '残疾人补贴逾期件数',
    gloss: 'past the day of the town or the federation',
    unit: 'one',
    counter: '件',
    value:
      'stock(disability-allowance-applications.overdue[accepted]) ' +
      '+ stock(disability-allowance-applications.overdue[federation])',
    better: 'down',
    source: '职责D10',
  }),
]
