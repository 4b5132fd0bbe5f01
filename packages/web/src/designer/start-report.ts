import type { PeriodKind, Report } from '@shishu/kernel'
import type { ReportDraft } from './design.ts'

/** How often a report of one's own may be written. */
export type ReportPeriod = Extract<PeriodKind, 'month' | 'quarter' | 'half-year' | 'year'>

/** What a person says before a report is begun. */
export interface ReportBeginning {
  id: string
  label: string
  periodKind: ReportPeriod
  source: string
}

/** Begins a report: its title, and one paragraph to write in. `model` is one of the pack's, signed as this one will be. */
export function startReport({ id, label, periodKind, source }: ReportBeginning, model: Report): ReportDraft {
  return {
    key: id,
    inForce: false,
    blanks: {},
    paragraphs: [{ row: 1, style: 'body', lead: '', text: '', base: null }],
    base: {
      id,
      label,
      gloss: label,
      periodKind,
      title: `{org}{period}${label.replace(/[{}]/g, '')}`,
      issuer: model.issuer,
      paragraphs: [],
      slots: {},
      source,
    },
  }
}
