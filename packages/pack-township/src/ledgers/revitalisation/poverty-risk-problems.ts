import { choice, count, date, defineIndicator, defineLedger, defineLoop, text } from '@shishu/kernel'

const riskProblemLoop = defineLoop({
  opens: { on: 'foundOn', state: 'found' },
  states: {
    found: {
      label: '整改中',
      gloss: 'being mended',
      limit: { count: 30, unit: 'calendar-day', source: 'mission C1；整改时限由县定', unconfirmed: true },
    },
    rectified: { label: '已整改', gloss: 'rectified', end: 'done' },
  },
  steps: {
    rectify: { label: '完成整改', gloss: 'rectify', from: ['found'], to: 'rectified', day: 'rectifiedOn' },
  },
})

/** 防返贫排查问题整改台账: one entry per problem found; the household itself is named only in its own ledger. */
export const povertyRiskProblems = defineLedger({
  id: 'poverty-risk-problems',
  kind: 'case',
  label: '防返贫排查问题整改台账',
  gloss: 'problems found when screening against falling back into poverty',
  office: 'revitalisation',
  source: 'mission C1; 中农组发〔2021〕7号（防止返贫动态监测）',
  key: ['number'],
  loop: riskProblemLoop,
  fields: {
    number: text({ label: '问题编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    household: text({ label: '户编号', gloss: 'number of the household', headings: ['农户编号'], max: 30 }),
    category: choice({
      label: '问题类别',
      gloss: 'category',
      headings: ['问题类型'],
      options: {
        income: '收入',
        school: '义务教育',
        health: '医疗保障',
        house: '住房安全',
        water: '饮水安全',
        policy: '政策落实',
        data: '信息录入',
      },
    }),
    problem: text({ label: '问题', gloss: 'problem', headings: ['问题描述', '存在问题'], required: true }),
    origin: choice({
      label: '发现渠道',
      gloss: 'how it was found',
      headings: ['来源'],
      options: { self: '农户申报', visit: '干部排查', alert: '部门预警' },
    }),
    measure: text({ label: '整改措施', gloss: 'what is done' }),
    duty: text({ label: '责任单位', gloss: 'responsible office', headings: ['责任村'] }),
    foundOn: date({ label: '发现日期', gloss: 'found', headings: ['排查日期'], required: true }),
    rectifiedOn: date({
      label: '整改完成日期',
      gloss: 'rectified',
      headings: ['整改日期', '完成日期'],
      notBefore: 'foundOn',
    }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    found: count({ label: '排查发现问题', gloss: 'problems found', on: 'foundOn' }),
    rectified: count({ label: '完成整改问题', gloss: 'problems rectified', on: 'rectifiedOn' }),
  },
})

export const povertyRiskProblemIndicators = [
  defineIndicator({
    id: 'poverty-risk-rectified',
    label: '防返贫排查问题完成整改数',
    gloss: 'problems rectified',
    unit: 'one',
    counter: '个',
    value: 'flow(poverty-risk-problems.rectified)',
    better: 'neither',
    source: 'mission C1 空32',
  }),
  defineIndicator({
    id: 'poverty-risk-found',
    label: '防返贫排查发现问题数',
    gloss: 'problems found',
    unit: 'one',
    counter: '个',
    value: 'flow(poverty-risk-problems.found)',
    better: 'neither',
    source: 'mission C1',
  }),
  defineIndicator({
    id: 'poverty-risk-overdue',
    label: '防返贫排查问题逾期数',
    gloss: 'problems past their day',
    unit: 'one',
    counter: '个',
    value: 'stock(poverty-risk-problems.overdue[found])',
    better: 'down',
    source: 'mission C1',
  }),
]
