import { describe, formatAmount, type Language } from '@shishu/kernel'
import type { ExplanationView } from '@shishu/protocol'
import type { Book, FigureExplanation } from '@shishu/store'
import type { Static } from 'typebox'
import { figureView } from './figure-view.ts'
import { type MayRead, withinRights } from './within-rights.ts'

/**
 * Where a figure comes from, as it is sent.
 * @param listed  entries listed for an input; the rest are counted
 * @param mayRead  which entries the asker may read; the others are told as what they come to together
 */
export function explanationView(
  book: Book,
  { figure, indicator, formula, inputs }: FigureExplanation,
  place: { orgUnit: string; period: string },
  { language, listed, mayRead }: { language: Language; listed: number; mayRead: MayRead },
): Static<typeof ExplanationView> {
  const { nameOf, unitOf } = book.definitions
  return {
    figure: figureView(book, figure, place, language),
    formula: indicator.value,
    words: { zh: describe(formula, 'zh', nameOf), en: describe(formula, 'en', nameOf) },
    source: indicator.source,
    inputs: inputs.map(({ input: { measure, from = null, until = null }, amount, contributions }) => {
      const { shown, others } = withinRights(contributions, mayRead)
      return {
        measure,
        label: nameOf(measure),
        unit: unitOf(measure),
        from,
        until,
        amount,
        text: typeof amount === 'number' ? formatAmount(amount, unitOf(measure)) : (amount ?? '—'),
        count: contributions.length,
        others,
        contributions: shown.slice(0, listed),
      }
    }),
  }
}
