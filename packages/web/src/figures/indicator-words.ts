import { type Indicator, type Language, unitOf } from '@shishu/kernel'
import type { Words } from '../words/words.ts'

/** What an indicator is counted in: 户, 万元, percent. */
export function indicatorUnit({ unit, counter }: Indicator, language: Language, words: Words): string {
  if (unit === 'percent') return words.figures.percent
  if (unit === 'number') return counter ?? words.figures.number
  const { labels, en, dimension } = unitOf(unit)
  // Booked in fen, written in 元, 万元 or 亿元 as it is large.
  if (dimension === 'money') return language === 'en' ? unitOf('yuan').en : unitOf('yuan').labels[0]!
  if (language === 'en') return en
  return dimension === 'count' ? (counter ?? labels[0]!) : labels[0]!
}
