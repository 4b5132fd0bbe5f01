import { describe, formatAmount, type Language } from '@shishu/kernel'
import type { ExplanationView } from '@shishu/protocol'
import type { FigureExplanation, OpenBook } from '@shishu/store'
import type { Static } from 'typebox'
import { figureView } from '../routes/figures.ts'

/**
 * Where a figure comes from, as it is sent.
 * @param listed  entries listed for an input; the rest are counted
 */
export function explanationView(
  book: OpenBook,
  { figure, indicator, formula, inputs }: FigureExplanation,
  place: { orgUnit: string; period: string },
  { language, listed }: { language: Language; listed: number },
): Static<typeof ExplanationView> {
  const { nameOf, unitOf } = book.definitions
  return {
    figure: figureView(book, figure, place, language),
    formula: indicator.value,
    words: { zh: describe(formula, 'zh', nameOf), en: describe(formula, 'en', nameOf) },
    source: indicator.source,
    inputs: inputs.map(({ input: { measure, from = null, until = null }, amount, contributions }) => ({
      measure,
      label: nameOf(measure),
      unit: unitOf(measure),
      from,
      until,
      amount,
      text: typeof amount === 'number' ? formatAmount(amount, unitOf(measure)) : (amount ?? '—'),
      count: contributions.length,
      contributions: contributions.slice(0, listed),
    })),
  }
}
