import { choice, count, date, defineIndicator, defineLedger, defineLoop } from '@shishu/kernel'
import { applicantFields, endStates, endSteps, entryStates, entrySteps, outcomeFields } from './assistance-steps.ts'

const LAW = '特困人员认定办法'

/** 申请 → 受理 → 调查初审 → 公示 → 县级确认. */
const destituteLoop = defineLoop({
  opens: { on: 'appliedOn', state: 'applied' },
  states: {
    ...entryStates,
    // tk-town
    accepted: {
      label: '调查初审',
      gloss: 'being surveyed',
      limit: { count: 15, unit: 'working-day', source: `${LAW}第13条：受理之日起15个工作日内提出初审意见` },
    },
    noticed: {
      label: '初审公示',
      gloss: 'notice of the first review',
      atLeast: { count: 7, unit: 'calendar-day', source: `${LAW}第15条：公示期为7天` },
    },
    disputed: { label: '异议复查评议', gloss: 'objection being looked into' },
    // tk-county
    county: {
      label: '县级确认',
      gloss: 'before the county',
      limit: { count: 15, unit: 'working-day', source: `${LAW}第16条：收到材料之日起15个工作日，抽查不低于30%` },
    },
    // db-refuse
    ...endStates({ count: 3, unit: 'working-day', source: `${LAW}第18条：作出决定3个工作日内书面告知` }),
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
      label: '上报县民政',
      gloss: 'submit to the county',
      from: ['noticed'],
      to: 'county',
      day: 'submittedOn',
      by: 'town',
    },
    ...endSteps({ from: ['county'], by: 'county', notBy: ['notice', 'submit'] }, [
      'applied',
      'supplement',
      'accepted',
      'noticed',
      'disputed',
      'county',
    ]),
  },
})

/** 特困申请台账: one entry per application (the seed’s 五保). */
export const destituteApplications = defineLedger({
  id: 'destitute-applications',
  kind: 'case',
  label: '特困人员认定台账',
  gloss: 'applications for support of the destitute',
  office: 'livelihood',
  source: `职责D10; ${LAW}（民发〔2021〕43号）；社会救助法（2026-07-01）`,
  key: ['number'],
  loop: destituteLoop,
  retentionMonths: 60,
  fields: {
    ...applicantFields,
    noticedOn: date({ label: '初审公示日期', gloss: 'notice', notBefore: 'acceptedOn' }),
    objectedOn: date({ label: '公示异议日期', gloss: 'objection', notBefore: 'noticedOn' }),
    renoticedOn: date({ label: '重新公示日期', gloss: 'notice again', notBefore: 'objectedOn' }),
    submittedOn: date({ label: '上报县级日期', gloss: 'submitted', notBefore: 'noticedOn' }),
    way: choice({
      label: '供养方式',
      gloss: 'where supported, as the person chooses',
      options: { home: '分散供养', institution: '集中供养' },
    }),
    ...outcomeFields,
  },
  measures: {
    confirmed: count({ label: '认定特困人员', gloss: 'granted', on: 'confirmedOn', by: 'way' }),
    refused: count({ label: '不予认定特困', gloss: 'refused', on: 'refusedOn' }),
  },
})

export const destituteApplicationIndicators = [
  defineIndicator({
    id: 'destitute-confirmed',
    label: '特困认定人数',
    gloss: 'support granted',
    unit: 'one',
    counter: '人',
    value: 'flow(destitute-applications.confirmed)',
    better: 'neither',
    source: '职责D10',
  }),
  defineIndicator({
    id: 'destitute-overdue',
    label: '特困认定逾期件数',
    gloss: 'past the day of the town, the county or the telling',
    unit: 'one',
    counter: '件',
    value:
      'stock(destitute-applications.overdue[accepted]) + stock(destitute-applications.overdue[county]) ' +
      '+ stock(destitute-applications.overdue[refusing])',
    better: 'down',
    source: `职责D10; ${LAW}第13、16、18条`,
  }),
]
