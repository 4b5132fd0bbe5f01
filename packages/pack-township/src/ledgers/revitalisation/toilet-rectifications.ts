import { choice, count, date, defineIndicator, defineLedger, defineLoop, person, text } from '@shishu/kernel'

/** 摸排 → 整改 → 验收 → 回头看; a toilet that fails its second look is reopened under the same number. */
const toiletLoop = defineLoop({
  opens: { on: 'reportedOn', state: 'reported' },
  states: {
    reported: { label: '整改中', gloss: 'being mended' },
    rectified: { label: '已整改', gloss: 'rectified' },
    looked: { label: '已回头看', gloss: 'looked at again', end: 'done' },
  },
  steps: {
    rectify: { label: '整改验收', gloss: 'rectify', from: ['reported'], to: 'rectified', day: 'rectifiedOn' },
    look: { label: '回头看', gloss: 'second look', from: ['rectified'], to: 'looked', day: 'lookedOn' },
    reopen: { label: '反弹重开', gloss: 'reopen', from: ['rectified', 'looked'], to: 'reported', day: 'reopenedOn' },
  },
})

/** 改厕问题整改台账: one entry per household toilet. */
export const toiletRectifications = defineLedger({
  id: 'toilet-rectifications',
  kind: 'case',
  label: '农村改厕问题整改台账',
  gloss: 'mending of household toilets',
  office: 'revitalisation',
  source: 'mission C3; 农村户厕问题摸排整改',
  key: ['number'],
  loop: toiletLoop,
  retentionMonths: 36,
  fields: {
    number: text({ label: '厕所编号', gloss: 'number of the toilet', headings: ['编号'], max: 30, required: true }),
    householder: person({ label: '户主', gloss: 'householder', headings: ['户主姓名'], required: true }),
    builtYear: text({ label: '改厕年度', gloss: 'year it was built', max: 10, headings: ['建设年度'] }),
    model: choice({
      label: '改厕模式',
      gloss: 'model',
      headings: ['模式'],
      options: { three: '三格式', joint: '联户', sewer: '水冲入网', other: '其他' },
    }),
    finding: choice({
      label: '摸排结果',
      gloss: 'finding',
      options: { unusable: '不能用', poor: '不好用', unwanted: '不愿用', vacant: '无人户' },
    }),
    defect: text({ label: '问题表象', gloss: 'defect', headings: ['存在问题'] }),
    way: choice({
      label: '整改类别',
      gloss: 'way of mending',
      options: { now: '立行立改', dated: '限期整改', rebuild: '另建', cancel: '拆除核销' },
    }),
    duty: text({ label: '责任单位', gloss: 'responsible office' }),
    reportedOn: date({ label: '上报日期', gloss: 'reported', headings: ['摸排日期'], required: true }),
    rectifiedOn: date({
      label: '整改完成日期',
      gloss: 'rectified and accepted by the household',
      headings: ['完成日期', '验收日期'],
      notBefore: 'reportedOn',
    }),
    lookedOn: date({ label: '回头看日期', gloss: 'second look', headings: ['复核日期'], notBefore: 'rectifiedOn' }),
    lookFinding: choice({
      label: '回头看结论',
      gloss: 'finding of the second look',
      headings: ['复核结论'],
      options: { kept: '保持', relapsed: '反弹' },
    }),
    reopenedOn: date({ label: '反弹重开日期', gloss: 'reopened', notBefore: 'rectifiedOn' }),
  },
  measures: {
    reported: count({ label: '上报问题户厕', gloss: 'toilets reported', on: 'reportedOn' }),
    rectifiedUnusable: count({
      label: '完成整改的无法使用户',
      gloss: 'unusable toilets mended',
      on: 'rectifiedOn',
      where: { finding: 'unusable' },
    }),
    rectified: count({ label: '完成整改户', gloss: 'toilets mended', on: 'rectifiedOn' }),
    looked: count({ label: '回头看户', gloss: 'looked at again', on: 'lookedOn' }),
  },
})

export const toiletRectificationIndicators = [
  defineIndicator({
    id: 'toilets-rectified',
    label: '改厕无法使用户完成整改数',
    gloss: 'unusable toilets mended',
    unit: 'one',
    counter: '户',
    value: 'flow(toilet-rectifications.rectifiedUnusable)',
    better: 'up',
    source: 'mission C3 空34',
  }),
  defineIndicator({
    id: 'toilets-looked-at-again',
    label: '改厕回头看户数',
    gloss: 'toilets looked at again',
    unit: 'one',
    counter: '户',
    value: 'flow(toilet-rectifications.looked)',
    better: 'up',
    source: 'mission C3',
  }),
  defineIndicator({
    id: 'toilets-outstanding',
    label: '改厕问题未整改户数',
    gloss: 'toilets still to be mended',
    unit: 'one',
    counter: '户',
    value: 'stock(toilet-rectifications.at[reported])',
    better: 'down',
    source: 'mission C3',
  }),
]
