import {
  choice,
  count,
  date,
  defineIndicator,
  defineLedger,
  defineRequirement,
  quantity,
  sum,
  text,
} from '@shishu/kernel'

const STANDARD = '安徽省乡镇综合文化站标准（试行），见县公开件'

/** 文化活动台账: one entry per activity or issue of the window. */
export const cultureActivities = defineLedger({
  id: 'culture-activities',
  kind: 'event',
  label: '文化惠民活动台账',
  gloss: 'cultural activities',
  office: 'livelihood',
  source: '职责D7; 公共文化服务保障法第29、31条',
  key: ['orgUnit', 'heldOn', 'kind', 'name'],
  local: true,
  fields: {
    heldOn: date({ label: '举办日期', gloss: 'held on', headings: ['日期', '活动日期'], required: true }),
    kind: choice({
      label: '活动类别',
      gloss: 'kind',
      headings: ['类别'],
      options: {
        large: '大型活动',
        single: '单项活动',
        lecture: '讲座培训',
        window: '橱窗宣传',
        film: '公益电影',
        opera: '送戏进村',
        reading: '全民阅读',
      },
      required: true,
    }),
    name: text({ label: '活动名称', gloss: 'name', headings: ['活动主题'], required: true }),
    place: text({ label: '地点', gloss: 'place', headings: ['活动地点'] }),
    people: quantity({ label: '参加人次', gloss: 'people reached', unit: 'one', headings: ['参加人数', '观众人数'] }),
    team: text({ label: '承办团队', gloss: 'team that gives it' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    held: count({ label: '文化活动', gloss: 'activities', on: 'heldOn', by: 'kind' }),
    people: sum({ label: '文化活动参加人次', gloss: 'people reached', on: 'heldOn', of: 'people' }),
  },
})

export const cultureActivityIndicators = [
  defineIndicator({
    id: 'culture-activities',
    label: '文化惠民活动场次',
    gloss: 'activities held',
    unit: 'one',
    counter: '场次',
    value: 'flow(culture-activities.held)',
    better: 'up',
    source: '职责D7',
    countingRule: '文旅部门：含橱窗、电影放映',
  }),
  defineIndicator({
    id: 'culture-events',
    label: '群众文化活动场次（不含橱窗、电影）',
    gloss: 'activities that people take part in',
    unit: 'one',
    counter: '场次',
    value:
      'flow(culture-activities.held) - flow(culture-activities.held[window]) - flow(culture-activities.held[film])',
    better: 'up',
    source: '职责D7',
    countingRule: '镇报口径：只计有群众参加的活动',
  }),
  defineIndicator({
    id: 'culture-people',
    label: '文化活动参加人次',
    gloss: 'people reached',
    unit: 'one',
    counter: '人次',
    value: 'flow(culture-activities.people)',
    better: 'up',
    source: '职责D7',
  }),
  defineIndicator({
    id: 'culture-standard-missed',
    label: '文化站年度活动未达标项数',
    gloss: 'kinds of activity short of the year’s standard',
    unit: 'one',
    counter: '项',
    value:
      'missed(culture-large-yearly) + missed(culture-single-yearly) + missed(culture-lecture-yearly) ' +
      '+ missed(culture-window-yearly)',
    better: 'down',
    source: `职责D7; ${STANDARD}`,
    countingRule: '只查满一年的：大型活动4、单项活动8、讲座培训12、橱窗12期',
  }),
]

const yearly = (kind: string, label: string, gloss: string, least: number) =>
  defineRequirement({
    id: `culture-${kind}-yearly`,
    label,
    gloss,
    measure: `culture-activities.held[${kind}]`,
    every: 'year',
    least,
    level: 'township',
    source: `职责D7; ${STANDARD}`,
    unconfirmed: true,
  })

/** What a cultural station does in a year at least. */
export const cultureActivityRequirements = [
  yearly('large', '大型活动每年不少于4次', 'four large activities a year', 4),
  yearly('single', '单项活动每年不少于8次', 'eight single activities a year', 8),
  yearly('lecture', '讲座培训每年不少于12次', 'twelve lectures a year', 12),
  yearly('window', '橱窗每年不少于12期', 'twelve issues of the window a year', 12),
]
