import { type Definitions, formulaText, type Indicator } from '@shishu/kernel'
import { growthText } from '../drawing/FigureText.tsx'
import type { Words } from '../words/words.ts'

/** How a value moved since the same period last year. */
export type YearOnYear =
  /** In percent; null where there is no base. */
  | { kind: 'growth'; percent: number | null; comparable: boolean }
  /** Of a rate, in percentage points. */
  | { kind: 'points'; points: number | null }

/**
 * The indicator that tells an indicator's growth on a base of its own (同比按可比口径), by id. Where an office counts
 * growth so, the plain growth over last year's figure would contradict it.
 */
export function growthIndicators(definitions: Definitions): ReadonlyMap<string, string> {
  const byValue = new Map<string, string>()
  for (const { id } of definitions.pack.indicators) {
    const { formula } = definitions.indicator(id)
    if (formula.kind === 'call' && formula.name === 'growth') byValue.set(formulaText(formula.args[0]!), id)
  }
  return new Map(
    definitions.pack.indicators.flatMap(({ id }) => {
      const growth = byValue.get(formulaText(definitions.indicator(id).formula))
      return growth === undefined ? [] : [[id, growth] as const]
    }),
  )
}

/** How `value` moved since `lastYear`; `growth` is what the office's own indicator says, undefined where it has none. */
export function yearOnYear(
  { unit, decimals }: Pick<Indicator, 'unit' | 'decimals'>,
  value: number | null,
  lastYear: number | null,
  growth: number | null | undefined,
): YearOnYear {
  if (growth !== undefined) return { kind: 'growth', percent: growth, comparable: true }
  if (unit === 'percent') {
    const points = value === null || lastYear === null ? null : rounded(value - lastYear, decimals ?? 1)
    return { kind: 'points', points }
  }
  const known = value !== null && lastYear !== null && lastYear > 0
  return { kind: 'growth', percent: known ? rounded((value / lastYear - 1) * 100, 1) : null, comparable: false }
}

/** It in words: 同比下降7.9%, 比上年同期高1.2个百分点. */
export function yearOnYearText(moved: YearOnYear, words: Words): string {
  if (moved.kind === 'growth') return growthText(moved.percent, words)
  const { points } = moved
  if (points === null) return words.drawing.growthAbsent
  if (points === 0) return words.drawing.growthNone
  return points > 0 ? words.figures.pointsUp(String(points)) : words.figures.pointsDown(String(-points))
}

function rounded(value: number, decimals: number): number {
  const power = 10 ** decimals
  return Math.round(value * power) / power + 0
}
