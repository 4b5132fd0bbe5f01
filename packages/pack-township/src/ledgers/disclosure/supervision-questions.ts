import { choice, count, date, defineIndicator, defineLedger, defineLoop, person, text, yesNo } from '@shishu/kernel'

const LOCAL = (what: string) => ({ source: `职责H2；${what}时限由镇定，平台规定未见`, unconfirmed: true }) as const

/** 提问 → 转办 → 答复 → 评价 → 办结; who is not satisfied is answered again; what looks like misconduct goes to the inspectors. */
const questionLoop = defineLoop({
  opens: { on: 'askedOn', state: 'asked' },
  states: {
    asked: { label: '待转办', gloss: 'asked', limit: { count: 2, unit: 'working-day', ...LOCAL('转办') } },
    handling: { label: '办理中', gloss: 'being handled', limit: { count: 10, unit: 'working-day', ...LOCAL('办理') } },
    answered: {
      label: '已答复待评价',
      gloss: 'answered',
      limit: { count: 15, unit: 'calendar-day', ...LOCAL('评价后办结') },
    },
    redoing: {
      label: '不满意重办中',
      gloss: 'being handled again',
      limit: { count: 10, unit: 'working-day', ...LOCAL('重办') },
    },
    closed: { label: '已办结', gloss: 'closed', end: 'done' },
    referred: { label: '移送纪委', gloss: 'passed to the inspectors; sealed', end: 'done' },
    withdrawn: { label: '提问人撤回', gloss: 'withdrawn', end: 'withdrawn' },
  },
  steps: {
    assign: { label: '转办', gloss: 'assign', from: ['asked'], to: 'handling', day: 'assignedOn' },
    extend: {
      label: '延期告知',
      gloss: 'extend and tell',
      from: ['handling'],
      to: 'handling',
      day: 'extendedOn',
      by: 'head',
      extends: { count: 5, unit: 'working-day', source: '职责H2；延期至多5个工作日，由镇定', unconfirmed: true },
    },
    answer: { label: '答复', gloss: 'answer', from: ['handling'], to: 'answered', day: 'answeredOn', needs: ['reply'] },
    redo: { label: '不满意重办', gloss: 'not satisfied', from: ['answered'], to: 'redoing', day: 'redoneOn' },
    answerAgain: {
      label: '再次答复',
      gloss: 'answer again',
      from: ['redoing'],
      to: 'answered',
      day: 'answeredAgainOn',
      notBy: ['answer'],
    },
    close: {
      label: '办结',
      gloss: 'close',
      from: ['answered'],
      to: 'closed',
      day: 'closedOn',
      notBy: ['answer', 'answerAgain'],
    },
    refer: {
      label: '移送纪委',
      gloss: 'pass to the inspectors',
      from: ['asked', 'handling'],
      to: 'referred',
      day: 'referredOn',
    },
    reopen: { label: '追问重开', gloss: 'asked again', from: ['closed'], to: 'redoing', day: 'reopenedOn' },
    withdraw: {
      label: '提问人撤回',
      gloss: 'withdraw',
      from: ['asked', 'handling', 'answered', 'redoing'],
      to: 'withdrawn',
      day: 'withdrawnOn',
    },
  },
})

/**
 * 小微权力监督一点通台账: one entry per question that a resident put on the platform. Who asked is never shown to the unit asked
 * about, and a clue of misconduct is kept by the inspectors, not here.
 */
