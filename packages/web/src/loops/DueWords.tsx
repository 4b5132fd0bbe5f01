import { type Day, daysBetween } from '@shishu/kernel'
import { Mark, type Standing } from '../drawing/Mark.tsx'
import { shortDay } from '../words/day-words.ts'
import { useWords } from '../words/language.ts'
import type { CaseRow } from './case-rows.ts'
import type { Status } from './statuses.ts'

const STANDINGS: Record<Status, Standing> = {
  overdue: 'bad',
  soon: 'warn',
  'in-time': 'good',
  suspended: 'none',
  unknown: 'none',
}

/** A case’s due day in words, with the sign of how it stands. */
export function DueWords({ row: { due, status }, today }: { row: CaseRow; today: Day }) {
  const words = useWords()
  const standing = STANDINGS[status]
  const { clock } = words
  const left = due === null ? 0 : daysBetween(today, due)
  const text =
    status === 'suspended'
      ? clock.paused
      : due === null
        ? clock.notKnown
        : left < 0
          ? clock.overdue(-left)
          : left === 0
            ? clock.lastDay
            : clock.left(left)
  return (
    <span className="case-due">
      <span className={`standing standing-${standing}`}>
        <Mark standing={standing} />
        {text}
      </span>
      {due === null ? null : <span className="quiet small">{clock.due(shortDay(due, words, today.slice(0, 4)))}</span>}
    </span>
  )
}
