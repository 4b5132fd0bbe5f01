import type { Figure } from '../indicator/figure.ts'
import type { Formula } from '../indicator/formula.ts'
import type { Definitions } from '../pack/definitions.ts'
import { wordFigure } from './wording.ts'

/** A sentence offered to a report's writer. It asserts nothing by itself: it is printed only once somebody accepts it. */
export interface Proposal {
  section: 'highlight' | 'difficulty'
  /** The indicator that it rests on. */
  indicator: string
  zh: string
  en: string
}

/**
 * What runs ahead and what lags (亮点、难点短板), told by the figures alone:
 * a share of the planned course from 100 up or below it; a growth in the better direction or against it.
 * Indicators for which no direction is better propose nothing.
 */
export function proposeFromFigures(definitions: Definitions, figures: ReadonlyMap<string, Figure>): Proposal[] {
  const proposals: (Proposal & { weight: number })[] = []
  for (const [id, figure] of figures) {
    const { indicator, value } = figure
    if (value === null || indicator.better === 'neither' || indicator.unit !== 'percent') continue
    const { formula } = definitions.indicator(id)
    if (isCourse(formula)) {
      const ahead = value >= 100
      const text = wordFigure(figure, 'percent')
      proposals.push({
        section: ahead ? 'highlight' : 'difficulty',
        indicator: id,
        zh: `${indicator.label}为${text}，${ahead ? '快于' : '慢于'}时序`,
        en: `${indicator.gloss}: ${text} of the planned course`,
        weight: Math.abs(value - 100),
      })
    } else if (isGrowth(formula) && value !== 0) {
      const good = value > 0 === (indicator.better === 'up')
      proposals.push({
        section: good ? 'highlight' : 'difficulty',
        indicator: id,
        zh: `${indicator.label}：同比${wordFigure(figure, 'growth')}`,
        en: `${indicator.gloss}: ${wordFigure(figure, 'rate')} on a year earlier`,
        weight: Math.abs(value),
      })
    }
  }
  return proposals.sort((one, other) => other.weight - one.weight).map(({ weight: _, ...proposal }) => proposal)
}

/** Whether a formula is something over its planned course. */
function isCourse(formula: Formula): boolean {
  return (
    formula.kind === 'binary' &&
    formula.operator === '/' &&
    formula.right.kind === 'call' &&
    formula.right.name === 'planned'
  )
}

function isGrowth(formula: Formula): boolean {
  return formula.kind === 'call' && formula.name === 'growth'
}
