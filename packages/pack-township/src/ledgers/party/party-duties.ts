import { choice, count, date, defineIndicator, defineLedger, defineLoop, stock, text } from '@shishu/kernel'

const partyDutyLoop = defineLoop({
  opens: { on: 'assignedOn', state: 'under-way' },
  states: {
    'under-way': {
      label: '推进中',
      gloss: 'under way',
      limit: { count: 0, unit: 'calendar-day', from: 'dueOn', source: 'mission B1：责任清单的完成时限' },
    },
    done: { label: '已完成', gloss: 'done', end: 'done' },
  },
  steps: { finish: { label: '完成', gloss: 'finish', from: ['under-way'], to: 'done', day: 'doneOn' } },
})

/** 党建责任清单台账: one entry per duty of the year's list. */
export const partyDuties = defineLedger({
  id: 'party-duties',
  kind: 'case',
  label: '党建责任清单台账',
  gloss: 'duties of the year’s party-building list',
  office: 'party',
  source: 'mission B1',
  key: ['number'],
  loop: partyDutyLoop,
  fields: {
    number: text({ label: '清单编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    duty: text({ label: '责任事项', gloss: 'duty', headings: ['工作任务', '事项'], required: true }),
    holder: choice({
      label: '责任主体',
      gloss: 'who bears it',
      options: { committee: '镇党委', secretary: '党委书记', member: '班子成员', branch: '党支部' },
    }),
    basis: text({ label: '依据', gloss: 'basis', headings: ['任务来源'] }),
    aim: text({ label: '目标要求', gloss: 'aim', headings: ['工作目标'] }),
    partner: text({ label: '配合单位', gloss: 'who helps' }),
    assignedOn: date({ label: '下达日期', gloss: 'assigned', headings: ['下达时间'], required: true }),
    dueOn: date({ label: '完成时限', gloss: 'due', headings: ['时限'], required: true }),
    doneOn: date({ label: '完成日期', gloss: 'done', headings: ['完成时间'], notBefore: 'assignedOn' }),
    progress: text({ label: '进展情况', gloss: 'progress' }),
  },
  measures: {
    assigned: count({ label: '下达责任事项', gloss: 'duties assigned', on: 'assignedOn' }),
    due: count({ label: '到期责任事项', gloss: 'duties due', on: 'dueOn' }),
    done: count({ label: '完成责任事项', gloss: 'duties done', on: 'doneOn' }),
    open: stock({ label: '推进中责任事项', gloss: 'under way', from: 'assignedOn', until: 'doneOn' }),
  },
})

export const partyDutyIndicators = [
  defineIndicator({
    id: 'party-duties-done',
    label: '党建责任事项完成数',
    gloss: 'duties done',
    unit: 'one',
    counter: '项',
    value: 'flow(party-duties.done)',
    better: 'up',
    source: 'mission B1',
  }),
  defineIndicator({
    id: 'party-duties-overdue',
    label: '党建责任事项逾期数',
    gloss: 'duties past their day',
    unit: 'one',
    counter: '项',
    value: 'stock(party-duties.overdue[under-way])',
    better: 'down',
    source: 'mission B1',
  }),
]
