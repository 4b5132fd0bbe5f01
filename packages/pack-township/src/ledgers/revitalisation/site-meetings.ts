import { choice, count, date, defineIndicator, defineLedger, quantity, text } from '@shishu/kernel'

/** 现场会台账: one entry per meeting held on site. */
export const siteMeetings = defineLedger({
  id: 'site-meetings',
  kind: 'event',
  label: '现场会台账',
  gloss: 'meetings held on site',
  office: 'revitalisation',
  source: '职责C4',
  key: ['heldOn', 'name'],
  fields: {
    heldOn: date({ label: '召开日期', gloss: 'held on', headings: ['日期', '时间'], required: true }),
    name: text({ label: '会议名称', gloss: 'name', headings: ['现场会名称'], required: true }),
    level: choice({
      label: '召开层级',
      gloss: 'whose meeting it is',
      headings: ['层级'],
      options: { county: '县级', town: '镇级' },
      required: true,
    }),
    subject: choice({
      label: '会议主题',
      gloss: 'subject',
      headings: ['主题'],
      options: { environment: '改厕及人居环境整治', industry: '产业发展', other: '其他' },
    }),
    place: text({ label: '地点', gloss: 'place', headings: ['观摩点'] }),
    attended: quantity({ label: '参加人数', gloss: 'attended', unit: 'one', headings: ['人数'] }),
    demands: text({ label: '会议要求', gloss: 'what was demanded' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    held: count({ label: '现场会', gloss: 'site meetings', on: 'heldOn', by: 'level' }),
    countyEnvironment: count({
      label: '县改厕及人居环境整治现场会',
      gloss: 'the county’s site meetings on toilets and the living environment',
      on: 'heldOn',
      where: { level: 'county', subject: 'environment' },
    }),
  },
})

export const siteMeetingIndicators = [
  defineIndicator({
    id: 'site-meetings',
    label: '现场会次数',
    gloss: 'site meetings',
    unit: 'one',
    counter: '次',
    value: 'flow(site-meetings.held)',
    better: 'neither',
    source: '职责C4',
  }),
]
