import { choice, count, date, defineIndicator, defineLedger, quantity, sum, text } from '@shishu/kernel'

/** 应急演练台账: one entry per drill. */
export const emergencyDrills = defineLedger({
  id: 'emergency-drills',
  kind: 'event',
  label: '应急演练台账',
  gloss: 'emergency drills',
  office: 'safety',
  source: 'mission F3; 突发事件应对法第42条；生产安全事故应急条例第8条（至少每2年1次）',
  key: ['heldOn', 'name', 'place'],
  fields: {
    heldOn: date({ label: '演练日期', gloss: 'held on', headings: ['日期', '时间', '演练时间'], required: true }),
    name: text({ label: '演练名称', gloss: 'name', headings: ['演练科目', '名称'], required: true }),
    kind: choice({
      label: '演练类别',
      gloss: 'subject',
      headings: ['类别'],
      options: {
        fire: '消防',
        flood: '防汛',
        mine: '矿山',
        quake: '地震',
        snow: '低温雨雪冰冻',
        school: '校园',
        other: '其他',
      },
    }),
    form: choice({
      label: '演练形式',
      gloss: 'form',
      headings: ['形式'],
      options: { field: '实战', table: '桌面' },
    }),
    plan: text({ label: '依据预案', gloss: 'plan drilled', headings: ['预案名称'] }),
    place: text({ label: '地点', gloss: 'place', headings: ['演练地点'] }),
    people: quantity({ label: '参加人数', gloss: 'people', unit: 'one', headings: ['人数'] }),
    problems: quantity({ label: '发现问题数', gloss: 'problems found', unit: 'one', headings: ['问题数'] }),
    assessment: text({ label: '评估意见', gloss: 'assessment', headings: ['演练评估'] }),
  },
  measures: {
    held: count({ label: '应急演练', gloss: 'drills', on: 'heldOn', by: 'kind' }),
    people: sum({ label: '演练参加人次', gloss: 'people drilled', on: 'heldOn', of: 'people' }),
  },
})

export const emergencyDrillIndicators = [
  defineIndicator({
    id: 'emergency-drills',
    label: '应急演练次数',
    gloss: 'drills',
    unit: 'one',
    counter: '次',
    value: 'flow(emergency-drills.held)',
    better: 'up',
    source: 'mission F3 空67',
  }),
]
