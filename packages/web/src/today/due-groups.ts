import { type Day, daysBetween } from '@shishu/kernel'
import type { DueRow } from './compose-today.ts'

/** Days: what is due within a week comes first, then what fell due within a week, within a month, and before. */
const WEEK = 7
const MONTH = 31

export const DUE_GROUPS = ['soon', 'late-week', 'late-month', 'late-longer', 'later'] as const
export type DueGroup = (typeof DUE_GROUPS)[number]

/** Those that are shown folded, with their count: nobody begins a day with them, and nothing is left out. */
export const FOLDED: readonly DueGroup[] = ['late-longer', 'later']

/** Which group a case belongs to on a day. */
export function dueGroupOf({ due }: Pick<DueRow, 'due'>, today: Day): DueGroup {
  if (due === null) return 'later'
  const left = daysBetween(today, due)
  if (left > WEEK) return 'later'
  if (left >= 0) return 'soon'
  if (left >= -WEEK) return 'late-week'
  return left >= -MONTH ? 'late-month' : 'late-longer'
}

/** Cases by group, each group as it was ordered; the groups that hold none are left out. */
export function dueGroups(rows: readonly DueRow[], today: Day): { group: DueGroup; rows: readonly DueRow[] }[] {
  return DUE_GROUPS.map((group) => ({ group, rows: rows.filter((row) => dueGroupOf(row, today) === group) })).filter(
    (each) => each.rows.length > 0,
  )
}
