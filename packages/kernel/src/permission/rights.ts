import type { Ledger } from '../ledger/ledger.ts'
import type { LoopStep } from '../loop/loop.ts'
import { codeKey, codeRange } from '../org-unit/org-unit-code.ts'
import type { Day } from '../period/day.ts'
import { type Act, isLedgerAct, type LedgerAct, type PlaceAct } from './act.ts'
import { HANDLER, type Role } from './role.ts'

/** A person's appointment (任职) to a role at an org unit and, where the role asks for it, in an office. */
export interface Appointment {
  role: string
  orgUnit: string
  office: string | null
  /** First and last day on which it holds; null for open. */
  from: Day
  until: Day | null
}

/** A range of org unit keys, from `from` up to but not including `until`. */
export interface CodeRange {
  from: number
  until: number
}

/** Where something is to be done, and in which ledger where the act is about one. */
export interface ActTarget {
  orgUnit: string
  ledger?: Ledger | undefined
}

/** What a person may do, worked out once from appointments: the one place where roles, offices and places meet. */
export interface Rights {
  /** Whether the act is allowed at the target; at a place above or beside the appointment's it is not. */
  may(act: Act, target: ActTarget): boolean
  /** Whether the act is allowed anywhere, in any ledger: what a menu asks. */
  mayAnywhere(act: Act): boolean
  /** Whether a loop's step is the person's to take at a place: the right to take steps, and the step's duty. */
  mayTake(ledger: Ledger, step: LoopStep, orgUnit: string): boolean
  /** Places at which the act is allowed, in a ledger where it is about one; neighbouring ranges are joined. */
  ranges(act: Act, ledger?: Ledger): readonly CodeRange[]
}

interface Held {
  role: Role
  office: string | null
  range: CodeRange
}

/** The rights that appointments give on a day; appointments to roles that are unknown, or not of that day, give none. */
export function rightsOf(roles: readonly Role[], appointments: readonly Appointment[], on: Day): Rights {
  const byId = new Map(roles.map((role) => [role.id, role]))
  const held = appointments.flatMap(({ role: id, office, orgUnit, from, until }): Held[] => {
    const role = byId.get(id)
    if (role === undefined || on < from || (until !== null && on > until)) return []
    return [{ role, office, range: codeRange(orgUnit) }]
  })
  const givingAct = (act: Act, ledger: Ledger | undefined) =>
    held.filter((one) =>
      isLedgerAct(act) ? ledger !== undefined && reaches(one, act, ledger) : one.role.places.includes(act as PlaceAct),
    )
  const at = (orgUnit: string) => (one: Held) => isInside(orgUnit, one.range)
  return {
    may: (act, { orgUnit, ledger }) => givingAct(act, ledger).some(at(orgUnit)),
    mayAnywhere: (act) =>
      held.some(({ role }) =>
        isLedgerAct(act) ? role.ledgers[act] !== undefined : role.places.includes(act as PlaceAct),
      ),
    mayTake: (ledger, step, orgUnit) =>
      givingAct('entry.step', ledger)
        .filter(at(orgUnit))
        .some(({ role }) => role.duties.includes(step.by ?? HANDLER)),
    ranges: (act, ledger) => joined(givingAct(act, ledger).map(({ range }) => range)),
  }
}

/** Whether a role, held for an office, gives an act on a ledger. */
export function reaches(
  { role, office }: { role: Role; office: string | null },
  act: LedgerAct,
  ledger: Ledger,
): boolean {
  switch (role.ledgers[act]) {
    case 'all':
      return true
    case 'open':
      return ledger.restricted !== true
    case 'local':
      return ledger.local === true && ledger.restricted !== true
    case 'office':
      return office === ledger.office
    default:
      return false
  }
}

function isInside(orgUnit: string, { from, until }: CodeRange): boolean {
  const key = codeKey(orgUnit)
  return key >= from && key < until
}

/** Ranges in order, those that overlap or touch as one. */
function joined(ranges: readonly CodeRange[]): CodeRange[] {
  const all: CodeRange[] = []
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last !== undefined && range.from <= last.until) last.until = Math.max(last.until, range.until)
    else all.push({ ...range })
  }
  return all
}
