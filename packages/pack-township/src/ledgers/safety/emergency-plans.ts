import { choice, count, date, defineIndicator, defineLedger, stock, text } from '@shishu/kernel'

/** 应急预案台账: one entry per edition of a plan. */
export const emergencyPlans = defineLedger({
  id: 'emergency-plans',
  kind: 'subject',
  label: '应急预案台账',
  gloss: 'emergency plans',
  office: 'safety',
  source: 'mission F3; 生产安全事故应急条例第5—6条；国办发〔2024〕5号第26条（印发后20个工作日内备案）',
  key: ['name', 'edition'],
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
  },
  measures: {
    revised: count({ label: '修订预案', gloss: 'plans revised', on: 'revisedOn', by: 'kind' }),
    inForce: stock({ label: '现行预案', gloss: 'plans in force', from: 'issuedOn', until: 'endedOn' }),
    filed: count({ label: '备案预案', gloss: 'plans filed', on: 'filedOn' }),
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
    source: 'mission F3 空66; 生产安全事故应急条例第6条',
  }),
  defineIndicator({
    id: 'emergency-plans-in-force',
    label: '现行预案份数',
    gloss: 'plans in force',
    unit: 'one',
    counter: '份',
    value: 'stock(emergency-plans.inForce)',
    better: 'neither',
    source: 'mission F3',
  }),
]
