import { type Figure, valueInUnit, wordFigure } from '@shishu/kernel'
import type { FigureView } from '@shishu/protocol'
import type { Book } from '@shishu/store'
import type { Static } from 'typebox'
import { absenceText, unitText } from '../report/index.ts'

/** A figure as it is sent. */
export function figureView(
  book: Book,
  figure: Figure,
  { orgUnit, period }: { orgUnit: string; period: string },
  language: 'zh' | 'en',
): Static<typeof FigureView> {
  return {
    indicator: figure.indicator.id,
    label: figure.indicator.label,
    orgUnit,
    period,
    value: valueInUnit(figure),
    unit: unitText(figure.indicator),
    text: wordFigure(figure, 'plain'),
    numerator: figure.numerator,
    denominator: figure.denominator,
    absent: figure.absent === null ? null : absenceText(book, figure.absent, language),
  }
}
