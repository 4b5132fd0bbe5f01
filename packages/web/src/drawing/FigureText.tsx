import { useLanguage } from '../words/language.ts'
import type { Words } from '../words/words.ts'
import { numberAndUnit, valueText, type Written } from './value-text.ts'
import './drawing.css'

export interface FigureTextProps {
  indicator: Written
  /** In the smallest part of the indicator's unit; null where there is none. */
  value: number | null
  /** Growth over the same period last year, in percent; null: no base; undefined: not asked. */
  growth?: number | null
  large?: boolean
}

/** A figure as people read it, its unit set smaller, and in words how it moved since last year. */
export function FigureText({ indicator, value, growth, large = false }: FigureTextProps) {
  const { language, words } = useLanguage()
  const { number, unit } = numberAndUnit(valueText(indicator, value, language))
  return (
    <span className={large ? 'figure-text figure-large' : 'figure-text'}>
      <span className="figure-value">
        <span className="figure-number">{number}</span>
        {unit === '' ? null : (
          <span className="figure-unit">{language === 'en' && unit !== '%' ? ` ${unit}` : unit}</span>
        )}
      </span>
      {growth === undefined ? null : <Growth growth={growth} words={words} />}
    </span>
  )
}

/** The arrow says which way, never whether that is good: more petitions told in time and more petitions are two things. */
function Growth({ growth, words }: { growth: number | null; words: Words }) {
  const arrow = growth === null || growth === 0 ? '' : growth > 0 ? '↑' : '↓'
  return (
    <span className="figure-growth">
      {arrow === '' ? null : (
        <span className="figure-arrow" aria-hidden="true">
          {arrow}
        </span>
      )}
      {growthText(growth, words)}
    </span>
  )
}

/** Growth in words: 同比增长 7.4%. */
export function growthText(growth: number | null, words: Words): string {
  if (growth === null) return words.drawing.growthAbsent
  if (growth === 0) return words.drawing.growthNone
  const rate = `${Math.abs(growth).toFixed(1)}%`
  return growth > 0 ? words.drawing.growthUp(rate) : words.drawing.growthDown(rate)
}
