import { choice, count, date, defineIndicator, defineLedger, quantity, stock, sum, text } from '@shishu/kernel'

/** 衔接资金项目台账: one entry per project of the bridging funds (2026: 常态化帮扶资金). */
export const bridgingProjects = defineLedger({
  id: 'bridging-projects',
  kind: 'subject',
  label: '衔接资金项目台账',
  gloss: 'projects of the bridging funds',
  office: 'revitalisation',
  source: '职责C5; 项目须从项目库选取，事前事后公告公示',
  key: ['code'],
  fields: {
    code: text({ label: '项目编码', gloss: 'code', headings: ['项目代码', '编号'], max: 40, required: true }),
    name: text({ label: '项目名称', gloss: 'name', headings: ['项目'], required: true }),
    kind: choice({
      label: '项目类型',
      gloss: 'kind',
      headings: ['类型'],
      options: { industry: '产业发展', works: '基础设施', environment: '人居环境', work: '就业帮扶' },
    }),
    origin: choice({
      label: '资金来源',
      gloss: 'level of the funds',
      headings: ['资金来源层级'],
      options: { centre: '中央', province: '省级', city: '市级', county: '县级' },
    }),
    allocated: quantity({
      label: '下达资金',
      gloss: 'funds allocated',
      unit: 'wan-yuan',
      headings: ['批复资金', '投入资金'],
      required: true,
    }),
    actor: text({ label: '实施单位', gloss: 'who carries it out' }),
    approvedOn: date({ label: '批复日期', gloss: 'approved and allocated', headings: ['批复时间'], required: true }),
    noticedOn: date({ label: '事前公示日期', gloss: 'notice before', headings: ['公示日期'] }),
    startedOn: date({ label: '开工日期', gloss: 'started', headings: ['开工时间'], notBefore: 'approvedOn' }),
    completedOn: date({ label: '完工日期', gloss: 'completed', headings: ['竣工日期'], notBefore: 'startedOn' }),
    acceptedOn: date({ label: '验收日期', gloss: 'accepted', notBefore: 'completedOn' }),
    benefit: text({ label: '联农带农情况', gloss: 'how households benefit', headings: ['绩效目标'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    approved: count({ label: '批复衔接资金项目', gloss: 'projects approved', on: 'approvedOn' }),
    allocated: sum({ label: '下达衔接资金', gloss: 'funds allocated', on: 'approvedOn', of: 'allocated' }),
    started: count({ label: '开工衔接资金项目', gloss: 'projects started', on: 'startedOn' }),
    startedFunds: sum({
      label: '开工项目投入资金',
      gloss: 'funds of the projects started',
      on: 'startedOn',
      of: 'allocated',
    }),
    completed: count({ label: '完工衔接资金项目', gloss: 'projects completed', on: 'completedOn' }),
    underWay: stock({ label: '在建衔接资金项目', gloss: 'under way', from: 'startedOn', until: 'completedOn' }),
  },
})

export const bridgingProjectIndicators = [
  defineIndicator({
    id: 'bridging-projects-started',
    label: '衔接资金项目开工数',
    gloss: 'projects started this year',
    unit: 'one',
    counter: '个',
    value: 'cumulative(bridging-projects.started)',
    better: 'up',
    source: '职责C5 汇报空41',
  }),
  defineIndicator({
    id: 'bridging-funds-invested',
    label: '衔接资金项目投入资金',
    gloss: 'funds of the projects started this year',
    unit: 'fen',
    value: 'cumulative(bridging-projects.startedFunds)',
    better: 'neither',
    source: '职责C5 汇报空42',
  }),
  defineIndicator({
    id: 'bridging-projects-started-share',
    label: '衔接资金项目开工率',
    gloss: 'share of this year’s projects that have started',
    unit: 'percent',
    decimals: 1,
    value: 'cumulative(bridging-projects.started) / cumulative(bridging-projects.approved)',
    better: 'up',
    source: '职责C5',
  }),
]
