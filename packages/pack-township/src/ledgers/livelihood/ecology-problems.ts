import { choice, count, date, defineIndicator, defineLedger, defineLoop, stock, text } from '@shishu/kernel'

/** Signed off level by level: 村 → 镇 → 县. */
const ecologyLoop = defineLoop({
  opens: { on: 'foundOn', state: 'found' },
  states: {
    found: {
      label: '整改中',
      gloss: 'being mended',
      limit: { count: 0, unit: 'calendar-day', from: 'dueOn', source: 'mission D1：整改时限' },
    },
    mended: { label: '待镇级验收', gloss: 'awaiting the town' },
    accepted: { label: '待县级销号', gloss: 'awaiting the county' },
    closed: { label: '已销号', gloss: 'signed off', end: 'done' },
  },
  steps: {
    mend: { label: '完成整改', gloss: 'mend', from: ['found'], to: 'mended', day: 'mendedOn' },
    accept: {
      label: '镇级验收',
      gloss: 'accept by the town',
      from: ['mended'],
      to: 'accepted',
      day: 'acceptedOn',
      notBy: ['mend'],
    },
    close: {
      label: '县级销号',
      gloss: 'sign off by the county',
      from: ['accepted'],
      to: 'closed',
      day: 'closedOn',
      notBy: ['mend', 'accept'],
    },
  },
})

/** 生态环境突出问题整改台账: one entry per problem. */
export const ecologyProblems = defineLedger({
  id: 'ecology-problems',
  kind: 'case',
  label: '生态环境突出问题整改台账',
  gloss: 'ecological problems to be mended',
  office: 'livelihood',
  source: 'mission D1; 生态环境法典（2026-08-15施行）前依环境保护法',
  key: ['number'],
  loop: ecologyLoop,
  fields: {
    number: text({ label: '问题编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    origin: choice({
      label: '问题来源',
      gloss: 'where it comes from',
      headings: ['来源'],
      options: { central: '中央督察', province: '省级督察', city: '市级交办', county: '县级排查', self: '自查' },
    }),
    category: choice({
      label: '问题类别',
      gloss: 'category',
      headings: ['类别'],
      options: { water: '水', air: '大气', soil: '土壤', mine: '矿山', waste: '固废', livestock: '畜禽养殖' },
    }),
    problem: text({ label: '问题', gloss: 'problem', headings: ['问题描述'], max: 300, required: true }),
    measure: text({ label: '整改措施', gloss: 'what is done', max: 300 }),
    duty: text({ label: '责任单位', gloss: 'responsible office' }),
    foundOn: date({ label: '交办日期', gloss: 'handed over', headings: ['发现日期'], required: true }),
    dueOn: date({ label: '整改时限', gloss: 'due', headings: ['完成时限'], required: true }),
    mendedOn: date({ label: '整改完成日期', gloss: 'mended', headings: ['完成日期'], notBefore: 'foundOn' }),
    acceptedOn: date({ label: '镇级验收日期', gloss: 'accepted by the town', notBefore: 'mendedOn' }),
    closedOn: date({ label: '县级销号日期', gloss: 'signed off', headings: ['销号日期'], notBefore: 'acceptedOn' }),
  },
  measures: {
    found: count({ label: '交办生态环境问题', gloss: 'problems handed over', on: 'foundOn', by: 'category' }),
    closed: count({ label: '销号生态环境问题', gloss: 'problems signed off', on: 'closedOn' }),
    open: stock({ label: '未销号生态环境问题', gloss: 'not yet signed off', from: 'foundOn', until: 'closedOn' }),
  },
})

export const ecologyProblemIndicators = [
  defineIndicator({
    id: 'ecology-problems-closed',
    label: '生态环境问题销号数',
    gloss: 'problems signed off',
    unit: 'one',
    counter: '个',
    value: 'flow(ecology-problems.closed)',
    better: 'up',
    source: 'mission D1',
  }),
  defineIndicator({
    id: 'ecology-problems-open',
    label: '生态环境问题未销号数',
    gloss: 'problems not yet signed off',
    unit: 'one',
    counter: '个',
    value: 'stock(ecology-problems.open)',
    better: 'down',
    source: 'mission D1',
  }),
]
