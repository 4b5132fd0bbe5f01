import { count, date, defineIndicator, defineLedger, defineLoop, stock, text } from '@shishu/kernel'

const milestoneLoop = defineLoop({
  opens: { on: 'listedOn', state: 'planned' },
  states: {
    planned: {
      label: '未完成',
      gloss: 'not reached',
      limit: { count: 0, unit: 'calendar-day', from: 'plannedOn', source: 'mission A5：节点计划日' },
    },
    reached: { label: '已完成', gloss: 'reached', end: 'done' },
  },
  steps: {
    reach: { label: '完成', gloss: 'reach', from: ['planned'], to: 'reached', day: 'reachedOn' },
  },
})

/** 重点工程节点台账: one entry per milestone of a key project. */
export const milestones = defineLedger({
  id: 'milestones',
  kind: 'case',
  label: '重点工程节点台账',
  gloss: 'milestones of key projects',
  office: 'economy',
  source: 'mission A5',
  key: ['project', 'name'],
  loop: milestoneLoop,
  fields: {
    project: text({ label: '工程名称', gloss: 'key project', headings: ['重点工程'], required: true }),
    name: text({ label: '节点', gloss: 'milestone', headings: ['节点名称', '节点内容'], required: true }),
    duty: text({ label: '责任单位', gloss: 'responsible office' }),
    listedOn: date({ label: '下达日期', gloss: 'set', headings: ['下达时间'], required: true }),
    plannedOn: date({ label: '计划完成日期', gloss: 'planned', headings: ['计划时间', '计划节点'], required: true }),
    reachedOn: date({
      label: '实际完成日期',
      gloss: 'reached',
      headings: ['实际时间', '实际节点'],
      notBefore: 'listedOn',
    }),
    progress: text({ label: '进展情况', gloss: 'progress' }),
    delayReason: text({ label: '滞后原因', gloss: 'why it is late' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    due: count({ label: '应完成节点', gloss: 'milestones planned', on: 'plannedOn' }),
    reached: count({ label: '完成节点', gloss: 'milestones reached', on: 'reachedOn' }),
    outstanding: stock({ label: '未完成节点', gloss: 'not yet reached', from: 'listedOn', until: 'reachedOn' }),
  },
})

export const milestoneIndicators = [
  defineIndicator({
    id: 'milestones-reached',
    label: '重点工程节点完成数',
    gloss: 'milestones reached',
    unit: 'one',
    counter: '个',
    value: 'flow(milestones.reached)',
    better: 'up',
    source: 'mission A5',
  }),
  defineIndicator({
    id: 'milestones-late',
    label: '重点工程滞后节点数',
    gloss: 'milestones past their planned day',
    unit: 'one',
    counter: '个',
    value: 'stock(milestones.overdue[planned])',
    better: 'down',
    source: 'mission A5',
  }),
]
