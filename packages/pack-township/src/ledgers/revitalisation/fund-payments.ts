import { choice, date, defineIndicator, defineLedger, quantity, sum, text, yesNo } from '@shishu/kernel'

/** 衔接资金拨付台账: one entry per payment; 已拨付 and 已支付 are two numbers and are kept apart. */
export const fundPayments = defineLedger({
  id: 'fund-payments',
  kind: 'event',
  label: '衔接资金拨付台账',
  gloss: 'payments of the bridging funds',
  office: 'revitalisation',
  source: '职责C5',
  key: ['voucher'],
  fields: {
    voucher: text({
      label: '凭证号',
      gloss: 'voucher number',
      headings: ['拨付凭证号', '编号'],
      max: 30,
      required: true,
    }),
    project: text({ label: '项目名称', gloss: 'project', headings: ['项目'], required: true }),
    projectCode: text({ label: '项目编码', gloss: 'code of the project', headings: ['项目代码'], max: 40 }),
    kind: choice({
      label: '款项类别',
      gloss: 'kind of payment',
      headings: ['款项性质'],
      options: { advance: '预付款', progress: '进度款', final: '结算款', retention: '质保金' },
    }),
    amount: quantity({
      label: '拨付金额',
      gloss: 'amount',
      unit: 'wan-yuan',
      headings: ['金额', '已拨付'],
      required: true,
    }),
    carriedOver: yesNo({
      label: '是否上年结转项目',
      gloss: 'for a project of an earlier year',
      headings: ['上年结转'],
    }),
    appliedOn: date({ label: '申请日期', gloss: 'applied for', headings: ['申请拨付日期'] }),
    paidOn: date({ label: '拨付日期', gloss: 'paid', headings: ['拨付时间'], notBefore: 'appliedOn', required: true }),
    payee: text({ label: '收款单位', gloss: 'payee' }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    paid: sum({ label: '拨付衔接资金', gloss: 'funds paid', on: 'paidOn', of: 'amount' }),
    paidThisYear: sum({
      label: '拨付当年项目衔接资金',
      gloss: 'funds paid to this year’s projects',
      on: 'paidOn',
      of: 'amount',
      where: { carriedOver: { not: true } },
    }),
  },
})

export const fundPaymentIndicators = [
  defineIndicator({
    id: 'bridging-funds-disbursed-share',
    label: '衔接资金拨付进度',
    gloss: 'share of this year’s funds paid out',
    unit: 'percent',
    decimals: 1,
    value: 'cumulative(fund-payments.paidThisYear) / cumulative(bridging-projects.allocated)',
    better: 'up',
    source: '职责C5 汇报空43',
    countingRule: '当年项目已拨付÷当年下达；上年结转项目的拨付不计',
  }),
  defineIndicator({
    id: 'bridging-funds-disbursed',
    label: '衔接资金拨付额',
    gloss: 'funds paid out this year',
    unit: 'fen',
    value: 'cumulative(fund-payments.paid)',
    better: 'neither',
    source: '职责C5',
  }),
]
