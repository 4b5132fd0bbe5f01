import { choice, count, date, defineIndicator, defineLedger, quantity, stock, sum, text } from '@shishu/kernel'

/** 义务教育均衡发展项目台账: one entry per work of a school; pupils are not named. */
export const educationWorks = defineLedger({
  id: 'education-works',
  kind: 'subject',
  label: '义务教育均衡发展项目台账',
  gloss: 'works for balanced compulsory education',
  office: 'livelihood',
  source: '职责D5; 义务教育法第11、13、22条',
  key: ['school', 'name'],
  fields: {
    school: text({ label: '学校', gloss: 'school', headings: ['学校名称'], required: true }),
    name: text({ label: '项目名称', gloss: 'work', headings: ['项目'], required: true }),
    kind: choice({
      label: '项目类别',
      gloss: 'kind',
      headings: ['类别'],
      options: {
        building: '校舍建设维修',
        ground: '运动场地',
        equipment: '教学设备',
        canteen: '食堂厕所',
        digital: '信息化',
        teachers: '教师周转房',
      },
      required: true,
    }),
    budget: quantity({ label: '计划投资', gloss: 'budget', unit: 'wan-yuan', headings: ['投资'] }),
    spent: quantity({ label: '完成投资', gloss: 'spent', unit: 'wan-yuan' }),
    pupils: quantity({ label: '受益学生数', gloss: 'pupils who gain', unit: 'one', headings: ['受益学生'] }),
    plannedOn: date({ label: '列入计划日期', gloss: 'planned', required: true }),
    startedOn: date({ label: '开工日期', gloss: 'started', notBefore: 'plannedOn' }),
    completedOn: date({ label: '完工日期', gloss: 'completed', notBefore: 'startedOn' }),
    acceptedOn: date({ label: '验收日期', gloss: 'accepted', notBefore: 'completedOn' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    planned: stock({ label: '列入计划项目', gloss: 'works planned', from: 'plannedOn' }),
    completed: stock({ label: '完工项目', gloss: 'works completed', from: 'completedOn' }),
    underWay: stock({ label: '在建项目', gloss: 'works under way', from: 'startedOn', until: 'completedOn' }),
    started: count({ label: '开工项目', gloss: 'works started', on: 'startedOn', by: 'kind' }),
    invested: sum({ label: '完工项目投资', gloss: 'spent on works completed', on: 'completedOn', of: 'spent' }),
  },
})

export const educationWorkIndicators = [
  defineIndicator({
    id: 'education-works-completed-share',
    label: '义务教育均衡发展项目完工率',
    gloss: 'share of the works planned so far that are completed',
    unit: 'percent',
    decimals: 1,
    value: 'stock(education-works.completed) / stock(education-works.planned)',
    better: 'up',
    source: '职责D5',
  }),
  defineIndicator({
    id: 'education-works-under-way',
    label: '义务教育均衡发展在建项目数',
    gloss: 'works under way',
    unit: 'one',
    counter: '个',
    value: 'stock(education-works.underWay)',
    better: 'neither',
    source: '职责D5',
  }),
  defineIndicator({
    id: 'education-works-invested',
    label: '义务教育均衡发展完工项目投资',
    gloss: 'spent on works completed in the period',
    unit: 'fen',
    value: 'flow(education-works.invested)',
    better: 'neither',
    source: '职责D5',
  }),
]
