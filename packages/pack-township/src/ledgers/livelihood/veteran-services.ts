import { choice, count, date, defineIndicator, defineLedger, defineLoop, person, text, yesNo } from '@shishu/kernel'

const LAW = '退役军人保障法第65—66条'

/** 提出 → 受理 → 办理 → 办结 → 评价; what was not put right is taken up again. */
const veteranLoop = defineLoop({
  opens: { on: 'askedOn', state: 'asked' },
  states: {
    asked: {
      label: '待受理',
      gloss: 'asked',
      limit: { count: 3, unit: 'working-day', source: `职责D11；${LAW}；受理时限由镇定`, unconfirmed: true },
    },
    accepted: {
      label: '办理中',
      gloss: 'being handled',
      limit: { count: 15, unit: 'working-day', source: `职责D11；${LAW}；办理时限由镇定`, unconfirmed: true },
    },
    waiting: { label: '等待上级或本人材料', gloss: 'waiting for papers or the county', pauses: 'accepted' },
    served: { label: '已办结', gloss: 'served', end: 'done' },
    passed: { label: '报县局办理', gloss: 'passed to the county', end: 'done' },
    withdrawn: { label: '本人撤回', gloss: 'withdrawn', end: 'withdrawn' },
  },
  steps: {
    accept: { label: '受理', gloss: 'accept', from: ['asked'], to: 'accepted', day: 'acceptedOn' },
    wait: { label: '中止待料', gloss: 'wait', from: ['accepted'], to: 'waiting', day: 'waitedOn' },
    resume: { label: '恢复办理', gloss: 'go on', from: ['waiting'], to: 'accepted', day: 'resumedOn' },
    extend: {
      label: '延期',
      gloss: 'extend',
      from: ['accepted'],
      to: 'accepted',
      day: 'extendedOn',
      by: 'head',
      extends: { count: 15, unit: 'working-day', source: '职责D11；经负责人批准并告知本人，由镇定', unconfirmed: true },
    },
    serve: {
      label: '办结',
      gloss: 'serve',
      from: ['accepted'],
      to: 'served',
      day: 'servedOn',
      needs: ['outcome'],
    },
    pass: { label: '报县局', gloss: 'pass on', from: ['asked', 'accepted'], to: 'passed', day: 'passedOn' },
    reopen: { label: '本人要求再办', gloss: 'reopen', from: ['served'], to: 'accepted', day: 'reopenedOn' },
    withdraw: {
      label: '本人撤回',
      gloss: 'withdraw',
      from: ['asked', 'accepted', 'waiting'],
      to: 'withdrawn',
      day: 'withdrawnOn',
    },
  },
})

/** 优抚对象服务台账: one entry per matter that a veteran or a family asks for. */
export const veteranServices = defineLedger({
  id: 'veteran-services',
  kind: 'case',
  label: '优抚对象服务台账',
  gloss: 'services to veterans and their families',
  office: 'livelihood',
  source: `职责D11; ${LAW}；军人抚恤优待条例（2024）`,
  key: ['number'],
  loop: veteranLoop,
  retentionMonths: 36,
  fields: {
    number: text({ label: '编号', gloss: 'number', headings: ['服务编号'], max: 30, required: true }),
    client: person({ label: '服务对象', gloss: 'whom it serves', headings: ['姓名'], required: true }),
    category: choice({
      label: '优抚类别',
      gloss: 'category',
      headings: ['对象类别'],
      options: {
        disabled: '残疾军人',
        bereaved: '烈士遗属等“三属”',
        old: '在乡复员军人',
        ill: '带病回乡退役军人',
        war: '参战参试退役军人',
        veteran: '其他退役军人',
        family: '现役军人家属',
      },
    }),
    kind: choice({
      label: '服务事项',
      gloss: 'kind of service',
      headings: ['事项'],
      options: {
        transfer: '抚恤关系转入',
        benefit: '待遇申领',
        plaque: '光荣牌、优待证',
        hardship: '困难帮扶',
        work: '就业创业',
        policy: '政策咨询',
        funeral: '丧葬补助',
      },
      required: true,
      help: '残疾军人自退役或移交手续办结之日起60日内申请转入抚恤关系（军人抚恤优待条例第30条）',
    }),
    askedOn: date({ label: '提出日期', gloss: 'asked', headings: ['申请日期'], required: true }),
    acceptedOn: date({ label: '受理日期', gloss: 'accepted', notBefore: 'askedOn' }),
    waitedOn: date({ label: '中止日期', gloss: 'waiting since', notBefore: 'acceptedOn' }),
    resumedOn: date({ label: '恢复办理日期', gloss: 'gone on', notBefore: 'waitedOn' }),
    extendedOn: date({ label: '延期日期', gloss: 'extended', notBefore: 'acceptedOn' }),
    servedOn: date({ label: '办结日期', gloss: 'served', notBefore: 'acceptedOn' }),
    outcome: choice({
      label: '办理结果',
      gloss: 'outcome',
      options: { settled: '已解决', explained: '政策解释', declined: '不符合条件，书面说明' },
    }),
    satisfied: yesNo({ label: '本人是否满意', gloss: 'satisfied' }),
    passedOn: date({ label: '报县局日期', gloss: 'passed on', notBefore: 'askedOn' }),
    reopenedOn: date({ label: '再办日期', gloss: 'reopened', notBefore: 'servedOn' }),
    withdrawnOn: date({ label: '撤回日期', gloss: 'withdrawn', notBefore: 'askedOn' }),
  },
  measures: {
    served: count({ label: '服务优抚对象', gloss: 'matters served', on: 'servedOn', by: 'kind' }),
    rated: count({ label: '优抚服务评价', gloss: 'rated', on: 'servedOn', where: { satisfied: { filled: true } } }),
    satisfied: count({ label: '优抚服务满意', gloss: 'satisfied', on: 'servedOn', where: { satisfied: true } }),
  },
})

export const veteranServiceIndicators = [
  defineIndicator({
    id: 'veterans-served',
    label: '服务优抚对象件次',
    gloss: 'matters served',
    unit: 'one',
    counter: '件次',
    value: 'flow(veteran-services.served)',
    better: 'neither',
    source: '职责D11',
  }),
  defineIndicator({
    id: 'veteran-services-overdue',
    label: '优抚服务逾期件数',
    gloss: 'matters past their day',
    unit: 'one',
    counter: '件',
    value: 'stock(veteran-services.overdue[asked]) + stock(veteran-services.overdue[accepted])',
    better: 'down',
    source: '职责D11',
  }),
  defineIndicator({
    id: 'veterans-satisfied-share',
    label: '优抚对象满意率',
    gloss: 'share of ratings that are satisfied',
    unit: 'percent',
    decimals: 1,
    value: 'flow(veteran-services.satisfied) / flow(veteran-services.rated)',
    better: 'up',
    source: '职责D11',
  }),
]
