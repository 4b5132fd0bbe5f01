import { daysBetween, type Period, type PeriodKind, parsePeriod, periodOf, previousPeriod } from '@shishu/kernel'

/** A report is written when its period draws to its end: from when this share of it is left. */
const ENDING_SHARE = 0.25
const OFFERED: Record<PeriodKind, number> = {
  day: 14,
  week: 8,
  'half-month': 8,
  month: 13,
  quarter: 8,
  'half-year': 6,
  year: 4,
}

/** The period whose report is being written on a day: the present one near its end, otherwise the one before. */
export function periodToWrite(kind: PeriodKind, today: string): Period {
  const present = periodOf(kind, today)
  const left = daysBetween(today, present.until) / daysBetween(present.from, present.until)
  return left <= ENDING_SHARE ? present : previousPeriod(present)
}

/** The period that a report is shown for: the chosen one where it is of the report’s kind. */
export function periodOfReport(kind: PeriodKind, chosen: string | undefined, today: string): Period {
  const period = chosen === undefined ? null : parsePeriod(chosen)
  return period?.kind === kind ? period : periodToWrite(kind, today)
}

/** The periods to choose from, latest first; `chosen` is always among them. */
export function periodsToChoose(kind: PeriodKind, today: string, chosen: Period): Period[] {
  const periods = [periodOf(kind, today)]
  while (periods.length < OFFERED[kind]) periods.push(previousPeriod(periods.at(-1)!))
  return periods.some(({ id }) => id === chosen.id) ? periods : [...periods, chosen]
}
