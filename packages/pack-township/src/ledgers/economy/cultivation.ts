import { choice, count, date, defineIndicator, defineLedger, defineLoop, quantity, stock, text } from '@shishu/kernel'

/** From the cultivation list to the register: 摸排入培育库 → 申报 → 入库, or dropped when the threshold is not met. */
const cultivationLoop = defineLoop({
  opens: { on: 'listedOn', state: 'cultivated' },
  states: {
    cultivated: { label: '培育中', gloss: 'in cultivation' },
    applied: { label: '申报中', gloss: 'applied for' },
    promoted: { label: '已入库', gloss: 'promoted', end: 'done' },
    dropped: { label: '退出培育', gloss: 'dropped', end: 'withdrawn' },
  },
  steps: {
    apply: { label: '申报', gloss: 'apply', from: ['cultivated'], to: 'applied', day: 'appliedOn' },
    promote: { label: '批准入库', gloss: 'promote', from: ['applied'], to: 'promoted', day: 'promotedOn' },
    drop: { label: '退出', gloss: 'drop', from: ['cultivated', 'applied'], to: 'dropped', day: 'droppedOn' },
  },
})

/** 小升规、限上大个体培育台账: one entry per firm or shop under cultivation. */
export const cultivation = defineLedger({
  id: 'cultivation',
  kind: 'case',
  label: '规上限上培育台账',
  gloss: 'firms and shops cultivated towards the register',
  office: 'economy',
  source: 'mission A4; 年度、月度入库申报的时间以县统计部门通知为准',
  key: ['number'],
  loop: cultivationLoop,
  fields: {
    number: text({ label: '培育编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    name: text({ label: '单位名称', gloss: 'firm or shop', headings: ['企业名称', '培育对象'], required: true }),
    kind: choice({
      label: '培育类别',
      gloss: 'kind',
      headings: ['类别'],
      options: { industry: '规上工业', individual: '限上大个体' },
      required: true,
    }),
    revenue: quantity({
      label: '上年营业收入',
      gloss: 'last year’s revenue',
      unit: 'wan-yuan',
      headings: ['上年主营业务收入'],
    }),
    difficulty: text({ label: '困难问题', gloss: 'difficulties', headings: ['存在问题'] }),
    helper: text({ label: '包保单位', gloss: 'office that helps', headings: ['帮扶单位'] }),
    listedOn: date({ label: '入培育库日期', gloss: 'listed', headings: ['纳入培育时间', '摸排日期'], required: true }),
    appliedOn: date({ label: '申报日期', gloss: 'applied', headings: ['申报时间'], notBefore: 'listedOn' }),
    promotedOn: date({ label: '批准入库日期', gloss: 'promoted', headings: ['入库日期'], notBefore: 'listedOn' }),
    droppedOn: date({ label: '退出培育日期', gloss: 'dropped', headings: ['退出日期'], notBefore: 'listedOn' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    listed: stock({ label: '累计纳入培育', gloss: 'ever listed', from: 'listedOn', by: 'kind' }),
    left: stock({ label: '累计退出培育', gloss: 'ever dropped', from: 'droppedOn', by: 'kind' }),
    joined: stock({ label: '累计培育入库', gloss: 'ever promoted', from: 'promotedOn', by: 'kind' }),
    promotions: count({ label: '培育入库', gloss: 'promoted', on: 'promotedOn', by: 'kind' }),
  },
})

const inCultivation = (kind: string): string =>
  `stock(cultivation.listed[${kind}]) - stock(cultivation.joined[${kind}]) - stock(cultivation.left[${kind}])`

export const cultivationIndicators = [
  defineIndicator({
    id: 'industry-in-cultivation',
    label: '正在培育的规上工业企业',
    gloss: 'industrial firms in cultivation',
    unit: 'one',
    counter: '家',
    value: inCultivation('industry'),
    better: 'up',
    source: 'mission A4 空16',
    countingRule: '纳入培育后，尚未入库也未退出的',
  }),
  defineIndicator({
    id: 'individuals-in-cultivation',
    label: '正在培育的限上大个体',
    gloss: 'self-employed in cultivation',
    unit: 'one',
    counter: '家',
    value: inCultivation('individual'),
    better: 'up',
    source: 'mission A4 空17',
    countingRule: '纳入培育后，尚未入库也未退出的',
  }),
  defineIndicator({
    id: 'promotions',
    label: '新增规上工业企业',
    gloss: 'industrial firms promoted this year',
    unit: 'one',
    counter: '家',
    value: 'cumulative(cultivation.promotions[industry])',
    better: 'up',
    source: 'mission A4',
  }),
  defineIndicator({
    id: 'promotions-target',
    label: '新增规上工业企业年度目标',
    gloss: 'target of promotions',
    unit: 'one',
    counter: '家',
    value: 'target(promotions)',
    better: 'neither',
    source: 'mission A4, I1 空73',
  }),
]
