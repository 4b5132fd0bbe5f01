import {
  date,
  defineIndicator,
  defineLedger,
  defineMission,
  definePack,
  defineTarget,
  definitionsOf,
  HANDLER,
  month,
  quantity,
  sum,
  text,
} from '@shishu/kernel'
import type { Contribution, Explanation, FigureView } from '../api/figures.ts'

const source = '示例'

const works = defineLedger({
  id: 'works',
  kind: 'statement',
  label: '路灯工程台账',
  gloss: 'works on street lights',
  office: 'roads',
  source,
  key: ['project', 'month'],
  fields: {
    month: month({ label: '月份', gloss: 'month', required: true }),
    project: text({ label: '项目', gloss: 'project', required: true }),
    amount: quantity({ label: '完成', gloss: 'done', unit: 'wan-yuan', required: true }),
    base: quantity({ label: '基数', gloss: 'base', unit: 'wan-yuan' }),
    goal: quantity({ label: '目标', gloss: 'goal', unit: 'wan-yuan' }),
  },
  measures: {
    amount: sum({ label: '工程投资', gloss: 'spent on works', on: 'month', of: 'amount' }),
    base: sum({ label: '基数', gloss: 'base', on: 'month', of: 'base' }),
    goal: sum({ label: '目标', gloss: 'goal', on: 'month', of: 'goal' }),
  },
})
const repairs = defineLedger({
  id: 'repairs',
  kind: 'case',
  label: '路灯报修台账',
  gloss: 'street lights to be repaired',
  office: 'lights',
  source,
  fields: {
    number: text({ label: '编号', gloss: 'number', required: true }),
    foundOn: date({ label: '报修日期', gloss: 'reported on', required: true }),
  },
  key: ['number'],
  loop: {
    opens: { on: 'foundOn', state: 'found' },
    states: {
      found: { label: '已登记', gloss: 'registered', limit: { count: 3, unit: 'calendar-day', source } },
      repaired: { label: '已修复', gloss: 'repaired', end: 'done' },
    },
    steps: { repair: { label: '修复', gloss: 'repair', from: ['found'], to: 'repaired' } },
  },
  measures: {},
})

const indicator = (id: string, label: string, unit: 'fen' | 'percent' | 'one', value: string) =>
  defineIndicator({ id, label, gloss: id, unit, value, better: 'up', source })

/** A made-up town of two offices: works that have a target and a base of their own, and repairs. */
export const definitions = definitionsOf(
  definePack({
    id: 'lights',
    label: '路灯',
    gloss: 'street lights',
    offices: { roads: '道路办', lights: '路灯办' },
    params: [],
    ledgers: [works, repairs],
    indicators: [
      indicator('works', '工程投资累计', 'fen', 'cumulative(works.amount)'),
      indicator('works-on-course', '工程投资时序进度', 'percent', 'cumulative(works.amount) / planned(works)'),
      indicator('works-growth', '工程投资增速', 'percent', 'growth(cumulative(works.amount), cumulative(works.base))'),
      indicator('repairs', '报修件数', 'one', 'flow(repairs.opened)'),
    ],
    targets: [
      defineTarget({
        id: 'works',
        label: '工程投资目标',
        gloss: 'to be spent on works',
        unit: 'fen',
        measure: 'works.goal',
        course: 'linear',
        source,
      }),
    ],
    requirements: [],
    reports: [],
    missions: [defineMission({ id: 'A1', label: '修路灯', gloss: 'repair street lights', ledgers: ['repairs'] })],
    roles: [
      {
        id: 'handler',
        label: '经办人',
        gloss: 'handler',
        levels: ['township'],
        office: false,
        ledgers: { 'entry.step': 'open' },
        places: [],
        duties: [HANDLER],
        source,
      },
    ],
  }),
)

export const PLACE = '341899101000'

export const figure = (part: Partial<FigureView>): FigureView => ({
  indicator: 'works',
  label: '',
  orgUnit: PLACE,
  period: '2026-06',
  value: null,
  unit: '',
  text: '',
  numerator: null,
  denominator: null,
  absent: null,
  ...part,
})

export const contribution = (entry: string, amount = 1): Contribution => ({
  ledger: 'works',
  entry,
  version: 1,
  orgUnit: PLACE,
  day: '2026-06-30',
  amount,
  summary: entry,
})

/** An explanation whose inputs were read as these amounts. */
export const explanation = (
  indicatorId: string,
  inputs: readonly { amount: number | null; entries?: readonly string[]; count?: number; others?: number }[],
): Explanation => ({
  figure: figure({ indicator: indicatorId }),
  formula: '',
  words: { zh: '', en: '' },
  source,
  inputs: inputs.map(({ amount, entries = [], count = entries.length, others = 0 }) => ({
    measure: 'works.amount',
    label: '',
    unit: 'wan-yuan',
    from: null,
    until: null,
    amount,
    text: '',
    count,
    contributions: entries.map((entry) => contribution(entry)),
    others: { count: others, amount: others },
  })),
})
