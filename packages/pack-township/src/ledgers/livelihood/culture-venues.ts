import {
  choice,
  count,
  date,
  days,
  defineIndicator,
  defineLedger,
  defineRequirement,
  month,
  quantity,
  stock,
  sum,
  text,
} from '@shishu/kernel'

const RULES = '公共文化体育设施条例第18条'

/** 文化阵地台账: one entry per place, with its last closing for repair. */
export const cultureVenues = defineLedger({
  id: 'culture-venues',
  kind: 'subject',
  label: '文化阵地台账',
  gloss: 'cultural venues',
  office: 'livelihood',
  source: `职责D7; 公共文化服务保障法第31条；${RULES}`,
  key: ['orgUnit', 'name'],
  fields: {
    name: text({ label: '阵地名称', gloss: 'name', headings: ['名称', '场馆名称'], required: true }),
    kind: choice({
      label: '阵地类别',
      gloss: 'kind',
      headings: ['类别'],
      options: { station: '综合文化站', library: '农家书屋', square: '文化广场', centre: '村综合文化服务中心' },
      required: true,
    }),
    area: quantity({ label: '建筑面积', gloss: 'floor area', unit: 'square-metre', headings: ['面积'] }),
    openedOn: date({ label: '开放日期', gloss: 'opened', headings: ['建成开放日期'], required: true }),
    hours: quantity({ label: '每周开放小时数', gloss: 'hours open a week', unit: 'one', headings: ['周开放时间'] }),
    closingTold: date({ label: '停放公告日期', gloss: 'closing announced', help: '因维修等停放的，提前7日公告' }),
    closedFrom: date({ label: '停放开始日期', gloss: 'closed from', notBefore: 'closingTold' }),
    noticeDays: days({
      label: '提前公告天数',
      gloss: 'days announced ahead',
      from: 'closingTold',
      to: 'closedFrom',
    }),
    reopenedOn: date({ label: '恢复开放日期', gloss: 'open again', notBefore: 'closedFrom' }),
    endedOn: date({ label: '撤销日期', gloss: 'closed for good', notBefore: 'openedOn' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    open: stock({ label: '文化阵地', gloss: 'venues', from: 'openedOn', until: 'endedOn', by: 'kind' }),
    fullHours: stock({
      label: '每周开放达标的阵地',
      gloss: 'venues open long enough',
      from: 'openedOn',
      until: 'endedOn',
      where: { hours: { atLeast: { param: 'culture.hours' } } },
    }),
    closings: count({ label: '停放', gloss: 'closings', on: 'closedFrom' }),
    closingsTold: count({
      label: '提前7日公告的停放',
      gloss: 'closings announced seven days ahead',
      on: 'closedFrom',
      where: { noticeDays: { atLeast: 7 } },
    }),
  },
})

/** 文化阵地开放台账: one entry per venue and month. */
export const venueOpenings = defineLedger({
  id: 'venue-openings',
  kind: 'statement',
  label: '文化阵地免费开放月报台账',
  gloss: 'statements of days open',
  office: 'livelihood',
  source: '职责D7; 公共文化服务保障法第31条（公示服务项目和开放时间）',
  key: ['orgUnit', 'venue', 'month'],
  fields: {
    venue: text({ label: '开放阵地', gloss: 'venue', required: true }),
    month: month({ label: '报告期', gloss: 'month', headings: ['开放月份'], required: true }),
    daysOpen: quantity({ label: '开放天数', gloss: 'days open', unit: 'one', most: 31, required: true }),
    hoursOpen: quantity({ label: '开放小时数', gloss: 'hours open', unit: 'one', most: 744 }),
    visits: quantity({ label: '接待人次', gloss: 'visits', unit: 'one' }),
  },
  measures: {
    reported: count({ label: '免费开放月报', gloss: 'statements', on: 'month' }),
    days: sum({ label: '免费开放天数', gloss: 'days open', on: 'month', of: 'daysOpen' }),
    visits: sum({ label: '免费开放接待人次', gloss: 'visits', on: 'month', of: 'visits' }),
  },
})

export const cultureVenueIndicators = [
  defineIndicator({
    id: 'culture-venues',
    label: '文化阵地数',
    gloss: 'venues',
    unit: 'one',
    counter: '处',
    value: 'stock(culture-venues.open)',
    better: 'neither',
    source: '职责D7',
  }),
  defineIndicator({
    id: 'culture-venues-full-hours-share',
    label: '文化阵地开放时间达标率',
    gloss: 'share of venues open long enough',
    unit: 'percent',
    decimals: 1,
    value: 'stock(culture-venues.fullHours) / stock(culture-venues.open)',
    better: 'up',
    source: '职责D7',
  }),
  defineIndicator({
    id: 'culture-days-open',
    label: '文化阵地免费开放天数',
    gloss: 'days open, all venues together',
    unit: 'one',
    counter: '天',
    value: 'flow(venue-openings.days)',
    better: 'up',
    source: '职责D7',
  }),
  defineIndicator({
    id: 'culture-visits',
    label: '文化阵地接待人次',
    gloss: 'visits',
    unit: 'one',
    counter: '人次',
    value: 'flow(venue-openings.visits)',
    better: 'up',
    source: '职责D7',
  }),
  defineIndicator({
    id: 'culture-closings-told-share',
    label: '停放提前7日公告率',
    gloss: 'share of closings announced seven days ahead',
    unit: 'percent',
    decimals: 1,
    value: 'flow(culture-venues.closingsTold) / flow(culture-venues.closings)',
    better: 'up',
    source: `职责D7; ${RULES}`,
  }),
  defineIndicator({
    id: 'culture-openings-missing',
    label: '免费开放缺报月数',
    gloss: 'months without a statement of days open',
    unit: 'one',
    counter: '个月',
    value: 'missed(venue-opening-monthly)',
    better: 'down',
    source: '职责D7',
  }),
]

/** The town’s venues report every month. */
export const cultureVenueRequirements = [
  defineRequirement({
    id: 'venue-opening-monthly',
    label: '每月报送免费开放情况',
    gloss: 'the town’s venues report every month',
    measure: 'venue-openings.reported',
    every: 'month',
    least: 1,
    level: 'township',
    source: '职责D7；报送周期由镇定',
    unconfirmed: true,
  }),
]
