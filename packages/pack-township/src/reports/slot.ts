import type { FigureSlot, LabelSlot, Wording } from '@shishu/kernel'

/** A blank that reads an indicator. */
export const figure = (indicator: string, wording: Wording = 'plain'): FigureSlot => ({
  kind: 'figure',
  indicator,
  wording,
})

/** A number or text that the town set for itself. */
export const param = (id: string): LabelSlot => ({ kind: 'label', value: { from: 'param', param: id } })

/** The latest month of the period for which a statement has come in: 5 for May. */
export const lastMonthOf = (measure: string): LabelSlot => ({
  kind: 'label',
  value: { from: 'day', formula: `lastDay(${measure})`, part: 'month' },
})
