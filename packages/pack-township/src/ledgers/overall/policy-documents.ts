import { choice, count, date, defineIndicator, defineLedger, stock, text } from '@shishu/kernel'

/** 政策文件台账: one entry per document issued. */
export const policyDocuments = defineLedger({
  id: 'policy-documents',
  kind: 'subject',
  label: '政策文件台账',
  gloss: 'policy documents',
  office: 'overall',
  source: 'mission E3',
  key: ['number'],
  fields: {
    number: text({ label: '发文字号', gloss: 'number', headings: ['文号'], max: 40, required: true }),
    title: text({ label: '文件名称', gloss: 'title', headings: ['标题', '文件标题'], required: true }),
    kind: choice({
      label: '文件类型',
      gloss: 'kind',
      headings: ['类型'],
      options: { plan: '实施方案', publicity: '宣传方案', group: '领导小组', notice: '通知', rules: '制度办法' },
    }),
    field: choice({
      label: '工作领域',
      gloss: 'field of work',
      headings: ['领域'],
      options: {
        customs: '移风易俗',
        party: '党建',
        economy: '经济',
        village: '乡村振兴',
        safety: '安全',
        peace: '平安',
        other: '其他',
      },
    }),
    writer: text({ label: '起草单位', gloss: 'who wrote it', headings: ['承办单位'] }),
    issuedOn: date({ label: '印发日期', gloss: 'issued', headings: ['成文日期', '印发时间'], required: true }),
    endedOn: date({ label: '废止日期', gloss: 'no longer in force', headings: ['失效日期'], notBefore: 'issuedOn' }),
    open: choice({
      label: '公开属性',
      gloss: 'disclosure',
      options: { public: '主动公开', request: '依申请公开', closed: '不予公开' },
    }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    issued: count({ label: '印发文件', gloss: 'documents issued', on: 'issuedOn', by: 'field' }),
    inForce: stock({ label: '现行文件', gloss: 'in force', from: 'issuedOn', until: 'endedOn' }),
  },
})

export const policyDocumentIndicators = [
  defineIndicator({
    id: 'customs-documents-issued',
    label: '移风易俗文件印发数',
    gloss: 'documents on plain customs issued',
    unit: 'one',
    counter: '份',
    value: 'flow(policy-documents.issued[customs])',
    better: 'neither',
    source: 'mission E3',
  }),
]
