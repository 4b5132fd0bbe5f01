import { choice, date, defineIndicator, defineLedger, quantity, stock, text } from '@shishu/kernel'

/** 重点工程台账: one entry per key project, from listing to completion. */
export const keyProjects = defineLedger({
  id: 'key-projects',
  kind: 'subject',
  label: '重点工程台账',
  gloss: 'key projects',
  office: 'economy',
  source: 'mission A5',
  key: ['name'],
  fields: {
    name: text({ label: '工程名称', gloss: 'name', headings: ['重点工程', '项目名称'], required: true }),
    kind: choice({
      label: '工程类别',
      gloss: 'kind',
      headings: ['类别'],
      options: { industry: '工业项目', road: '交通工程', school: '教育工程', water: '水利工程', other: '其他' },
    }),
    leadOffice: text({ label: '牵头单位', gloss: 'lead office', headings: ['牵头县直单位'] }),
    supporter: text({ label: '包保岗位', gloss: 'post that follows it', headings: ['包保领导岗位', '包保领导'] }),
    plannedTotal: quantity({ label: '计划总投资', gloss: 'planned total', unit: 'wan-yuan', headings: ['总投资'] }),
    content: text({ label: '建设内容', gloss: 'what is built', max: 300 }),
    listedOn: date({ label: '列入日期', gloss: 'listed', headings: ['列入重点工程日期'], required: true }),
    startedOn: date({ label: '开工日期', gloss: 'started', headings: ['开工时间'] }),
    completedOn: date({ label: '完工日期', gloss: 'completed', headings: ['竣工日期'], notBefore: 'startedOn' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    listed: stock({ label: '在建重点工程', gloss: 'key projects listed', from: 'listedOn', until: 'completedOn' }),
    underWay: stock({ label: '已开工重点工程', gloss: 'under way', from: 'startedOn', until: 'completedOn' }),
  },
})

export const keyProjectIndicators = [
  defineIndicator({
    id: 'key-projects',
    label: '重点工程数',
    gloss: 'key projects not yet completed',
    unit: 'one',
    counter: '个',
    value: 'stock(key-projects.listed)',
    better: 'neither',
    source: 'mission A5',
  }),
  defineIndicator({
    id: 'key-projects-started-share',
    label: '重点工程开工率',
    gloss: 'share of key projects that have started',
    unit: 'percent',
    decimals: 1,
    value: 'stock(key-projects.underWay) / stock(key-projects.listed)',
    better: 'up',
    source: 'mission A5',
  }),
]
