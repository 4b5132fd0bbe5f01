import { count, defineIndicator, defineLedger, defineRequirement, month, quantity, sum, text } from '@shishu/kernel'

/** 城乡居保参保台账: one entry per village and quarter, numbers only. */
export const pensionInsurance = defineLedger({
  id: 'pension-insurance',
  kind: 'statement',
  label: '城乡居保参保缴费台账',
  gloss: 'statements of residents’ pension insurance',
  office: 'livelihood',
  source: '职责D4; 社会保险经办条例第6条',
  key: ['orgUnit', 'month'],
  fields: {
    month: month({ label: '报告期', gloss: 'month at whose end it stands', headings: ['统计月份'], required: true }),
    eligible: quantity({
      label: '应参保人数',
      gloss: 'residents who should be insured',
      unit: 'one',
      required: true,
      help: '年满16周岁、非在校、未参加职工养老保险的户籍居民',
    }),
    registered: quantity({
      label: '16周岁以上户籍人数',
      gloss: 'registered residents of 16 and older',
      unit: 'one',
      headings: ['户籍人数'],
    }),
    paying: quantity({ label: '本年缴费人数', gloss: 'paid this year so far', unit: 'one', headings: ['缴费人数'] }),
    receiving: quantity({ label: '领取待遇人数', gloss: 'receiving', unit: 'one', headings: ['领取人数'] }),
    contributed: quantity({
      label: '本期个人缴费额',
      gloss: 'contributed by residents in the quarter',
      unit: 'yuan',
      headings: ['个人缴费额'],
    }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    eligible: sum({ label: '应参保人数', gloss: 'should be insured', on: 'month', of: 'eligible' }),
    registered: sum({ label: '16周岁以上户籍人数', gloss: 'registered', on: 'month', of: 'registered' }),
    paying: sum({ label: '缴费人数', gloss: 'paid this year', on: 'month', of: 'paying' }),
    receiving: sum({ label: '领取待遇人数', gloss: 'receiving', on: 'month', of: 'receiving' }),
    contributed: sum({ label: '个人缴费额', gloss: 'contributed', on: 'month', of: 'contributed' }),
    reported: count({ label: '报送村次', gloss: 'statements', on: 'month' }),
  },
})

export const pensionInsuranceIndicators = [
  defineIndicator({
    id: 'pension-insured-share',
    label: '城乡居保参保率',
    gloss: 'share of those who should be insured',
    unit: 'percent',
    decimals: 1,
    value:
      '(latest(pension-insurance.paying) + latest(pension-insurance.receiving)) / latest(pension-insurance.eligible)',
    better: 'up',
    source: '职责D4',
    countingRule: '人社部门：（缴费＋领取）÷应参保人数；分母口径未见统一规定',
  }),
  defineIndicator({
    id: 'pension-insured-share-of-registered',
    label: '城乡居保参保覆盖率（户籍口径）',
    gloss: 'share of all registered residents of 16 and older',
    unit: 'percent',
    decimals: 1,
    value:
      '(latest(pension-insurance.paying) + latest(pension-insurance.receiving)) / latest(pension-insurance.registered)',
    better: 'up',
    source: '职责D4',
    countingRule: '镇报口径：（缴费＋领取）÷16周岁以上户籍人数，含已参加职工养老保险的和在校的，低于人社口径',
  }),
  defineIndicator({
    id: 'pension-mean-contribution',
    label: '城乡居保人均缴费',
    gloss: 'mean contribution of those who paid this year',
    unit: 'fen',
    value: 'cumulative(pension-insurance.contributed) / latest(pension-insurance.paying)',
    better: 'up',
    source: '职责D4',
  }),
  defineIndicator({
    id: 'pension-statements-missing',
    label: '城乡居保缺报村次',
    gloss: 'villages and quarters without a statement',
    unit: 'one',
    counter: '村次',
    value: 'missed(pension-statement-quarterly)',
    better: 'down',
    source: '职责D4',
  }),
]

/** Every village reports every quarter. */
export const pensionInsuranceRequirements = [
  defineRequirement({
    id: 'pension-statement-quarterly',
    label: '各村每季报送居保参保缴费情况',
    gloss: 'every village reports every quarter',
    measure: 'pension-insurance.reported',
    every: 'quarter',
    least: 1,
    level: 'village',
    source: '职责D4；报送周期由镇定',
    unconfirmed: true,
  }),
]
