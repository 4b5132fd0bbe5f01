import { choice, date, defineIndicator, defineLedger, stock, text } from '@shishu/kernel'

/** 限上商贸单位名录: one entry per wholesale, retail, lodging or catering unit above the threshold. */
export const retailUnits = defineLedger({
  id: 'retail-units',
  kind: 'subject',
  label: '限额以上商贸单位名录',
  gloss: 'trade units above the threshold',
  office: 'economy',
  source: '职责A3; 限额以上：批发2000万元、零售500万元、住宿餐饮200万元',
  key: ['creditCode'],
  fields: {
    creditCode: text({
      label: '统一社会信用代码',
      gloss: 'unified social credit code',
      headings: ['信用代码', '社会信用代码'],
      max: 18,
      required: true,
    }),
    name: text({ label: '单位名称', gloss: 'name', headings: ['商户名称', '企业名称'], required: true }),
    trade: choice({
      label: '行业',
      gloss: 'trade',
      headings: ['行业类别'],
      options: { wholesale: '批发', retail: '零售', lodging: '住宿', catering: '餐饮' },
    }),
    form: choice({
      label: '单位类型',
      gloss: 'legal form',
      options: { company: '法人单位', individual: '大个体' },
    }),
    route: choice({
      label: '入库方式',
      gloss: 'how it entered',
      options: { yearly: '年度入库', monthly: '月度入库' },
    }),
    enteredOn: date({ label: '入库日期', gloss: 'entered the register', headings: ['入库时间'], required: true }),
    leftOn: date({ label: '退库日期', gloss: 'left the register', headings: ['退库时间'], notBefore: 'enteredOn' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    aboveThreshold: stock({
      label: '限上单位',
      gloss: 'units above the threshold',
      from: 'enteredOn',
      until: 'leftOn',
    }),
    aboveThresholdByTrade: stock({
      label: '限上单位（分行业）',
      gloss: 'units above the threshold by trade',
      from: 'enteredOn',
      until: 'leftOn',
      by: 'trade',
    }),
  },
})

export const retailUnitIndicators = [
  defineIndicator({
    id: 'retail-units',
    label: '限上商贸单位数',
    gloss: 'trade units above the threshold',
    unit: 'one',
    counter: '家',
    value: 'stock(retail-units.aboveThreshold)',
    better: 'up',
    source: '职责A3',
  }),
]
