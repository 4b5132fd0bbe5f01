import { choice, count, date, defineIndicator, defineLedger, defineLoop, stock, text } from '@shishu/kernel'

/** 编制修订 → 印发 → 备案 → 废止; filed with the county within 20 working days of being issued. */
const planLoop = defineLoop({
  opens: { on: 'revisedOn', state: 'drafted' },
  states: {
    drafted: {
      label: '已编制（修订）',
      gloss: 'drawn up',
      limit: { count: 30, unit: 'calendar-day', source: '职责F3；印发时限由镇定', unconfirmed: true },
    },
    issued: {
      label: '已印发待备案',
      gloss: 'issued, to be filed',
      limit: { count: 20, unit: 'working-day', source: 'ya-file 国办发〔2024〕5号第26条：印发后20个工作日内备案' },
    },
    filed: { label: '已备案', gloss: 'filed' },
    ended: { label: '已废止', gloss: 'no longer in force', end: 'done' },
    dropped: { label: '不再编制', gloss: 'given up', end: 'withdrawn' },
  },
  steps: {
    issue: { label: '印发', gloss: 'issue', from: ['drafted'], to: 'issued', day: 'issuedOn' },
    file: { label: '备案', gloss: 'file', from: ['issued'], to: 'filed', day: 'filedOn' },
    end: { label: '废止', gloss: 'end', from: ['issued', 'filed'], to: 'ended', day: 'endedOn' },
    drop: { label: '不再编制', gloss: 'give up', from: ['drafted'], to: 'dropped', day: 'droppedOn' },
  },
})

/** 应急预案台账: one entry per edition of a plan; a subject that is a case too, because the law gives its filing a time. */
export const emergencyPlans = defineLedger({
  id: 'emergency-plans',
  kind: 'case',
  label: '应急预案台账',
  gloss: 'emergency plans',
  office: 'safety',
  source: '职责F3; 生产安全事故应急条例第5—6条；国办发〔2024〕5号第26条（印发后20个工作日内备案）',
  key: ['name', 'edition'],
  loop: planLoop,
  fields: {
    name: text({ label: '预案名称', gloss: 'name', headings: ['名称'], required: true }),
    kind: choice({
      label: '预案类型',
      gloss: 'kind',
      headings: ['类型', '类别'],
      options: { general: '总体', special: '专项', site: '现场处置方案', village: '村级' },
    }),
    edition: text({ label: '版本', gloss: 'edition', headings: ['版次'], max: 20, required: true }),
    reason: choice({
      label: '修订原因',
      gloss: 'why revised',
      options: {
        law: '法规变化',
        body: '机构调整',
        risk: '风险变化',
        resource: '资源变化',
        drill: '演练发现问题',
        new: '新编',
      },
    }),
    writer: text({ label: '编制单位', gloss: 'who wrote it' }),
    revisedOn: date({
      label: '修订日期',
      gloss: 'revised',
      headings: ['编制（修订）日期', '修订时间'],
      required: true,
    }),
    issuedOn: date({ label: '印发日期', gloss: 'issued', notBefore: 'revisedOn' }),
    filedOn: date({ label: '备案日期', gloss: 'filed with the county', notBefore: 'issuedOn' }),
    endedOn: date({ label: '废止日期', gloss: 'no longer in force', headings: ['停用日期'] }),
    note: text({ label: '备注', gloss: 'note' }),
    signer: text({ label: '签发岗位', gloss: 'post of the signer', headings: ['签发人岗位'] }),
    filingNumber: text({ label: '备案号', gloss: 'number of the filing', headings: ['备案编号'], max: 40 }),
    publishedOn: date({
      label: '公布日期',
      gloss: 'made public',
      notBefore: 'issuedOn',
      source: '生产安全事故应急条例第5条；政府信息公开条例第20条',
    }),
    droppedOn: date({ label: '不再编制日期', gloss: 'given up', notBefore: 'revisedOn' }),
  },
  measures: {
    revised: count({ label: '修订预案', gloss: 'plans revised', on: 'revisedOn', by: 'kind' }),
    inForce: stock({ label: '现行预案', gloss: 'plans in force', from: 'issuedOn', until: 'endedOn' }),
    filed: count({ label: '备案预案', gloss: 'plans filed', on: 'filedOn' }),
    published: count({ label: '公布预案', gloss: 'plans made public', on: 'publishedOn' }),
  },
})

export const emergencyPlanIndicators = [
  defineIndicator({
    id: 'emergency-plans-revised',
    label: '修订预案份数',
    gloss: 'plans revised',
    unit: 'one',
    counter: '份',
    value: 'flow(emergency-plans.revised)',
    better: 'neither',
    source: '职责F3 汇报空66; 生产安全事故应急条例第6条',
  }),
  defineIndicator({
    id: 'emergency-plans-in-force',
    label: '现行预案份数',
    gloss: 'plans in force',
    unit: 'one',
    counter: '份',
    value: 'stock(emergency-plans.inForce)',
    better: 'neither',
    source: '职责F3',
  }),
  defineIndicator({
    id: 'emergency-plans-filed',
    label: '备案预案份数',
    gloss: 'plans filed',
    unit: 'one',
    counter: '份',
    value: 'flow(emergency-plans.filed)',
    better: 'up',
    source: '职责F3; 国办发〔2024〕5号第26条',
  }),
  defineIndicator({
    id: 'emergency-plans-filing-overdue',
    label: '逾期未备案预案份数',
    gloss: 'plans not filed within 20 working days',
    unit: 'one',
    counter: '份',
    value: 'stock(emergency-plans.overdue[issued])',
    better: 'down',
    source: '职责F3; 国办发〔2024〕5号第26条',
  }),
  defineIndicator({
    id: 'emergency-plans-filed-in-time-share',
    label: '预案按期备案率',
    gloss: 'share of plans filed within 20 working days',
    unit: 'percent',
    decimals: 1,
    value:
      'flow(emergency-plans.withinLimit[issued]) / (flow(emergency-plans.withinLimit[issued]) + flow(emergency-plans.pastLimit[issued]))',
    better: 'up',
    source: '职责F3; 国办发〔2024〕5号第26条',
  }),
]
