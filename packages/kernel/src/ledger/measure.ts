import type { FieldValue } from './field.ts'

/** A township's parameter, by its id in the pack: `{ param: 'funeral.days' }`. */
export interface ParamRef {
  param: string
}
/** A number, a day, or a parameter that holds one. */
export type Comparand = number | string | ParamRef

/** What one field must be for an entry to count. */
export type Test =
  | FieldValue
  | { in: readonly (string | number)[] }
  | { not: FieldValue }
  | { filled: boolean }
  | { atMost: Comparand }
  | { atLeast: Comparand }

/** All tests must hold. Personal fields cannot be tested: no figure depends on who somebody is. */
export type Where = Readonly<Record<string, Test>>

interface MeasureBase {
  label: string
  gloss: string
  where?: Where
  /** The quantity field that is added up; one per entry when absent. */
  of?: string
  /** A choice field: the measure is booked to one part per option, `ledger.measure[option]`. */
  by?: string
  source?: string
}
/** Booked once, on the day of a date or month field: a number in a period. */
export interface FlowMeasure extends MeasureBase {
  kind: 'flow'
  on: string
}
/** Booked +1 on the day it begins and −1 on the day it ends: a number on a day. */
export interface StockMeasure extends MeasureBase {
  kind: 'stock'
  from: string
  until?: string
}
export type Measure = FlowMeasure | StockMeasure

type Spec<M> = Omit<M, 'kind'>
/** Entries whose `on` day falls in the period. */
export const count = (measure: Omit<Spec<FlowMeasure>, 'of'>): FlowMeasure => ({ kind: 'flow', ...measure })
/** The field `of`, added up over entries whose `on` day falls in the period. */
export const sum = (measure: Spec<FlowMeasure> & { of: string }): FlowMeasure => ({ kind: 'flow', ...measure })
/** Entries (or the field `of`) that stand between `from` and `until`. */
export const stock = (measure: Spec<StockMeasure>): StockMeasure => ({ kind: 'stock', ...measure })
