import type { Figure } from '../indicator/figure.ts'
import type { LabelSlot, Report, ReportParagraph } from './report.ts'
import type { ReportBlock } from './report-draft.ts'
import { NO_VALUE, wordFigure } from './wording.ts'

/** A piece of a paragraph: plain prose, or the text of a slot. */
export type Run = { slot: null; text: string } | { slot: number; text: string }

export interface RenderedParagraph {
  style: ReportParagraph['style']
  /** The run-in phrase set before the runs. */
  lead: string | null
  runs: readonly Run[]
  /** The part that people write whose place is after this paragraph. */
  followedBy?: ReportBlock
  /** The part that people wrote that this paragraph is of; absent: the report's own prose. */
  block?: ReportBlock
}

/** One slot as rendered. Labels have no figure. */
export interface RenderedSlot {
  slot: number
  text: string
  figure: Figure | null
}

/** A report with its blanks filled: what every output format prints. */
export interface RenderedReport {
  title: string
  paragraphs: readonly RenderedParagraph[]
  slots: readonly RenderedSlot[]
}

/**
 * Fills a report's blanks.
 * @param figureOf  the figure of an indicator
 * @param labelOf   the text of a label; null where it cannot be told, printed as —
 * @param names     what `{org}` and `{period}` in the title stand for
 */
export function renderReport(
  report: Report,
  figureOf: (indicator: string) => Figure,
  labelOf: (slot: LabelSlot) => string | null,
  names: { org: string; period: string },
): RenderedReport {
  const slots = new Map<number, RenderedSlot>()
  for (const [number, slot] of Object.entries(report.slots)) {
    const figure = slot.kind === 'figure' ? figureOf(slot.indicator) : null
    const text = slot.kind === 'figure' ? wordFigure(figure!, slot.wording) : (labelOf(slot) ?? NO_VALUE)
    slots.set(Number(number), { slot: Number(number), text, figure })
  }
  const fill = (text: string): Run[] =>
    text
      .split(/\{(\d+)\}/)
      .map(
        (piece, index): Run =>
          index % 2 === 0
            ? { slot: null, text: piece }
            : { slot: Number(piece), text: slots.get(Number(piece))?.text ?? NO_VALUE },
      )
      .filter((run) => run.text !== '')
  return {
    title: report.title.replace(/\{(org|period)\}/g, (_, name: 'org' | 'period') => names[name]),
    paragraphs: report.paragraphs.map(({ style, text, lead, followedBy }) => ({
      style,
      lead: lead ?? null,
      runs: fill(text),
      ...(followedBy === undefined ? {} : { followedBy }),
    })),
    slots: [...slots.values()].sort((one, other) => one.slot - other.slot),
  }
}
