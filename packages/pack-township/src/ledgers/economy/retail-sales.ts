import { choice, date, defineIndicator, defineLedger, month, quantity, sum, text } from '@shishu/kernel'

/** 限上消费品零售额台账: one entry per unit and month. */
export const retailSales = defineLedger({
  id: 'retail-sales',
  kind: 'statement',
  label: '限上消费品零售额台账',
  gloss: 'retail sales of units above the threshold',
  office: 'economy',
  source: '职责A3; 统计法第24条（统计台账）',
  key: ['creditCode', 'month'],
  fields: {
    month: month({
      label: '报告期',
      gloss: 'month reported',
      headings: ['月份', '所属月份'],
      joinsJanuary: true,
      required: true,
      help: '1—2月合并填报，没有单独的1月',
    }),
    unit: text({ label: '单位名称', gloss: 'unit', headings: ['商户名称', '企业名称'], required: true }),
    creditCode: text({
      label: '统一社会信用代码',
      gloss: 'unified social credit code',
      headings: ['信用代码', '社会信用代码'],
      max: 18,
      required: true,
    }),
    trade: choice({
      label: '行业',
      gloss: 'trade',
      headings: ['行业类别'],
      options: { wholesale: '批发', retail: '零售', lodging: '住宿', catering: '餐饮' },
    }),
    sales: quantity({
      label: '零售额',
      gloss: 'retail sales of the month',
      unit: 'wan-yuan',
      headings: ['本期零售额', '本期', '当月零售额'],
      required: true,
    }),
    base: quantity({
      label: '同期基数',
      gloss: 'base: the same month last year on this year’s set of units',
      unit: 'wan-yuan',
      headings: ['上年同期', '同期', '同期零售额'],
    }),
    online: quantity({
      label: '其中：网上零售额',
      gloss: 'of which online',
      unit: 'wan-yuan',
      headings: ['网上零售额'],
    }),
    reportedOn: date({ label: '上报日期', gloss: 'reported on', headings: ['上报时间', '填报日期'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    sales: sum({ label: '限上消费品零售额', gloss: 'retail sales', on: 'month', of: 'sales' }),
    base: sum({ label: '限上消费品零售额同期基数', gloss: 'its base', on: 'month', of: 'base' }),
    online: sum({ label: '网上零售额', gloss: 'of which online', on: 'month', of: 'online' }),
  },
})

export const retailSalesIndicators = [
  defineIndicator({
    id: 'retail-sales',
    label: '限上消费品零售额累计',
    gloss: 'retail sales from January',
    unit: 'fen',
    value: 'cumulative(retail-sales.sales)',
    better: 'up',
    source: '职责A3',
  }),
  defineIndicator({
    id: 'retail-sales-growth',
    label: '限上消费品零售额同比增速',
    gloss: 'growth of retail sales on their base',
    unit: 'percent',
    decimals: 1,
    value: 'growth(cumulative(retail-sales.sales), cumulative(retail-sales.base))',
    better: 'up',
    source: '职责A3 汇报空15',
    countingRule: '本期累计÷同期基数−1；同期基数按本年单位范围核定',
  }),
]
