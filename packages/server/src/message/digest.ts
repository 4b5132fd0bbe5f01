import type { Day } from '@shishu/kernel'
import type { DueKind } from './due-rule.ts'
import type { NewNotice } from './notice.ts'
import { digestLine } from './notice-wording.ts'
import type { Call, NoticeContext } from './notices-for.ts'

/** Lines of a digest at most: whoever has more reads on in the application. */
const LINES = 60

const URGENCY: Record<DueKind, number> = { escalated: 0, overdue: 1, 'due-today': 2, 'due-soon': 3 }

/**
 * A person's list of what is due (每日提醒): one line a ledger, place and state, the most pressing first. Nothing is
 * counted: the list is a reminder, not a tally of a person's work.
 */
export function digestOf(person: string, calls: readonly Call[], context: NoticeContext): NewNotice {
  const lines = linesOf(calls).map((call) => digestLine(call, context))
  const listed = lines.slice(0, LINES)
  const more = lines.length > LINES
  const { today } = context
  return {
    person,
    occasion: digestOccasion(today),
    kind: 'digest',
    about: null,
    zh: [`${today} 应办事项：`, ...listed.map(({ zh }) => zh), ...(more ? ['其余请在系统里查看。'] : [])].join('\n'),
    en: [
      `Due as of ${today}:`,
      ...listed.map(({ en }) => en),
      ...(more ? ['See the application for the rest.'] : []),
    ].join('\n'),
  }
}

/** One a day. */
export const digestOccasion = (today: Day) => `digest ${today}`

/** The call that speaks for each ledger, place and state: the most pressing, then the first due. */
function linesOf(calls: readonly Call[]): Call[] {
  const first = new Map<string, Call>()
  for (const call of calls.toSorted(byUrgency)) {
    const { ledger, orgUnit, state } = call.case
    const line = `${ledger} ${orgUnit} ${state}`
    if (!first.has(line)) first.set(line, call)
  }
  return [...first.values()]
}

function byUrgency(one: Call, other: Call): number {
  return (
    URGENCY[one.rule.kind] - URGENCY[other.rule.kind] ||
    one.case.due.localeCompare(other.case.due) ||
    one.case.ledger.localeCompare(other.case.ledger) ||
    one.case.orgUnit.localeCompare(other.case.orgUnit)
  )
}
