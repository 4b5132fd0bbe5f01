import { addDays, type Day, type Definitions, type OrgTree, townshipOf, type WorkCalendar } from '@shishu/kernel'
import type { DueCase } from '@shishu/store'
import { DUE_RULES, type DueRule, dayFromDue, holds, type NoticeLevel } from './due-rule.ts'
import type { NewNotice } from './notice.ts'
import { noticeWording } from './notice-wording.ts'

/** Whom a case concerns at one level. */
export interface RecipientRequest {
  ledger: string
  /** 12 digits. */
  orgUnit: string
  level: NoticeLevel
}

/** A case with a due day, and a rule that holds for it today. */
export interface Call {
  case: DueCase & { due: Day }
  rule: DueRule
}

/** What the decision rests on beside the cases. */
export interface NoticeContext {
  today: Day
  /** Days off of every year: see messageCalendar. */
  calendar: WorkCalendar
  definitions: Definitions
  orgTree: OrgTree
}

/**
 * Days after the first on which a notice is still sent. Nobody is flooded with what was long overdue when the book was
 * opened (the digest lists it); and old notices can be removed without being sent again.
 */
export const CATCH_UP_DAYS = 90

/** Which rules hold for which cases today. A case that waits, or whose due day is not known, calls nobody. */
export function callsFor(
  cases: readonly DueCase[],
  { today, calendar }: Pick<NoticeContext, 'today' | 'calendar'>,
  rules: readonly DueRule[] = DUE_RULES,
): Call[] {
  return cases.flatMap((found) => {
    const { due } = found
    if (due === null) return []
    return rules.filter((rule) => holds(rule, due, today, calendar)).map((rule) => ({ case: { ...found, due }, rule }))
  })
}

/**
 * Who is told what today. The same person is told once of one thing, whatever the number of their duties; telling it
 * again on another day makes the same occasion.
 * @param recipients  the people at a level for a ledger and a place
 */
export function noticesFor(
  calls: readonly Call[],
  recipients: (request: RecipientRequest) => readonly string[],
  context: NoticeContext,
): NewNotice[] {
  const told = new Map<string, NewNotice>()
  for (const call of calls.filter((each) => isFresh(each, context))) {
    const occasion = occasionOf(call)
    for (const person of recipients(recipientRequest(call))) {
      const key = `${person}\n${occasion}`
      if (!told.has(key)) told.set(key, noticeOf(call, person, occasion, context))
    }
  }
  return [...told.values()]
}

export function recipientRequest({ case: { ledger, orgUnit }, rule: { level } }: Call): RecipientRequest {
  return { ledger, orgUnit, level }
}

/** Whether a call is new enough to be told on its own. */
export function isFresh({ case: { due }, rule }: Call, { today, calendar }: NoticeContext): boolean {
  return today <= addDays(dayFromDue(due, rule.from, calendar), CATCH_UP_DAYS)
}

/**
 * What makes a thing the same thing: the kind and the case in its state since a day, due on a day. An extension makes
 * another; so does each level of escalation.
 */
export function occasionOf({
  case: { ledger, entry, orgUnit, state, since, due },
  rule: { kind, level },
}: Call): string {
  const what = kind === 'escalated' ? `${kind} ${level}` : kind
  return `${what} ${townOf(orgUnit)} ${ledger} ${entry} ${state} ${since} ${due}`
}

function noticeOf(call: Call, person: string, occasion: string, context: NoticeContext): NewNotice {
  const { ledger, entry, orgUnit, state, since, due } = call.case
  const about = { level: call.rule.level, ledger, entry, town: townOf(orgUnit), orgUnit, state, since, due }
  return { person, occasion, kind: call.rule.kind, about, ...noticeWording(call, context) }
}

const townOf = (orgUnit: string) => townshipOf(orgUnit) ?? orgUnit
