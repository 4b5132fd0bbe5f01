import { kernelError } from '../error/kernel-errors.ts'
import { type Period, parsePeriod } from '../period/period.ts'
import type { Report } from './report.ts'

/** The period that a report is asked for. Errors: period.malformed; report.period-kind: not one that it is made for. */
export function reportPeriod(report: Report, text: string): Period {
  const period = parsePeriod(text)
  if (period.kind === report.periodKind) return period
  throw kernelError('report.period-kind', { report: report.label, period: period.id, kind: report.periodKind })
}
