import { describe, type Indicator } from '@shishu/kernel'
import type { IndicatorView } from '@shishu/protocol'
import type { Book } from '@shishu/store'
import type { Static } from 'typebox'
import { unitText } from '../report/index.ts'

/** An indicator as it is told to others: its formula as written and in words. */
export function indicatorView({ definitions }: Book, indicator: Indicator): Static<typeof IndicatorView> {
  const { id, label, gloss, value, source, countingRule = null } = indicator
  const { formula } = definitions.indicator(id)
  return {
    id,
    label,
    gloss,
    unit: unitText(indicator),
    formula: value,
    words: { zh: describe(formula, 'zh', definitions.nameOf), en: describe(formula, 'en', definitions.nameOf) },
    source,
    countingRule,
  }
}

/** Every indicator, in the order of the definitions. */
export function listIndicators(book: Book): Static<typeof IndicatorView>[] {
  return book.definitions.pack.indicators.map((indicator) => indicatorView(book, indicator))
}
