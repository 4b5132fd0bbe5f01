import { choice, count, date, defineIndicator, defineLedger, defineLoop, sum } from '@shishu/kernel'
import { applicantFields, endStates, endSteps, entryStates, entrySteps, outcomeFields } from './assistance-steps.ts'

const LAW = '社会救助法第37、50条'

/** 急难型：先行救助，后补登记；支出型：申请 → 受理 → 审核 → 审批（小额由镇审批）. */
const reliefLoop = defineLoop({
  opens: { on: 'appliedOn', state: 'applied' },
  states: {
    ...entryStates,
    relieved: {
      label: '已先行救助，待补登记',
      gloss: 'relieved at once, papers to follow',
      limit: {
        count: 20,
        unit: 'working-day',
        source: `${LAW}；补办手续20个工作日为地方规定，由县定`,
        unconfirmed: true,
      },
    },
    accepted: {
      label: '审核中',
      gloss: 'being reviewed',
      limit: { count: 15, unit: 'working-day', source: `${LAW}；镇级审核时限由县定`, unconfirmed: true },
    },
    county: {
      label: '县级审批',
      gloss: 'before the county',
      limit: { count: 15, unit: 'working-day', source: `${LAW}；县级审批15个工作日为地方规定`, unconfirmed: true },
    },
    ...endStates({ count: 3, unit: 'working-day', source: '社会救助法第45条；告知时限由县定', unconfirmed: true }),
  },
  steps: {
    ...entrySteps,
    relieve: {
      label: '先行救助',
      gloss: 'relieve at once',
      from: ['applied'],
      to: 'relieved',
      day: 'relievedOn',
      by: 'town',
      needs: ['amount'],
    },
    record: {
      label: '补登记',
      gloss: 'complete the papers',
      from: ['relieved'],
      to: 'confirmed',
      day: 'recordedOn',
      by: 'town',
      notBy: ['relieve'],
    },
    submit: {
      label: '上报县民政',
      gloss: 'submit to the county',
      from: ['accepted'],
      to: 'county',
      day: 'submittedOn',
      by: 'town',
    },
    ...endSteps({ from: ['accepted', 'county'], by: 'county', notBy: ['submit'] }, [
      'applied',
      'supplement',
      'accepted',
      'county',
    ]),
  },
})

/** 临时救助台账: one entry per application. */
export const temporaryReliefApplications = defineLedger({
  id: 'temporary-relief-applications',
  kind: 'case',
  label: '临时救助审批台账',
  gloss: 'applications for temporary relief',
  office: 'livelihood',
  source: `职责D10; ${LAW}；民政部、财政部关于进一步加强和改进临时救助工作的意见`,
  key: ['number'],
  loop: reliefLoop,
  retentionMonths: 60,
  fields: {
    ...applicantFields,
    kind: choice({
      label: '救助类型',
      gloss: 'kind',
      options: { urgent: '急难型', expense: '支出型', small: '小额（镇审批）' },
      required: true,
    }),
    relievedOn: date({ label: '先行救助日期', gloss: 'relieved at once', notBefore: 'appliedOn' }),
    recordedOn: date({ label: '补登记日期', gloss: 'papers completed', notBefore: 'relievedOn' }),
    submittedOn: date({ label: '上报县级日期', gloss: 'submitted', notBefore: 'acceptedOn' }),
    ...outcomeFields,
  },
  measures: {
    granted: count({ label: '审批临时救助', gloss: 'granted', on: 'confirmedOn', by: 'kind' }),
    relieved: count({ label: '先行救助', gloss: 'relieved at once', on: 'relievedOn' }),
    amount: sum({ label: '审批临时救助金', gloss: 'amount granted', on: 'confirmedOn', of: 'amount' }),
    urgentAmount: sum({ label: '先行救助金', gloss: 'amount given at once', on: 'relievedOn', of: 'amount' }),
  },
})

export const temporaryReliefIndicators = [
  defineIndicator({
    id: 'temporary-relief-granted',
    label: '临时救助人次',
    gloss: 'times relief was given',
    unit: 'one',
    counter: '人次',
    value: 'flow(temporary-relief-applications.granted) + flow(temporary-relief-applications.relieved)',
    better: 'neither',
    source: '职责D10',
  }),
  defineIndicator({
    id: 'temporary-relief-amount',
    label: '临时救助金额',
    gloss: 'relief given',
    unit: 'fen',
    value: 'flow(temporary-relief-applications.amount) + flow(temporary-relief-applications.urgentAmount)',
    better: 'neither',
    source: '职责D10',
  }),
  defineIndicator({
    id: 'temporary-relief-overdue',
    label: '临时救助逾期件数',
    gloss: 'past their day',
    unit: 'one',
    counter: '件',
    value:
      'stock(temporary-relief-applications.overdue[accepted]) + stock(temporary-relief-applications.overdue[county]) ' +
      '+ stock(temporary-relief-applications.overdue[relieved])',
    better: 'down',
    source: `职责D10; ${LAW}`,
  }),
]
