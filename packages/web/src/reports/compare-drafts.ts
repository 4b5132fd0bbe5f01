import type { ReportDraft } from '../api/reports.ts'

/** One figure of a report in two periods. */
export interface ComparedFigure {
  indicator: string
  label: string
  now: string
  before: string
}

/** The figures that read otherwise in another period’s draft, each indicator once, and how many read the same. */
export function compareDrafts(now: ReportDraft, before: ReportDraft): { changed: ComparedFigure[]; same: number } {
  const texts = new Map(before.slots.map(({ slot, text }) => [slot, text]))
  const compared = new Map<string, ComparedFigure>()
  for (const { slot, text, figure } of now.slots) {
    if (figure === null || compared.has(figure.indicator)) continue
    const { indicator, label } = figure
    compared.set(indicator, { indicator, label, now: text, before: texts.get(slot) ?? '—' })
  }
  const changed = [...compared.values()].filter((each) => each.now !== each.before)
  return { changed, same: compared.size - changed.length }
}

/** The figures of a draft without data, each indicator once, in the order of the text. */
export function absentFigures({ slots }: ReportDraft): { indicator: string; label: string; reason: string }[] {
  const found = new Map<string, { indicator: string; label: string; reason: string }>()
  for (const { figure } of slots) {
    if (figure === null || figure.absent === null || found.has(figure.indicator)) continue
    found.set(figure.indicator, { indicator: figure.indicator, label: figure.label, reason: figure.absent })
  }
  return [...found.values()]
}
