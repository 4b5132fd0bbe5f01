import { type Day, daysBetween } from '@shishu/kernel'
import type { Standing } from '../drawing/Mark.tsx'
import type { Words } from '../words/words.ts'

const STANDINGS: Readonly<Record<string, Standing>> = {
  overdue: 'bad',
  soon: 'warn',
  'in-time': 'good',
  suspended: 'none',
  unknown: 'none',
}

/** How an entry stands against its clock, as a shape and in words; null where no clock runs. */
export function dueStanding(
  { due, status }: { due: Day | null; status: string | null },
  today: Day,
  { clock }: Words,
): { standing: Standing; text: string } | null {
  if (status === null) return null
  const standing = STANDINGS[status] ?? 'none'
  if (status === 'suspended') return { standing, text: clock.paused }
  if (due === null) return { standing, text: clock.notKnown }
  const left = daysBetween(today, due)
  return { standing, text: left < 0 ? clock.overdue(-left) : left === 0 ? clock.lastDay : clock.left(left) }
}
