import { count, date, defineIndicator, defineLedger, defineLoop } from '@shishu/kernel'
import { applicantFields, endSteps, entryStates, entrySteps, outcomeFields } from './assistance-steps.ts'

const LAW = '刚性支出困难家庭认定办法（2025-01-01）'

/** 申请 → 受理 → 初审 → 认定; a finding holds at most twelve months and is then looked at again. */
const hardshipLoop = defineLoop({
  opens: { on: 'appliedOn', state: 'applied' },
  states: {
    ...entryStates,
    // gx
    accepted: {
      label: '调查认定中',
      gloss: 'being decided',
      limit: { count: 30, unit: 'working-day', source: `${LAW}第8条：受理之日起30个工作日` },
    },
    confirmed: {
      label: '已认定（有效期内）',
      gloss: 'found to be in hardship',
      limit: { count: 12, unit: 'month', source: `${LAW}第10条：有效期不超过12个月，到期复核` },
    },
    ended: { label: '到期终止', gloss: 'ended', end: 'done' },
    refusing: { label: '待书面告知不予认定', gloss: 'refused, to be told in writing' },
    refused: { label: '不予认定已告知', gloss: 'refused and told', end: 'done' },
    withdrawn: { label: '申请人撤回', gloss: 'withdrawn', end: 'withdrawn' },
  },
  steps: {
    ...entrySteps,
    review: {
      label: '镇级初审',
      gloss: 'first review by the town',
      from: ['accepted'],
      to: 'accepted',
      day: 'reviewedOn',
      by: 'town',
    },
    extend: {
      label: '延长至45个工作日',
      gloss: 'extend to 45 working days',
      from: ['accepted'],
      to: 'accepted',
      day: 'extendedOn',
      by: 'head',
      extends: { count: 15, unit: 'working-day', source: `${LAW}第8条：特殊情况可延长至45个工作日` },
    },
    ...endSteps({ from: ['accepted'], by: 'county', notBy: ['review'] }, ['applied', 'supplement', 'accepted']),
    renew: {
      label: '复核续认',
      gloss: 'find again for twelve months',
      from: ['confirmed'],
      to: 'confirmed',
      day: 'renewedOn',
      by: 'county',
      extends: { count: 12, unit: 'month', source: `${LAW}第10条：复核仍符合的，重新计有效期` },
    },
    end: { label: '到期终止', gloss: 'end', from: ['confirmed'], to: 'ended', day: 'endedOn' },
  },
})

/** 刚性支出困难家庭台账: one entry per application. */
export const hardshipApplications = defineLedger({
  id: 'hardship-applications',
  kind: 'case',
  label: '刚性支出困难家庭认定台账',
  gloss: 'applications of households with unavoidable expenses',
  office: 'livelihood',
  source: `职责D10; ${LAW}第4、8、10条`,
  key: ['number'],
  loop: hardshipLoop,
  retentionMonths: 60,
  fields: {
    ...applicantFields,
    reviewedOn: date({ label: '镇级初审日期', gloss: 'first review', notBefore: 'acceptedOn' }),
    extendedOn: date({ label: '延长办理日期', gloss: 'extended', notBefore: 'acceptedOn' }),
    ...outcomeFields,
    renewedOn: date({ label: '复核续认日期', gloss: 'found again', notBefore: 'confirmedOn' }),
    endedOn: date({ label: '到期终止日期', gloss: 'ended', notBefore: 'confirmedOn' }),
  },
  measures: {
    confirmed: count({ label: '认定刚性支出困难家庭', gloss: 'found in hardship', on: 'confirmedOn' }),
  },
})

export const hardshipApplicationIndicators = [
  defineIndicator({
    id: 'hardship-standing',
    label: '在册刚性支出困难家庭',
    gloss: 'households found in hardship',
    unit: 'one',
    counter: '户',
    value: 'stock(hardship-applications.at[confirmed])',
    better: 'neither',
    source: '职责D10',
  }),
  defineIndicator({
    id: 'hardship-overdue',
    label: '刚性支出困难家庭逾期未认定件数',
    gloss: 'not decided in the legal time',
    unit: 'one',
    counter: '件',
    value: 'stock(hardship-applications.overdue[accepted])',
    better: 'down',
    source: `职责D10; ${LAW}第8条`,
  }),
  defineIndicator({
    id: 'hardship-expired',
    label: '超过有效期未复核户数',
    gloss: 'findings older than twelve months',
    unit: 'one',
    counter: '户',
    value: 'stock(hardship-applications.overdue[confirmed])',
    better: 'down',
    source: `职责D10; ${LAW}第10条`,
  }),
]
