import { choice, date, defineIndicator, defineLedger, defineRequirement, quantity, sum, text } from '@shishu/kernel'

/** 移风易俗宣传活动台账: one entry per activity or product, with its quantity in the form's own unit. */
export const customsPublicity = defineLedger({
  id: 'customs-publicity',
  kind: 'event',
  label: '移风易俗宣传台账',
  gloss: 'publicity for plain customs',
  office: 'customs',
  source: '职责E2; 乡村振兴促进法第30条',
  key: ['doneOn', 'form', 'place', 'topic'],
  local: true,
  fields: {
    doneOn: date({ label: '日期', gloss: 'done on', headings: ['开展日期', '时间', '活动时间'], required: true }),
    form: choice({
      label: '宣传形式',
      gloss: 'form',
      headings: ['形式', '类型'],
      options: {
        'night-lecture': '夜校宣讲',
        'mobile-lecture': '流动宣讲',
        pledge: '承诺大会',
        banner: '横幅',
        video: '专题视频',
        wall: '文化墙',
        show: '文艺节目',
      },
      required: true,
    }),
    topic: text({ label: '内容', gloss: 'content', headings: ['活动内容', '主题'], required: true }),
    place: text({ label: '地点', gloss: 'place', headings: ['活动地点'] }),
    amount: quantity({
      label: '数量',
      gloss: 'quantity in the form’s unit: 场, 条, 个, 处 or 台',
      unit: 'one',
      headings: ['数量（场条个处台）'],
      required: true,
    }),
    people: quantity({ label: '参加人数', gloss: 'people reached', unit: 'one', headings: ['受众人数', '人数'] }),
    organiser: text({ label: '组织单位', gloss: 'organiser', headings: ['承办单位'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    amount: sum({ label: '移风易俗宣传', gloss: 'publicity by form', on: 'doneOn', of: 'amount', by: 'form' }),
    people: sum({ label: '宣传受众人次', gloss: 'people reached', on: 'doneOn', of: 'people' }),
    lectures: sum({
      label: '移风易俗宣讲（夜校、流动）',
      gloss: 'lectures of either form',
      on: 'doneOn',
      of: 'amount',
      where: { form: { in: ['night-lecture', 'mobile-lecture'] } },
    }),
  },
})

const publicity = (form: string, label: string, counter: string, gloss: string, slot: number) =>
  defineIndicator({
    id: `publicity-${form}`,
    label,
    gloss,
    unit: 'one',
    counter,
    value: `flow(customs-publicity.amount[${form}])`,
    better: 'neither',
    source: `职责E2 空${slot}`,
  })

export const customsPublicityIndicators = [
  publicity('night-lecture', '移风易俗夜校宣讲场次', '场次', 'evening lectures', 53),
  publicity('banner', '移风易俗横幅条数', '条', 'banners', 54),
  publicity('video', '移风易俗专题视频数', '个', 'videos', 55),
  publicity('mobile-lecture', '流动宣讲场次', '场', 'mobile lectures', 56),
  publicity('pledge', '集体承诺大会场次', '场次', 'pledge meetings', 57),
  publicity('wall', '移风易俗文化墙处数', '处', 'painted walls', 58),
  publicity('show', '移风易俗节目台数', '台', 'shows', 59),
  defineIndicator({
    id: 'publicity-villages-reached',
    label: '移风易俗宣讲村覆盖率',
    gloss: 'share of villages with a lecture',
    unit: 'percent',
    decimals: 1,
    value: 'reached(customs-publicity.amount[night-lecture]) / places(village)',
    better: 'up',
    source: '职责E2',
    countingRule: '开展过夜校宣讲的村（社区）÷全部村（社区）',
  }),
  defineIndicator({
    id: 'publicity-villages-reached-by-any-lecture',
    label: '移风易俗宣讲村覆盖率（含流动宣讲）',
    gloss: 'share of villages with a lecture of either form',
    unit: 'percent',
    decimals: 1,
    value: 'reached(customs-publicity.lectures) / places(village)',
    better: 'up',
    source: '职责E2',
    countingRule: '文明办口径：夜校、流动宣讲都算；镇报的“村覆盖率”只算夜校',
  }),
  defineIndicator({
    id: 'publicity-people',
    label: '移风易俗宣传受众人次',
    gloss: 'people reached',
    unit: 'one',
    counter: '人次',
    value: 'flow(customs-publicity.people)',
    better: 'neither',
    source: '职责E2',
    countingRule: '减负规定：只作参考，不以场次、照片论高下',
  }),
  defineIndicator({
    id: 'publicity-villages-missed',
    label: '半年内未开展宣讲的村次',
    gloss: 'villages without a lecture in a half-year',
    unit: 'one',
    counter: '村次',
    value: 'missed(customs-lecture-half-yearly)',
    better: 'down',
    source: '职责E2',
  }),
]

/** “村组全覆盖”: every village at least once in a half-year. */
export const customsPublicityRequirements = [
  defineRequirement({
    id: 'customs-lecture-half-yearly',
    label: '各村每半年至少一场移风易俗宣讲',
    gloss: 'a lecture in every village in each half-year',
    measure: 'customs-publicity.lectures',
    every: 'half-year',
    least: 1,
    level: 'village',
    from: '2026-01-01',
    source: '职责E2；“村组全覆盖”的频次由镇定',
    unconfirmed: true,
  }),
]
