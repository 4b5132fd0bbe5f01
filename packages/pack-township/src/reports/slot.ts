import type { FigureSlot, LabelSlot, Wording } from '@shishu/kernel'

/** A blank that reads an indicator. */
export const figure = (indicator: string, wording: Wording = 'plain'): FigureSlot => ({
  kind: 'figure',
  indicator,
  wording,
})

export const label = (value: LabelSlot['value']): LabelSlot => ({ kind: 'label', value })

/** A number, text or day that the town set for itself; of a day, its month or day of month. */
export const param = (id: string, part?: 'month' | 'day'): LabelSlot =>
  label({ from: 'param', param: id, ...(part === undefined ? {} : { part }) })

/** The month or the day of month of the day that a formula gives. */
export const day = (formula: string, part: 'month' | 'day'): LabelSlot => label({ from: 'day', formula, part })

/** The latest month of the period for which a statement has come in: 5 for May. */
export const lastMonthOf = (measure: string): LabelSlot => day(`lastDay(${measure})`, 'month')
