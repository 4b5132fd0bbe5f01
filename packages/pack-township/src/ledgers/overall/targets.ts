import { choice, count, date, defineIndicator, defineLedger, quantity, sum, text } from '@shishu/kernel'

/** 年度目标台账: one entry per target and year; money and numbers have a field each, of which one is filled. */
export const targetLedger = defineLedger({
  id: 'targets',
  kind: 'event',
  label: '年度目标任务台账',
  gloss: 'the year’s targets',
  office: 'overall',
  source: '职责I1',
  key: ['target', 'startsOn'],
  fields: {
    target: choice({
      label: '目标名称',
      gloss: 'target',
      headings: ['目标任务', '指标名称', '目标'],
      options: {
        investment: '固定资产投资',
        'industrial-output': '规上工业总产值',
        promotions: '新增规上工业企业',
        toilets: '新建户厕',
        'village-plans': '村庄规划完成数',
      },
      required: true,
    }),
    startsOn: date({
      label: '起始日期',
      gloss: 'first day of the year it is for',
      headings: ['目标年度起始日'],
      required: true,
      help: '填目标年度的1月1日',
    }),
    amountMoney: quantity({ label: '目标金额', gloss: 'amount of money', unit: 'wan-yuan', headings: ['金额目标'] }),
    amountCount: quantity({ label: '目标数量', gloss: 'number', unit: 'one', headings: ['数量目标'] }),
    basis: text({ label: '下达依据', gloss: 'where it is set', headings: ['依据文件'] }),
    setBy: text({ label: '下达单位', gloss: 'who set it' }),
    duty: text({ label: '责任单位', gloss: 'responsible office', headings: ['责任办所'] }),
    note: text({ label: '备注', gloss: 'note' }),
  },
  measures: {
    money: sum({ label: '目标金额', gloss: 'targets in money', on: 'startsOn', of: 'amountMoney', by: 'target' }),
    set: count({ label: '年度目标', gloss: 'targets set', on: 'startsOn', by: 'target' }),
    number: sum({ label: '目标数量', gloss: 'targets in numbers', on: 'startsOn', of: 'amountCount', by: 'target' }),
  },
})

export const targetIndicators = [
  defineIndicator({
    id: 'targets-set',
    label: '年初既定目标项数',
    gloss: 'targets set for the year',
    unit: 'one',
    counter: '项',
    value: 'cumulative(targets.set)',
    better: 'neither',
    source: '职责I1',
  }),
]
