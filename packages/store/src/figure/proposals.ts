import {
  addDays,
  type Day,
  describePeriod,
  type Period,
  type Proposal,
  proposeFromFigures,
  type Report,
} from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { type DueCase, listDue, type OpenCase, openCases } from '../due/list-due.ts'
import { listMissing, type MissingOf } from '../due/list-missing.ts'
import { computeFigures } from './figures.ts'

/** What a report's writer is offered: sentences, and the cases and gaps behind the difficulties. */
export interface ReportProposals {
  sentences: readonly Proposal[]
  /** Cases past their limit at the period's end: taking them on would move the figures. */
  overdue: readonly DueCase[]
  /** Required frequencies that were not met in the period. */
  missing: readonly MissingOf[]
  /** Open tasks, for what comes next, the first due first. */
  tasks: readonly OpenCase[]
}

/** A task that was due this many days before the period’s end is no plan for the next one any more. */
const TASKS_KEPT = 365

/** The proposals for a report on an org unit and a period. Errors: org-unit.unknown. */
export async function proposeForReport(
  book: Book,
  { orgUnit, period, tasks: asked }: { orgUnit: string; period: Period; tasks?: Report['tasks'] | undefined },
): Promise<ReportProposals> {
  const ids = book.definitions.pack.indicators.map(({ id }) => id)
  const figures = await computeFigures(book, { orgUnit, period, asOf: null }, ids)
  const end: Day = addDays(period.until, -1)
  const overdue = (await listDue(book, { orgUnit, on: end })).filter(({ status }) => status === 'overdue')
  const missing = (await listMissing(book, { orgUnit, period })).filter((one) => one.missing.length > 0)
  const sentences = [...proposeFromFigures(book.definitions, figures)]
  for (const [ledger, cases] of Map.groupBy(overdue, (one) => one.ledger)) {
    const { label, gloss } = book.definitions.ledger(ledger)
    sentences.push({
      section: 'difficulty',
      indicator: '',
      zh: `${label.replace(/台账$/, '')}有${cases.length}件超过规定时限未办结`,
      en: `${gloss}: ${cases.length} past their limit`,
    })
  }
  for (const { requirement, missing: gaps } of missing) {
    sentences.push({
      section: 'difficulty',
      indicator: '',
      zh: `${requirement.label}：${describePeriod(period, 'zh')}有${gaps.length}次没有做到`,
      en: `${requirement.gloss}: missed ${gaps.length} times in ${describePeriod(period, 'en')}`,
    })
  }
  const tasks =
    asked === undefined ? [] : await openCases(book, { orgUnit, on: end, ...asked, since: addDays(end, -TASKS_KEPT) })
  return { sentences, overdue, missing, tasks }
}
