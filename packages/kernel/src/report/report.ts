import type { PeriodKind } from '../period/period.ts'
import type { ReportBlock } from './report-draft.ts'

/**
 * How a figure reads in prose. The wording follows the figure:
 * `plain` 12 · `about` 120余 (down to a round number) · `money` 1.23亿元 or 456.7万元 · `money-wan` 456.7万元 ·
 * `percent` 12.3% · `growth` 增长12.3%, 下降3.1% or 持平 · `rate` −3.1% · `at-least` 增长8%以上 (down to a whole percent).
 */
export type Wording = 'plain' | 'about' | 'money' | 'money-wan' | 'percent' | 'growth' | 'rate' | 'at-least'

/** A blank bound to an indicator. */
export interface FigureSlot {
  kind: 'figure'
  indicator: string
  wording: Wording
}
/** A blank that names something: a place, a year, a month covered, a date, a policy's own number. */
export interface LabelSlot {
  kind: 'label'
  value: /** The org unit's name, without one of these endings where the text goes on with it. */
    | { from: 'org-unit'; without?: readonly string[] }
    /** The period's year plus `plus`. */
    | { from: 'year'; plus: number }
    | { from: 'param'; param: string; part?: 'month' | 'day' }
    /** A formula that gives a day: its month or day of month. */
    | { from: 'day'; formula: string; part: 'month' | 'day' }
}
export type Slot = FigureSlot | LabelSlot

/** One paragraph; `{12}` marks slot 12. `lead` is the run-in phrase set before the text. */
export interface ReportParagraph {
  style: 'title' | 'heading-1' | 'heading-2' | 'body'
  text: string
  lead?: string
  /** What people write of this part stands after this paragraph; without such a place, at the report's end under a heading. */
  followedBy?: ReportBlock
}

/** A report (报告): prose with bound figures. */
export interface Report {
  id: string
  label: string
  gloss: string
  periodKind: PeriodKind
  /** `{org}` and `{period}` stand for the org unit's name and the period in words. */
  title: string
  /** Who signs it; `{org}` stands for the org unit's name. */
  issuer: string
  paragraphs: readonly ReportParagraph[]
  slots: Readonly<Record<number, Slot>>
  /** The tasks offered to the writer for what comes next: a ledger with a loop, and the fields that tell what and whose. */
  tasks?: { ledger: string; shown: readonly string[] }
  source: string
}

export const defineReport = (report: Report): Report => report