export const supervisionQuestions = defineLedger({
  id: 'supervision-questions',
  kind: 'case',
  label: '小微权力监督一点通台账',
  gloss: 'questions of residents on small powers',
  office: 'disclosure',
  source: '职责H2; 村民委员会组织法（2025）第36条；信访工作条例第30条（不得透露给被检举人）',
  key: ['number'],
  loop: questionLoop,
  retentionMonths: 36,
  local: true,
  fields: {
    number: text({ label: '平台编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    asker: person({ label: '提问人', gloss: 'who asked', headings: ['反映人'] }),
    kind: choice({
      label: '问题类别',
      gloss: 'kind',
      headings: ['类别'],
      options: {
        benefit: '民生资金',
        assets: '村级资产资源资金',
        decision: '村级决策',
        works: '工程项目',
        homestead: '宅基地和建房',
        relief: '社会救助',
        seal: '印章使用',
        party: '党务',
        service: '办事服务',
        other: '其他',
      },
      required: true,
    }),
    purpose: choice({
      label: '诉求性质',
      gloss: 'what is wanted',
      options: { consult: '咨询', query: '查询', complaint: '投诉', advice: '建议' },
    }),
    about: text({ label: '涉及单位', gloss: 'unit asked about', headings: ['对象单位'] }),
    content: text({ label: '问题内容', gloss: 'content', headings: ['内容'], max: 300 }),
    askedOn: date({ label: '提问日期', gloss: 'asked', headings: ['受理日期'], required: true }),
    assignedOn: date({ label: '转办日期', gloss: 'assigned', headings: ['转办日'], notBefore: 'askedOn' }),
    extendedOn: date({ label: '延期告知日期', gloss: 'extended', notBefore: 'assignedOn' }),
    answeredOn: date({ label: '答复日期', gloss: 'answered', notBefore: 'assignedOn' }),
    reply: text({ label: '答复内容', gloss: 'reply', headings: ['答复'], max: 300 }),
    redoneOn: date({ label: '重办日期', gloss: 'handled again', notBefore: 'answeredOn' }),
    answeredAgainOn: date({ label: '再次答复日期', gloss: 'answered again', notBefore: 'redoneOn' }),
    satisfied: yesNo({ label: '提问人是否满意', gloss: 'satisfied', headings: ['是否满意', '满意度'] }),
    closedOn: date({ label: '办结日期', gloss: 'closed', notBefore: 'askedOn' }),
    referredOn: date({ label: '移送日期', gloss: 'passed to the inspectors', notBefore: 'askedOn' }),
    reopenedOn: date({ label: '重开日期', gloss: 'asked again' }),
    withdrawnOn: date({ label: '撤回日期', gloss: 'withdrawn', notBefore: 'askedOn' }),
  },
  measures: {
    asked: count({ label: '提问', gloss: 'questions asked', on: 'askedOn', by: 'kind' }),
    answered: count({ label: '答复', gloss: 'questions answered', on: 'answeredOn' }),
    redone: count({ label: '不满意重办', gloss: 'handled again', on: 'redoneOn' }),
    rated: count({ label: '参评', gloss: 'rated', on: 'closedOn', where: { satisfied: { filled: true } } }),
    satisfied: count({ label: '评价满意', gloss: 'satisfied', on: 'closedOn', where: { satisfied: true } }),
  },
})

export const supervisionQuestionIndicators = [
  defineIndicator({
    id: 'supervision-questions-asked',
    label: '监督一点通提问件数',
    gloss: 'questions asked; never a goal',
    unit: 'one',
    counter: '件',
    value: 'flow(supervision-questions.asked)',
    better: 'neither',
    source: '职责H2',
  }),
  defineIndicator({
    id: 'supervision-answered-in-time-share',
    label: '监督一点通按时答复率',
    gloss: 'share answered in time',
    unit: 'percent',
    decimals: 1,
    value:
      'flow(supervision-questions.withinLimit[handling]) / (flow(supervision-questions.withinLimit[handling]) + flow(supervision-questions.pastLimit[handling]))',
    better: 'up',
    source: '职责H2',
    countingRule: '自转办起在镇定时限内答复的，经批准延期的按延期后的时限',
  }),
  defineIndicator({
    id: 'supervision-overdue',
    label: '监督一点通逾期件数',
    gloss: 'questions past their time',
    unit: 'one',
    counter: '件',
    value:
      'stock(supervision-questions.overdue[asked]) + stock(supervision-questions.overdue[handling]) + stock(supervision-questions.overdue[redoing])',
    better: 'down',
    source: '职责H2',
  }),
  defineIndicator({
    id: 'supervision-satisfied-share',
    label: '监督一点通满意率',
    gloss: 'share satisfied of those who rated',
    unit: 'percent',
    decimals: 1,
    value: 'flow(supervision-questions.satisfied) / flow(supervision-questions.rated)',
    better: 'up',
    source: '职责H2',
  }),
  defineIndicator({
    id: 'supervision-redone',
    label: '监督一点通不满意重办件数',
    gloss: 'handled again because the resident was not satisfied',
    unit: 'one',
    counter: '件',
    value: 'flow(supervision-questions.redone)',
    better: 'neither',
    source: '职责H2',
  }),
]
