import {
  choice,
  count,
  date,
  days,
  defineIndicator,
  defineLedger,
  defineLoop,
  person,
  quantity,
  stock,
  text,
  yesNo,
} from '@shishu/kernel'

/** 报备 → 上门告知公约 → 办结（安葬） → 回访. The covenant is guidance: nothing here is a penalty. */
const funeralLoop = defineLoop({
  opens: { on: 'toldOn', state: 'told' },
  states: {
    told: { label: '已报备', gloss: 'told the council' },
    agreed: { label: '已商定', gloss: 'arrangements agreed' },
    buried: { label: '已办结', gloss: 'buried' },
    visited: { label: '已回访', gloss: 'family visited', end: 'done' },
  },
  steps: {
    agree: { label: '上门商定', gloss: 'agree', from: ['told'], to: 'agreed', day: 'agreedOn' },
    bury: { label: '安葬办结', gloss: 'bury', from: ['told', 'agreed'], to: 'buried', day: 'buriedOn' },
    visit: { label: '回访', gloss: 'visit', from: ['buried'], to: 'visited', day: 'visitedOn' },
  },
})

/**
 * 丧事简办台账: one entry per funeral, told before or entered afterwards (补录): the rate counts both.
 * Days are counted from the day of death, which is day one.
 */
export const funerals = defineLedger({
  id: 'funerals',
  kind: 'case',
  label: '丧事简办台账',
  gloss: 'plain funerals',
  office: 'customs',
  source: 'mission E1; 村民委员会组织法（2025）第31条（村规民约）；殡葬管理条例（2026-03-30施行）',
  key: ['number'],
  loop: funeralLoop,
  retentionMonths: 24,
  fields: {
    number: text({ label: '报备编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    deceased: person({ label: '逝者', gloss: 'deceased', headings: ['逝者姓名', '死者姓名'], required: true }),
    contact: person({ label: '家属联系人', gloss: 'contact in the family', headings: ['当事家庭联系人', '联系人'] }),
    diedOn: date({ label: '去世日期', gloss: 'died on', headings: ['去世时间', '死亡日期'], required: true }),
    toldOn: date({
      label: '报备日期',
      gloss: 'told on',
      headings: ['报备时间'],
      notBefore: 'diedOn',
      required: true,
      help: '未报备的，填补录日期',
    }),
    late: yesNo({ label: '是否补录', gloss: 'entered afterwards', headings: ['补录'] }),
    agreedOn: date({
      label: '上门商定日期',
      gloss: 'arrangements agreed',
      headings: ['上门日期'],
      notBefore: 'toldOn',
    }),
    buriedOn: date({ label: '安葬日期', gloss: 'buried on', headings: ['办结日期', '办结时间'], notBefore: 'diedOn' }),
    daysTaken: days({
      label: '办结天数',
      gloss: 'days taken',
      headings: ['治丧天数', '天数'],
      from: 'diedOn',
      to: 'buriedOn',
      countsFirstDay: true,
      help: '去世当日为第一天；口径由镇定',
    }),
    way: choice({
      label: '处理方式',
      gloss: 'way of burial',
      headings: ['安葬方式'],
      options: { cremation: '火化', earth: '土葬（允许区）', eco: '节地生态安葬' },
    }),
    tables: quantity({ label: '桌数', gloss: 'tables', unit: 'one', headings: ['宴席桌数'] }),
    visitedOn: date({ label: '回访日期', gloss: 'family visited', notBefore: 'buriedOn' }),
    satisfied: yesNo({ label: '家属是否满意', gloss: 'whether the family is satisfied', headings: ['家属满意'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    finished: count({ label: '办结丧事', gloss: 'funerals finished', on: 'buriedOn' }),
    finishedSinceLaunch: stock({
      label: '启动以来办结丧事',
      gloss: 'finished since the rule began',
      from: 'buriedOn',
      where: { diedOn: { atLeast: { param: 'funeral.launched-on' } } },
    }),
    inTimeSinceLaunch: stock({
      label: '启动以来规定天数内办结',
      gloss: 'finished within the days set since the rule began',
      from: 'buriedOn',
      where: {
        diedOn: { atLeast: { param: 'funeral.launched-on' } },
        daysTaken: { atMost: { param: 'funeral.days' } },
      },
    }),
    inTime: count({
      label: '规定天数内办结丧事',
      gloss: 'finished within the days set',
      on: 'buriedOn',
      where: { daysTaken: { atMost: { param: 'funeral.days' } } },
    }),
    told: count({ label: '事前报备', gloss: 'told beforehand', on: 'buriedOn', where: { late: { not: true } } }),
  },
})

export const funeralIndicators = [
  defineIndicator({
    id: 'funerals-in-time',
    label: '规定天数内办结丧事例数',
    gloss: 'funerals finished within the days set since the rule began',
    unit: 'one',
    counter: '例',
    value: 'stock(funerals.inTimeSinceLaunch)',
    better: 'up',
    source: 'mission E1 空60',
    countingRule: '自实质性启动之日起去世的，截至期末累计；去世当日为第一天',
  }),
  defineIndicator({
    id: 'funeral-in-time-rate',
    label: '规定天数办结率',
    gloss: 'share of funerals finished within the days set since the rule began',
    unit: 'percent',
    decimals: 1,
    value: 'stock(funerals.inTimeSinceLaunch) / stock(funerals.finishedSinceLaunch)',
    better: 'up',
    source: 'mission E1 空63',
    countingRule: '分母含未报备而补录的；尚未安葬的不计',
  }),
  defineIndicator({
    id: 'funerals-finished',
    label: '丧事办结例数',
    gloss: 'funerals finished in the period',
    unit: 'one',
    counter: '例',
    value: 'flow(funerals.finished)',
    better: 'neither',
    source: 'mission E1',
  }),
  defineIndicator({
    id: 'funeral-in-time-rate-of-period',
    label: '本期规定天数办结率',
    gloss: 'share finished within the days set in the period',
    unit: 'percent',
    decimals: 1,
    value: 'flow(funerals.inTime) / flow(funerals.finished)',
    better: 'up',
    source: 'mission E1',
  }),
  defineIndicator({
    id: 'funeral-told-rate',
    label: '丧事报备率',
    gloss: 'share told beforehand',
    unit: 'percent',
    decimals: 1,
    value: 'flow(funerals.told) / flow(funerals.finished)',
    better: 'up',
    source: 'mission E1',
  }),
]
