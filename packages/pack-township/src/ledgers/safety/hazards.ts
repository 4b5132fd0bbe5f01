import { choice, count, date, defineIndicator, defineLedger, defineLoop, quantity, stock, text } from '@shishu/kernel'

/** 发现 → 整改 → 复查销号; a hazard that fails its review goes back; one past its day may be passed to the county. */
const hazardLoop = defineLoop({
  opens: { on: 'foundOn', state: 'found' },
  states: {
    found: {
      label: '整改中',
      gloss: 'being mended',
      limit: { count: 0, unit: 'calendar-day', from: 'dueOn', source: '安全生产法第41条；整改时限见整改通知' },
    },
    handled: { label: '待复查', gloss: 'awaiting review' },
    closed: { label: '已销号', gloss: 'closed', end: 'done' },
    passed: { label: '移交县部门', gloss: 'passed to the county', end: 'done' },
  },
  steps: {
    handle: { label: '完成整改', gloss: 'handle', from: ['found'], to: 'handled', day: 'handledOn' },
    return: {
      label: '复查不合格',
      gloss: 'send back',
      from: ['handled'],
      to: 'found',
      day: 'returnedOn',
      notBy: ['handle'],
    },
    close: { label: '复查销号', gloss: 'close', from: ['handled'], to: 'closed', day: 'closedOn', notBy: ['handle'] },
    pass: { label: '移交', gloss: 'pass on', from: ['found'], to: 'passed', day: 'passedOn' },
  },
})

/** 安全隐患台账: one entry per hazard found on one site; whoever handled it does not review it. */
export const hazards = defineLedger({
  id: 'hazards',
  kind: 'case',
  label: '安全隐患排查整改台账',
  gloss: 'hazards found and mended',
  office: 'safety',
  source: 'mission F4; 安全生产法第41、65、75条',
  key: ['number'],
  loop: hazardLoop,
  fields: {
    number: text({ label: '隐患编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    unit: text({ label: '单位名称', gloss: 'unit', headings: ['企业名称', '受检单位'], required: true }),
    field: choice({
      label: '行业领域',
      gloss: 'field',
      headings: ['领域', '行业'],
      options: {
        mine: '矿山',
        factory: '工贸企业',
        fire: '消防',
        road: '道路交通',
        site: '建筑施工',
        gas: '燃气',
        school: '学校',
        shop: '商铺餐饮',
      },
    }),
    part: text({ label: '隐患部位', gloss: 'part', headings: ['部位'] }),
    description: text({
      label: '隐患描述',
      gloss: 'description',
      headings: ['隐患内容', '存在隐患'],
      max: 300,
      required: true,
    }),
    level: choice({
      label: '隐患等级',
      gloss: 'level',
      headings: ['等级', '级别'],
      options: { general: '一般', major: '重大' },
      required: true,
    }),
    origin: choice({
      label: '隐患来源',
      gloss: 'how it was found',
      headings: ['来源'],
      options: { self: '企业自查', inspection: '检查发现', report: '群众举报', upper: '上级督查' },
    }),
    measure: text({ label: '整改措施', gloss: 'what is done' }),
    funds: quantity({ label: '整改资金', gloss: 'funds', unit: 'yuan', headings: ['投入资金'] }),
    handler: text({ label: '整改责任岗位', gloss: 'post that mends it', headings: ['整改责任人岗位'] }),
    reviewer: text({ label: '复查岗位', gloss: 'post that reviews it', headings: ['复查人岗位'] }),
    foundOn: date({ label: '发现日期', gloss: 'found', headings: ['检查日期', '排查日期'], required: true }),
    dueOn: date({ label: '整改时限', gloss: 'due', headings: ['整改期限'], required: true, notBefore: 'foundOn' }),
    handledOn: date({ label: '整改完成日期', gloss: 'handled', headings: ['完成日期'], notBefore: 'foundOn' }),
    returnedOn: date({ label: '复查不合格日期', gloss: 'sent back', notBefore: 'foundOn' }),
    passedOn: date({ label: '移交日期', gloss: 'passed on', notBefore: 'foundOn' }),
    closedOn: date({ label: '销号日期', gloss: 'closed', headings: ['复查日期'], notBefore: 'foundOn' }),
  },
  measures: {
    found: count({ label: '发现隐患', gloss: 'hazards found', on: 'foundOn', by: 'level' }),
    due: count({ label: '到期隐患', gloss: 'hazards due', on: 'dueOn' }),
    closed: count({ label: '销号隐患', gloss: 'hazards closed', on: 'closedOn', by: 'level' }),
    open: stock({ label: '未销号隐患', gloss: 'not yet closed', from: 'foundOn', until: 'closedOn', by: 'level' }),
  },
})

export const hazardIndicators = [
  defineIndicator({
    id: 'hazards-found',
    label: '发现隐患数',
    gloss: 'hazards found',
    unit: 'one',
    value: 'flow(hazards.found)',
    better: 'neither',
    source: 'mission F4',
  }),
  defineIndicator({
    id: 'hazards-closed',
    label: '销号隐患数',
    gloss: 'hazards closed',
    unit: 'one',
    value: 'flow(hazards.closed)',
    better: 'up',
    source: 'mission F4',
  }),
  defineIndicator({
    id: 'hazards-overdue',
    label: '逾期未整改隐患数',
    gloss: 'hazards past their day',
    unit: 'one',
    value: 'stock(hazards.overdue[found])',
    better: 'down',
    source: 'mission F4; 安全生产法第41条',
  }),
  defineIndicator({
    id: 'hazards-major-open',
    label: '重大隐患未销号数',
    gloss: 'major hazards not yet closed',
    unit: 'one',
    value: 'stock(hazards.open[major])',
    better: 'down',
    source: 'mission F4',
  }),
]
