import type { UnitId } from '../quantity/unit.ts'

/**
 * How an indicator's number reads: a booked unit, a plain number, or a percentage. A percentage is a ratio that the
 * formula gives, times 100; it is not a booked amount of the unit `percent`.
 */
export type IndicatorUnit = UnitId | 'number'

/** An indicator (指标): a named figure for any org unit and period, as arithmetic over measures. */
export interface Indicator {
  id: string
  label: string
  gloss: string
  unit: IndicatorUnit
  /** The counting word of a plain count: 户, 件, 场次. */
  counter?: string
  /** Decimals to which the value is rounded, half up. Booked units are not rounded. */
  decimals?: number
  /** The formula; see indicator/functions.ts for the language. */
  value: string
  /** Which way is better; neither for what must never be a goal, such as the number of petitions. */
  better: 'up' | 'down' | 'neither'
  source: string
  /** The counting rule in words, where two offices count differently. */
  countingRule?: string
}

export const defineIndicator = (indicator: Indicator): Indicator => indicator
