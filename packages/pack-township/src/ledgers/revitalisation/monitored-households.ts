import { choice, count, date, defineIndicator, defineLedger, defineLoop, person, quantity, text } from '@shishu/kernel'

/** 线索 → 村级评议公示 → 镇审核 → 县审定 → 风险消除. */
const monitoringLoop = defineLoop({
  opens: { on: 'clueOn', state: 'clue' },
  states: {
    clue: {
      label: '线索核实',
      gloss: 'clue being checked',
      limit: {
        count: 15,
        unit: 'calendar-day',
        source: '防返贫工作规程：发现线索至认定一般不超过15日',
        unconfirmed: true,
      },
    },
    noticed: { label: '村级公示', gloss: 'village notice' },
    reviewed: { label: '镇级审核', gloss: 'reviewed by the town' },
    monitored: { label: '已纳入监测', gloss: 'monitored' },
    lifted: { label: '风险消除', gloss: 'risk lifted', end: 'done' },
    declined: { label: '不予纳入', gloss: 'not included', end: 'withdrawn' },
  },
  steps: {
    notice: { label: '民主评议公示', gloss: 'village notice', from: ['clue'], to: 'noticed', day: 'noticedOn' },
    review: { label: '镇级审核', gloss: 'town review', from: ['noticed'], to: 'reviewed', day: 'reviewedOn' },
    approve: { label: '县级审定', gloss: 'county approval', from: ['reviewed'], to: 'monitored', day: 'approvedOn' },
    lift: { label: '标注风险消除', gloss: 'lift', from: ['monitored'], to: 'lifted', day: 'liftedOn' },
    relapse: { label: '再次纳入', gloss: 'monitor again', from: ['lifted'], to: 'monitored', day: 'relapsedOn' },
    decline: {
      label: '不予纳入',
      gloss: 'decline',
      from: ['clue', 'noticed', 'reviewed'],
      to: 'declined',
      day: 'declinedOn',
    },
  },
})

/** 监测户台账: one entry per household. Health and account data are never kept here. */
export const monitoredHouseholds = defineLedger({
  id: 'monitored-households',
  kind: 'case',
  label: '防返贫监测户台账',
  gloss: 'households monitored against falling back into poverty',
  office: 'revitalisation',
  source: 'mission C2; 中农组发〔2021〕7号',
  key: ['number'],
  loop: monitoringLoop,
  retentionMonths: 36,
  fields: {
    number: text({ label: '户编号', gloss: 'number of the household', headings: ['编号'], max: 30, required: true }),
    householder: person({ label: '户主', gloss: 'householder', headings: ['户主姓名'], required: true }),
    members: quantity({ label: '家庭人口', gloss: 'members', unit: 'one', headings: ['人口', '家庭人口数'] }),
    category: choice({
      label: '监测对象类别',
      gloss: 'category',
      headings: ['监测类别'],
      options: { unstable: '脱贫不稳定户', edge: '边缘易致贫户', sudden: '突发严重困难户' },
    }),
    risk: choice({
      label: '返贫致贫风险',
      gloss: 'main risk',
      headings: ['致贫/返贫风险1', '主要风险'],
      options: {
        illness: '因病',
        disability: '因残',
        school: '因学',
        disaster: '因灾',
        accident: '因意外',
        labour: '缺劳动力',
        work: '就业不稳',
        business: '产业失败',
      },
    }),
    clueOn: date({ label: '线索日期', gloss: 'clue', headings: ['发现线索日期'], required: true }),
    noticedOn: date({ label: '公示日期', gloss: 'village notice', headings: ['村级公示日期'], notBefore: 'clueOn' }),
    reviewedOn: date({ label: '镇审核日期', gloss: 'town review', notBefore: 'clueOn' }),
    approvedOn: date({ label: '识别日期', gloss: 'county approval', headings: ['识别时间', '县审定日期'] }),
    measures: text({ label: '帮扶措施', gloss: 'help given' }),
    helper: text({ label: '帮扶联系岗位', gloss: 'post that helps', headings: ['帮扶联系人岗位'] }),
    liftedOn: date({ label: '风险消除日期', gloss: 'risk lifted', headings: ['消除时间'] }),
    relapsedOn: date({ label: '再次纳入日期', gloss: 'monitored again' }),
    declinedOn: date({ label: '不予纳入日期', gloss: 'declined' }),
  },
  measures: {
    approved: count({ label: '新增监测户', gloss: 'households approved', on: 'approvedOn' }),
    lifted: count({ label: '风险消除户', gloss: 'risk lifted', on: 'liftedOn' }),
  },
})

export const monitoredHouseholdIndicators = [
  defineIndicator({
    id: 'households-proposed',
    label: '拟新增监测户',
    gloss: 'households proposed and not yet approved',
    unit: 'one',
    counter: '户',
    value: 'stock(monitored-households.at[noticed]) + stock(monitored-households.at[reviewed])',
    better: 'neither',
    source: 'mission C2 空33; 中农组发〔2021〕7号',
    countingRule: '村级评议公示后、县级审定前的户；县级审定后计为“新增”',
  }),
  defineIndicator({
    id: 'households-monitored',
    label: '监测户数',
    gloss: 'households monitored',
    unit: 'one',
    counter: '户',
    value: 'stock(monitored-households.at[monitored])',
    better: 'neither',
    source: 'mission C2',
  }),
  defineIndicator({
    id: 'households-approved',
    label: '新增监测户',
    gloss: 'households approved in the period',
    unit: 'one',
    counter: '户',
    value: 'flow(monitored-households.approved)',
    better: 'neither',
    source: 'mission C2',
  }),
  defineIndicator({
    id: 'households-lifted',
    label: '风险消除户',
    gloss: 'households whose risk was lifted in the period',
    unit: 'one',
    counter: '户',
    value: 'flow(monitored-households.lifted)',
    better: 'neither',
    source: 'mission C2',
  }),
]
