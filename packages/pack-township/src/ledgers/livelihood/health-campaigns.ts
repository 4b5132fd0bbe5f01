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

/** 公共卫生活动台账: one entry per activity; how many came, never who, and no state of anybody’s health. */
export const healthCampaigns = defineLedger({
  id: 'health-campaigns',
  kind: 'event',
  label: '公共卫生活动台账',
  gloss: 'public health campaigns',
  office: 'livelihood',
  source: '职责D2; 基本医疗卫生与健康促进法；传染病防治法',
  key: ['orgUnit', 'heldOn', 'kind', 'name'],
  local: true,
  fields: {
    heldOn: date({ label: '开展日期', gloss: 'held on', headings: ['日期', '活动日期'], required: true }),
    kind: choice({
      label: '活动类别',
      gloss: 'kind',
      headings: ['类别'],
      options: {
        lecture: '健康讲座',
        clinic: '义诊咨询',
        vaccination: '预防接种',
        screening: '健康体检筛查',
        sanitation: '爱国卫生',
        epidemic: '传染病防控',
        doctor: '家庭医生签约服务',
      },
      required: true,
    }),
    name: text({ label: '活动名称', gloss: 'name', headings: ['活动主题'], required: true }),
    place: text({ label: '地点', gloss: 'place', headings: ['活动地点'] }),
    organiser: text({ label: '主办单位', gloss: 'organiser' }),
    people: quantity({ label: '服务人次', gloss: 'people reached', unit: 'one', headings: ['参加人数', '受益人次'] }),
    leaflets: quantity({ label: '发放资料份数', gloss: 'leaflets', unit: 'one', headings: ['宣传资料'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    held: count({ label: '公共卫生活动', gloss: 'campaigns', on: 'heldOn', by: 'kind' }),
    people: sum({ label: '公共卫生服务人次', gloss: 'people reached', on: 'heldOn', of: 'people', by: 'kind' }),
  },
})

export const healthCampaignIndicators = [
  defineIndicator({
    id: 'health-people-reached',
    label: '公共卫生服务人次',
    gloss: 'people reached',
    unit: 'one',
    counter: '人次',
    value: 'flow(health-campaigns.people)',
    better: 'up',
    source: '职责D2',
  }),
  defineIndicator({
    id: 'health-campaigns',
    label: '公共卫生活动场次',
    gloss: 'campaigns held',
    unit: 'one',
    counter: '场',
    value: 'flow(health-campaigns.held)',
    better: 'neither',
    source: '职责D2',
  }),
  defineIndicator({
    id: 'health-villages-reached',
    label: '公共卫生活动村覆盖率',
    gloss: 'share of villages with a campaign',
    unit: 'percent',
    decimals: 1,
    value: 'reached(health-campaigns.held) / places(village)',
    better: 'up',
    source: '职责D2',
  }),
  defineIndicator({
    id: 'health-lectures-missed',
    label: '健康讲座缺办月数',
    gloss: 'months without a health lecture',
    unit: 'one',
    counter: '个月',
    value: 'missed(health-lecture-monthly)',
    better: 'down',
    source: '职责D2',
  }),
]

/** Health lectures every month in the town. */
export const healthCampaignRequirements = [
  defineRequirement({
    id: 'health-lecture-monthly',
    label: '每月一次健康讲座',
    gloss: 'a health lecture every month',
    measure: 'health-campaigns.held[lecture]',
    every: 'month',
    least: 1,
    level: 'township',
    source: '职责D2; 国家基本公共卫生服务规范（健康教育），原文未核，由镇定',
    unconfirmed: true,
  }),
]
