import { choice, count, date, defineIndicator, defineLedger, defineLoop, stock, text } from '@shishu/kernel'

/** 整改 → 上级确认 → 销号; a mending that is not accepted goes back and is done again; one extension is possible. */
const feedbackLoop = defineLoop({
  opens: { on: 'raisedOn', state: 'open' },
  states: {
    open: {
      label: '整改中',
      gloss: 'being mended',
      limit: { count: 0, unit: 'calendar-day', from: 'dueOn', source: '职责B7：整改时限' },
    },
    mended: { label: '待确认', gloss: 'awaiting confirmation' },
    closed: { label: '已销号', gloss: 'closed', end: 'done' },
  },
  steps: {
    mend: { label: '完成整改', gloss: 'mend', from: ['open'], to: 'mended', day: 'mendedOn' },
    extend: {
      label: '同意延期',
      gloss: 'extend',
      from: ['open'],
      to: 'open',
      day: 'extendedOn',
      by: 'party-secretary',
      extends: {
        count: 30,
        unit: 'calendar-day',
        source: '职责B7：经党委书记同意，顺延30日（由镇定，未确认）',
        unconfirmed: true,
      },
    },
    return: {
      label: '退回再改',
      gloss: 'return',
      from: ['mended'],
      to: 'open',
      day: 'returnedOn',
      notBy: ['mend', 'mend-again'],
    },
    'mend-again': {
      label: '再次完成整改',
      gloss: 'mend again',
      from: ['open'],
      to: 'mended',
      day: 'mendedAgainOn',
      needs: ['returnedOn'],
    },
    close: {
      label: '上级确认销号',
      gloss: 'close',
      from: ['mended'],
      to: 'closed',
      day: 'closedOn',
      notBy: ['mend', 'mend-again'],
    },
  },
})

/** 点评问题整改台账: one entry per problem raised at a review. */
export const feedbackItems = defineLedger({
  id: 'feedback-items',
  kind: 'case',
  label: '点评反馈问题整改台账',
  gloss: 'problems raised at reviews',
  office: 'party',
  source: '职责B7',
  key: ['number'],
  loop: feedbackLoop,
  fields: {
    number: text({ label: '问题编号', gloss: 'number', headings: ['编号'], max: 30, required: true }),
    origin: choice({
      label: '问题来源',
      gloss: 'where it was raised',
      headings: ['来源'],
      options: { review: '述职评议会点评', standing: '县委常委（扩大）会点评', inspection: '巡察反馈', other: '其他' },
    }),
    problem: text({ label: '问题', gloss: 'problem', headings: ['点评问题', '问题内容'], max: 300, required: true }),
    measure: text({ label: '整改措施', gloss: 'what is done', max: 300 }),
    duty: text({ label: '责任单位', gloss: 'responsible office' }),
    raisedOn: date({ label: '反馈日期', gloss: 'raised', headings: ['点评日期'], required: true }),
    dueOn: date({ label: '整改时限', gloss: 'due', headings: ['完成时限'], required: true }),
    mendedOn: date({ label: '整改完成日期', gloss: 'mended', headings: ['完成日期'], notBefore: 'raisedOn' }),
    extendedOn: date({ label: '同意延期日期', gloss: 'extended', headings: ['延期日期'], notBefore: 'raisedOn' }),
    returnedOn: date({ label: '退回日期', gloss: 'sent back' }),
    mendedAgainOn: date({ label: '再次整改完成日期', gloss: 'mended again', notBefore: 'returnedOn' }),
    closedOn: date({ label: '销号日期', gloss: 'closed', headings: ['上级确认日期'], notBefore: 'raisedOn' }),
  },
  measures: {
    raised: stock({ label: '累计点评问题', gloss: 'problems raised', from: 'raisedOn' }),
    closed: stock({ label: '累计销号问题', gloss: 'problems closed', from: 'closedOn' }),
    closedInPeriod: count({ label: '销号问题', gloss: 'closed in the period', on: 'closedOn' }),
  },
})

export const feedbackItemIndicators = [
  defineIndicator({
    id: 'feedback-closed-share',
    label: '点评问题整改率',
    gloss: 'share of problems closed',
    unit: 'percent',
    decimals: 1,
    value: 'stock(feedback-items.closed) / stock(feedback-items.raised)',
    better: 'up',
    source: '职责B7',
  }),
  defineIndicator({
    id: 'feedback-awaiting-confirmation',
    label: '待上级确认的点评问题',
    gloss: 'mended, not yet confirmed',
    unit: 'one',
    counter: '个',
    value: 'stock(feedback-items.at[mended])',
    better: 'neither',
    source: '职责B7',
  }),
  defineIndicator({
    id: 'feedback-overdue',
    label: '点评问题逾期数',
    gloss: 'problems past their day',
    unit: 'one',
    counter: '个',
    value: 'stock(feedback-items.overdue[open])',
    better: 'down',
    source: '职责B7',
  }),
]
