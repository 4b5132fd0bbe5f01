import { type Indicator, type Language, unitOf } from '@shishu/kernel'
import type { Words } from '../words/words.ts'

/** What an indicator is counted in: 户, 万元, percent. */
export function indicatorUnit({ unit, counter }: Indicator, language: Language, words: Words): string | undefined {
  if (unit === 'percent') return words.figures.percent
  if (unit === 'number') return counter ?? words.figures.number
  const { labels, en, dimension } = unitOf(unit)
  // Written in 元, 万元 or 亿元 as it is large, beside each amount: no one unit is that of all.
  if (dimension === 'money') return undefined
  if (language === 'en') return en
  return dimension === 'count' ? (counter ?? labels[0]!) : labels[0]!
}
