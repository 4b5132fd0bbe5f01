import { Decimal } from 'decimal.js'
import type { Period } from '../period/period.ts'
import { unitOf } from '../quantity/unit.ts'
import { type Absence, type EvaluationRules, evaluate, type Readings } from './evaluate.ts'
import { type Formula, ratioOf } from './formula.ts'
import type { Indicator } from './indicator.ts'

/** A figure (指标值): an indicator's value for one org unit and period. */
export interface Figure {
  indicator: Indicator
  /**
   * In the smallest part of the indicator's unit (money in fen); percent and plain numbers as they read, rounded half
   * up to the indicator's decimals. Null where there is no value.
   */
  value: number | null
  /** Why there is no value. */
  absent: Absence | null
  /** The two sides of a rate, unrounded; null for other figures. */
  numerator: number | null
  denominator: number | null
}

/** Computes one figure from readings of the book. */
export function computeFigure(
  indicator: Indicator,
  formula: Formula,
  period: Period,
  readings: Readings,
  rules: EvaluationRules,
): Figure {
  const outcome = evaluate(formula, period, readings, rules)
  const ratio = ratioOf(formula)
  const side = (part: Formula | undefined) =>
    part === undefined ? null : (evaluate(part, period, readings, rules).value?.toNumber() ?? null)
  return {
    indicator,
    value: outcome.value === null ? null : rounded(indicator, outcome.value),
    absent: outcome.absent,
    numerator: side(ratio?.numerator),
    denominator: side(ratio?.denominator),
  }
}

/** A figure's value in the indicator's own unit (万元 rather than fen), as printed in data; null where there is none. */
export function valueInUnit(figure: Figure): number | null {
  const { indicator, value } = figure
  if (value === null || indicator.unit === 'percent' || indicator.unit === 'number') return value
  return new Decimal(value).dividedBy(unitOf(indicator.unit).factor).toNumber()
}

/** Decimals of a percentage where its indicator does not say. */
export const PERCENT_DECIMALS = 1

function rounded(indicator: Indicator, value: Decimal): number {
  const { unit, decimals } = indicator
  const rate = unit === 'percent'
  const shown = rate ? value.times(100) : value
  const places = rate ? (decimals ?? PERCENT_DECIMALS) : unit === 'number' ? (decimals ?? 0) : 0
  // Adding nought turns −0 into 0.
  return shown.toDecimalPlaces(places, Decimal.ROUND_HALF_UP).toNumber() + 0
}
