import { choice, count, date, defineIndicator, defineLedger, quantity, stock, sum, text } from '@shishu/kernel'

/** 联网路项目台账: one entry per road. */
export const roadWorks = defineLedger({
  id: 'road-works',
  kind: 'subject',
  label: '农村联网路项目台账',
  gloss: 'works on connecting roads',
  office: 'livelihood',
  source: 'mission D9',
  key: ['name'],
  fields: {
    name: text({ label: '路线名称', gloss: 'road', headings: ['项目名称', '道路名称'], required: true }),
    kind: choice({
      label: '建设性质',
      gloss: 'kind of works',
      options: { connect: '联网新建', widen: '拓宽改造', repair: '路面修复' },
    }),
    length: quantity({
      label: '建设里程',
      gloss: 'length',
      unit: 'kilometre',
      headings: ['里程', '长度'],
      required: true,
    }),
    width: text({ label: '路面宽度', gloss: 'width of the surface', max: 20 }),
    budget: quantity({ label: '计划投资', gloss: 'budget', unit: 'wan-yuan', headings: ['投资', '投资额'] }),
    builder: text({ label: '施工单位', gloss: 'builder' }),
    plannedOn: date({ label: '计划下达日期', gloss: 'planned', headings: ['计划日期'], required: true }),
    startedOn: date({ label: '开工日期', gloss: 'started', headings: ['开工时间'], notBefore: 'plannedOn' }),
    completedOn: date({ label: '完工日期', gloss: 'completed', headings: ['完工时间'], notBefore: 'startedOn' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    planned: sum({ label: '计划里程', gloss: 'length planned', on: 'plannedOn', of: 'length' }),
    underWay: stock({
      label: '在建里程',
      gloss: 'length under construction',
      from: 'startedOn',
      until: 'completedOn',
      of: 'length',
    }),
    started: sum({ label: '开工里程', gloss: 'length started', on: 'startedOn', of: 'length' }),
    completed: sum({ label: '完工里程', gloss: 'length completed', on: 'completedOn', of: 'length' }),
    roads: count({ label: '开工路线', gloss: 'roads started', on: 'startedOn' }),
  },
})

export const roadWorkIndicators = [
  defineIndicator({
    id: 'road-length-under-way',
    label: '联网路在建里程',
    gloss: 'kilometres started and not yet completed',
    unit: 'kilometre',
    decimals: 1,
    value: 'stock(road-works.underWay)',
    better: 'neither',
    source: 'mission D9 空47',
    countingRule: '已开工、尚未完工的里程',
  }),
  defineIndicator({
    id: 'road-length-completed',
    label: '联网路完工里程',
    gloss: 'kilometres completed this year',
    unit: 'kilometre',
    decimals: 1,
    value: 'cumulative(road-works.completed)',
    better: 'up',
    source: 'mission D9',
  }),
]
