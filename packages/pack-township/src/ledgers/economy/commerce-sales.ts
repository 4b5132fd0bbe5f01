import { date, defineIndicator, defineLedger, month, quantity, sum, text } from '@shishu/kernel'

/** 农村电商销售台账: one entry per shop and month, as the shop reports it. */
export const commerceSales = defineLedger({
  id: 'commerce-sales',
  kind: 'statement',
  label: '农村电商销售台账',
  gloss: 'monthly sales of rural e-commerce shops',
  office: 'economy',
  source: '职责A8; 企业自报，不能称统计数（统计法实施条例第17条）',
  key: ['number', 'month'],
  fields: {
    number: text({ label: '网点编号', gloss: 'number of the shop', headings: ['编号'], max: 30, required: true }),
    name: text({ label: '网点名称', gloss: 'shop', headings: ['电商名称'], required: true }),
    month: month({ label: '报告期', gloss: 'month reported', headings: ['月份'], required: true }),
    sales: quantity({
      label: '网络销售额',
      gloss: 'online sales of the month',
      unit: 'wan-yuan',
      headings: ['销售额'],
      required: true,
    }),
    local: quantity({
      label: '其中本地农产品',
      gloss: 'of which local farm produce',
      unit: 'wan-yuan',
      headings: ['农产品销售额'],
    }),
    orders: quantity({ label: '订单数', gloss: 'orders', unit: 'one' }),
    reportedOn: date({ label: '上报日期', gloss: 'reported on', headings: ['填报日期'] }),
  },
  measures: {
    sales: sum({ label: '农村电商销售额', gloss: 'online sales', on: 'month', of: 'sales' }),
    local: sum({ label: '农产品网络销售额', gloss: 'online sales of local produce', on: 'month', of: 'local' }),
    orders: sum({ label: '农村电商订单', gloss: 'orders', on: 'month', of: 'orders' }),
  },
})

export const commerceSalesIndicators = [
  defineIndicator({
    id: 'rural-commerce-sales',
    label: '农村电商销售额累计',
    gloss: 'online sales from January',
    unit: 'fen',
    value: 'cumulative(commerce-sales.sales)',
    better: 'up',
    source: '职责A8',
    countingRule: '商务口径：全部网络销售额，网点自报',
  }),
  defineIndicator({
    id: 'rural-commerce-local-sales',
    label: '农产品网络销售额累计',
    gloss: 'online sales of local farm produce from January',
    unit: 'fen',
    value: 'cumulative(commerce-sales.local)',
    better: 'up',
    source: '职责A8',
    countingRule: '农业农村口径：只计本地农产品',
  }),
  defineIndicator({
    id: 'rural-commerce-sales-growth',
    label: '农村电商销售额同比增速',
    gloss: 'growth of online sales over last year',
    unit: 'percent',
    decimals: 1,
    value: 'growth(cumulative(commerce-sales.sales), lastYear(cumulative(commerce-sales.sales)))',
    better: 'up',
    source: '职责A8',
    countingRule: '与上年同期自报数比，网点增减未作可比调整',
  }),
]
