import { type Indicator, type Unit, unitOf } from '@shishu/kernel'
import type { FigureView } from '../api/figures.ts'

/** A sent figure's value as drawings take it: in the smallest part of the indicator's unit (money in fen). */
export function smallestPart({ unit }: Pick<Indicator, 'unit'>, figure: FigureView | undefined): number | null {
  const value = figure?.value ?? null
  if (value === null || unit === 'percent' || unit === 'number') return value
  const { factor }: Unit = unitOf(unit)
  return Math.round(value * factor)
}
