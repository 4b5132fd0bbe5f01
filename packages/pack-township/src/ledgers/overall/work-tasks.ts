import { choice, count, date, defineIndicator, defineLedger, defineLoop, text } from '@shishu/kernel'

const workTaskLoop = defineLoop({
  opens: { on: 'assignedOn', state: 'assigned' },
  states: {
    assigned: {
      label: '推进中',
      gloss: 'under way',
      limit: { count: 0, unit: 'calendar-day', from: 'dueOn', source: 'mission I3：任务分解的完成时限' },
    },
    reported: { label: '待确认', gloss: 'reported done' },
    closed: { label: '已办结', gloss: 'closed', end: 'done' },
    cancelled: { label: '已取消', gloss: 'cancelled', end: 'withdrawn' },
  },
  steps: {
    report: { label: '报完成', gloss: 'report done', from: ['assigned'], to: 'reported', day: 'reportedOn' },
    return: { label: '退回', gloss: 'send back', from: ['reported'], to: 'assigned', day: 'returnedOn' },
    close: { label: '确认办结', gloss: 'close', from: ['reported'], to: 'closed', day: 'closedOn', notBy: ['report'] },
    cancel: { label: '取消', gloss: 'cancel', from: ['assigned'], to: 'cancelled', day: 'cancelledOn' },
  },
})

/** 工作任务分解台账: one entry per task that a sentence of the plan was broken into. */
export const workTasks = defineLedger({
  id: 'work-tasks',
  kind: 'case',
  label: '重点工作任务分解台账',
  gloss: 'tasks of the work plan',
  office: 'overall',
  source: 'mission I3',
  key: ['number'],
  loop: workTaskLoop,
  fields: {
    number: text({ label: '任务编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    sentence: text({ label: '计划原文', gloss: 'sentence of the plan', headings: ['计划来源'], max: 300 }),
    task: text({ label: '任务内容', gloss: 'task', headings: ['工作任务', '任务'], required: true, max: 300 }),
    field: choice({
      label: '工作领域',
      gloss: 'field of work',
      headings: ['领域'],
      options: {
        economy: '发展动力',
        party: '基层党建',
        village: '乡村振兴',
        livelihood: '民生保障',
        customs: '移风易俗',
        safety: '安全防线',
        planning: '规划建设',
      },
    }),
    duty: text({ label: '责任单位', gloss: 'responsible office', headings: ['牵头单位'] }),
    partner: text({ label: '配合单位', gloss: 'who helps' }),
    assignedOn: date({ label: '下达日期', gloss: 'assigned', headings: ['下达时间'], required: true }),
    dueOn: date({ label: '完成时限', gloss: 'due', headings: ['时限'], required: true }),
    reportedOn: date({ label: '报完成日期', gloss: 'reported done', notBefore: 'assignedOn' }),
    returnedOn: date({ label: '退回日期', gloss: 'sent back', notBefore: 'assignedOn' }),
    closedOn: date({ label: '办结日期', gloss: 'closed', headings: ['完成日期'], notBefore: 'assignedOn' }),
    cancelledOn: date({ label: '取消日期', gloss: 'cancelled', notBefore: 'assignedOn' }),
  },
  measures: {
    assigned: count({ label: '下达任务', gloss: 'tasks assigned', on: 'assignedOn', by: 'field' }),
    closed: count({ label: '办结任务', gloss: 'tasks closed', on: 'closedOn', by: 'field' }),
  },
})

export const workTaskIndicators = [
  defineIndicator({
    id: 'work-tasks-closed',
    label: '重点工作任务办结数',
    gloss: 'tasks closed',
    unit: 'one',
    counter: '项',
    value: 'flow(work-tasks.closed)',
    better: 'up',
    source: 'mission I3',
  }),
  defineIndicator({
    id: 'work-tasks-overdue',
    label: '重点工作任务逾期数',
    gloss: 'tasks past their day',
    unit: 'one',
    counter: '项',
    value: 'stock(work-tasks.overdue[assigned])',
    better: 'down',
    source: 'mission I3',
  }),
]
