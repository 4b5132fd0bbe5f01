import { choice, date, defineIndicator, defineLedger, stock, text, yesNo } from '@shishu/kernel'

/** 规上工业企业名录: one entry per firm, from its entry into the register (入库) to its leaving (退库). */
export const enterprises = defineLedger({
  id: 'enterprises',
  kind: 'subject',
  label: '规模以上工业企业名录',
  gloss: 'industrial firms above scale',
  office: 'economy',
  source: '职责A2; 规模以上工业：年主营业务收入2000万元及以上',
  key: ['creditCode'],
  fields: {
    creditCode: text({
      label: '统一社会信用代码',
      gloss: 'unified social credit code',
      headings: ['信用代码', '社会信用代码'],
      max: 18,
      required: true,
      source: 'GB 32100-2015',
    }),
    name: text({ label: '企业名称', gloss: 'name', headings: ['单位名称', '单位详细名称'], required: true }),
    industry: text({ label: '行业类别', gloss: 'industry class', headings: ['行业', '行业代码'] }),
    highTech: yesNo({ label: '是否高新', gloss: 'high-tech firm', headings: ['高新技术企业', '高新企业'] }),
    strategic: yesNo({
      label: '是否战新',
      gloss: 'strategic emerging industry',
      headings: ['战新企业', '战略性新兴产业'],
    }),
    route: choice({
      label: '入库方式',
      gloss: 'how it entered',
      options: { yearly: '年度入库', monthly: '月度入库' },
    }),
    enteredOn: date({ label: '入库日期', gloss: 'entered the register', headings: ['入库时间'], required: true }),
    leftOn: date({ label: '退库日期', gloss: 'left the register', headings: ['退库时间'], notBefore: 'enteredOn' }),
    leavingReason: text({ label: '退库原因', gloss: 'why it left' }),
    statistician: text({ label: '统计负责岗位', gloss: 'post in charge of statistics', headings: ['统计岗位'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    aboveScale: stock({ label: '规上工业企业', gloss: 'firms above scale', from: 'enteredOn', until: 'leftOn' }),
    highTech: stock({
      label: '规上高新企业',
      gloss: 'of which high-tech',
      from: 'enteredOn',
      until: 'leftOn',
      where: { highTech: true },
    }),
    strategic: stock({
      label: '规上战新企业',
      gloss: 'of which strategic',
      from: 'enteredOn',
      until: 'leftOn',
      where: { strategic: true },
    }),
  },
})

export const enterpriseIndicators = [
  defineIndicator({
    id: 'above-scale-firms',
    label: '规上工业企业数',
    gloss: 'industrial firms above scale',
    unit: 'one',
    counter: '家',
    value: 'stock(enterprises.aboveScale)',
    better: 'up',
    source: '职责A2 汇报空3',
  }),
  defineIndicator({
    id: 'high-tech-firms',
    label: '规上高新技术企业数',
    gloss: 'high-tech firms above scale',
    unit: 'one',
    counter: '家',
    value: 'stock(enterprises.highTech)',
    better: 'up',
    source: '职责A2',
  }),
  defineIndicator({
    id: 'strategic-firms',
    label: '规上战新企业数',
    gloss: 'strategic firms above scale',
    unit: 'one',
    counter: '家',
    value: 'stock(enterprises.strategic)',
    better: 'up',
    source: '职责A2',
  }),
]
