import { addDays, type Day, deadlineOf, type NoticeLevel, type WorkCalendar } from '@shishu/kernel'

export type { NoticeLevel }

export type DueKind = 'due-soon' | 'due-today' | 'overdue' | 'escalated'

/** A day counted from the due day: so many days after it (before it, where negative), or after whole working days. */
export type FromDue = { days: number } | { workingDays: number }

/** Who is told of what, and when. */
export interface DueRule {
  kind: DueKind
  level: NoticeLevel
  from: FromDue
  /** The last day on which it is true; without one it stays true until the case moves on. */
  until?: FromDue
}

/**
 * The levels, the least pressing first. A case is escalated on the day after it has been overdue for three whole working
 * days.
 */
export const DUE_RULES: readonly DueRule[] = [
  { kind: 'due-soon', level: 'officer', from: { days: -3 }, until: { days: -1 } },
  { kind: 'due-today', level: 'officer', from: { days: 0 }, until: { days: 0 } },
  { kind: 'overdue', level: 'officer', from: { days: 1 } },
  { kind: 'overdue', level: 'office-head', from: { days: 1 } },
  { kind: 'escalated', level: 'leader', from: { workingDays: 3 } },
]

/** The day that a rule means for a due day; after whole working days, the day that follows the last of them. */
export function dayFromDue(due: Day, from: FromDue, calendar: WorkCalendar): Day {
  if ('days' in from) return addDays(due, from.days)
  return addDays(deadlineOf(due, { count: from.workingDays, unit: 'working-day' }, calendar), 1)
}

/** Whether a rule holds on a day. */
export function holds(rule: DueRule, due: Day, today: Day, calendar: WorkCalendar): boolean {
  if (today < dayFromDue(due, rule.from, calendar)) return false
  return rule.until === undefined || today <= dayFromDue(due, rule.until, calendar)
}
