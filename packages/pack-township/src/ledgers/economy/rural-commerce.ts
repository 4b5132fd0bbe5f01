import { choice, date, defineIndicator, defineLedger, stock, text } from '@shishu/kernel'

/** 农村电商网点台账: one entry per shop, station or livestream base; its sales are statements of their own. */
export const ruralCommerce = defineLedger({
  id: 'rural-commerce',
  kind: 'subject',
  label: '农村电商网点台账',
  gloss: 'rural e-commerce shops',
  office: 'economy',
  source: '职责A8; 无全国统一表式，栏目按工作惯例',
  key: ['number'],
  fields: {
    number: text({ label: '网点编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    name: text({ label: '网点名称', gloss: 'name', headings: ['电商名称', '店铺名称'], required: true }),
    kind: choice({
      label: '网点类型',
      gloss: 'kind',
      headings: ['类型'],
      options: { shop: '网店', station: '村级电商服务站', live: '直播基地', firm: '电商企业' },
      required: true,
    }),
    product: choice({
      label: '主营特色产品',
      gloss: 'main local product',
      headings: ['特色产业', '主营产品'],
      options: {
        tea: '茶叶',
        bamboo: '竹木制品',
        grain: '粮油',
        fruit: '果蔬',
        livestock: '畜禽水产',
        craft: '手工艺品',
        tourism: '民宿旅游',
        other: '其他',
      },
    }),
    creditCode: text({ label: '统一社会信用代码', gloss: 'unified social credit code', max: 18 }),
    platform: text({ label: '销售平台', gloss: 'platform', headings: ['平台'] }),
    openedOn: date({ label: '开办日期', gloss: 'opened', headings: ['开办时间'], required: true }),
    closedOn: date({ label: '停办日期', gloss: 'closed', headings: ['停办时间'], notBefore: 'openedOn' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    open: stock({ label: '农村电商网点', gloss: 'shops open', from: 'openedOn', until: 'closedOn' }),
    byKind: stock({
      label: '农村电商网点（按类型）',
      gloss: 'shops open by kind',
      from: 'openedOn',
      until: 'closedOn',
      by: 'kind',
    }),
    byProduct: stock({
      label: '农村电商网点（按特色产品）',
      gloss: 'shops open by product',
      from: 'openedOn',
      until: 'closedOn',
      by: 'product',
    }),
  },
})

export const ruralCommerceIndicators = [
  defineIndicator({
    id: 'rural-commerce-shops',
    label: '农村电商网点数',
    gloss: 'rural e-commerce shops open',
    unit: 'one',
    counter: '家',
    value: 'stock(rural-commerce.open)',
    better: 'up',
    source: '职责A8',
  }),
  defineIndicator({
    id: 'rural-commerce-stations',
    label: '村级电商服务站数',
    gloss: 'village e-commerce stations open',
    unit: 'one',
    counter: '家',
    value: 'stock(rural-commerce.byKind[station])',
    better: 'up',
    source: '职责A8',
  }),
]
