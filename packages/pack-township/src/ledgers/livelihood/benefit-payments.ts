import { choice, count, date, defineIndicator, defineLedger, month, quantity, sum, text, yesNo } from '@shishu/kernel'

/** 惠民资金发放台账: one entry per batch paid; the people paid are in the paying system, not here. */
export const benefitPayments = defineLedger({
  id: 'benefit-payments',
  kind: 'event',
  label: '惠民资金发放台账',
  gloss: 'batches of benefits paid',
  office: 'livelihood',
  source: 'mission D3; 财办〔2020〕37号（一卡通）；社会救助法、社会保险经办条例',
  key: ['batch'],
  fields: {
    batch: text({ label: '批次号', gloss: 'batch number', headings: ['发放批次', '编号'], max: 30, required: true }),
    programme: choice({
      label: '资金类别',
      gloss: 'programme',
      headings: ['类别'],
      options: {
        pension: '养老金',
        'family-planning': '计生资金',
        'civil-affairs': '民政资金',
        veterans: '优抚资金',
        farming: '惠农补贴',
      },
      required: true,
    }),
    item: text({ label: '补贴项目', gloss: 'item', headings: ['项目', '发放项目'], required: true }),
    forMonth: month({ label: '所属月份', gloss: 'month it is for', headings: ['发放月份', '报告期'] }),
    people: quantity({ label: '发放人数', gloss: 'people paid', unit: 'one', headings: ['人数'] }),
    due: quantity({ label: '应发金额', gloss: 'amount due', unit: 'wan-yuan', headings: ['应发'] }),
    paid: quantity({
      label: '实发金额',
      gloss: 'amount paid',
      unit: 'wan-yuan',
      headings: ['实发', '发放金额'],
      required: true,
    }),
    dueOn: date({ label: '应发日期', gloss: 'due', headings: ['规定发放日'] }),
    paidOn: date({ label: '发放日期', gloss: 'paid', headings: ['发放时间', '实发日期'], required: true }),
    onTime: yesNo({ label: '是否按时足额', gloss: 'on time and in full', headings: ['按时足额'] }),
    failed: quantity({ label: '退回笔数', gloss: 'payments sent back', unit: 'one', headings: ['发放失败笔数'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    paid: sum({ label: '发放金额', gloss: 'paid by programme', on: 'paidOn', of: 'paid', by: 'programme' }),
    due: sum({ label: '应发金额', gloss: 'due by programme', on: 'paidOn', of: 'due', by: 'programme' }),
    batches: count({ label: '发放批次', gloss: 'batches', on: 'paidOn', by: 'programme' }),
    onTime: count({
      label: '按时足额批次',
      gloss: 'batches on time and in full',
      on: 'paidOn',
      by: 'programme',
      where: { onTime: true },
    }),
    people: sum({ label: '发放人次', gloss: 'payments to people', on: 'paidOn', of: 'people', by: 'programme' }),
  },
})

const paid = (programme: string, label: string, gloss: string, source: string) =>
  defineIndicator({
    id: `paid-${programme}`,
    label,
    gloss,
    unit: 'fen',
    value: `flow(benefit-payments.paid[${programme}])`,
    better: 'neither',
    source,
  })

export const benefitPaymentIndicators = [
  paid('family-planning', '发放计生资金', 'family-planning benefits paid', 'mission D3 空44'),
  paid('civil-affairs', '发放民政资金', 'civil-affairs benefits paid', 'mission D3 空45'),
  paid('pension', '发放养老金', 'pensions paid', 'mission D3'),
  paid('veterans', '发放优抚资金', 'veterans’ benefits paid', 'mission D3'),
  paid('farming', '发放惠农补贴', 'farming subsidies paid', 'mission D3'),
  defineIndicator({
    id: 'benefits-on-time-share',
    label: '惠民资金按时足额发放率',
    gloss: 'share of batches on time and in full',
    unit: 'percent',
    decimals: 1,
    value: 'flow(benefit-payments.onTime) / flow(benefit-payments.batches)',
    better: 'up',
    source: 'mission D3',
  }),
]
