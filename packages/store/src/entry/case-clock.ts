import {
  addDays,
  type Day,
  type Ledger,
  type LoopState,
  type Stay,
  type TrackStep,
  type Values,
  type WorkCalendar,
  walkTrack,
} from '@shishu/kernel'
import type { DueStatus } from '../due/list-due.ts'

/** How long a case has been in its state, and by when somebody must take it on. */
export interface CaseClock {
  state: string
  since: Day
  /** The last day in time; null while suspended, or where the year’s holidays are not loaded. */
  due: Day | null
  status: DueStatus
  /** Where the limit stands; empty while suspended. */
  source: string
}

/** Days before the deadline from which a case is due soon. */
const SOON = 7

/** The clock of the state that a case is in; null where it has none, or the date it runs from has not come. */
export function caseClock(
  ledger: Ledger,
  values: Values,
  track: readonly TrackStep[],
  on: Day,
  calendar: WorkCalendar,
): CaseClock | null {
  if (ledger.loop === undefined) return null
  const stay = walkTrack(ledger.loop, values, track, calendar).at(-1)
  const state = stay === undefined ? undefined : ledger.loop.states[stay.state]
  if (stay === undefined || state === undefined) return null
  if (state.limit === undefined && state.pauses === undefined) return null
  if (stay.due === null && !stay.dueUnknown && state.pauses === undefined) return null
  const status = statusOf(stay, state, on)
  return { state: stay.state, since: stay.from, due: stay.due, status, source: state.limit?.source ?? '' }
}

function statusOf(stay: Stay, state: LoopState, on: Day): DueStatus {
  if (stay.due === null) return state.pauses === undefined ? 'unknown' : 'suspended'
  if (stay.due < on) return 'overdue'
  return stay.due <= addDays(on, SOON) ? 'soon' : 'in-time'
}

/**
 * Working days after a day up to and including a deadline: what is left to act in. Overdue, the working days since it as
 * a negative number. Null where a year’s holidays are not loaded.
 */
export function workingDaysLeft(on: Day, due: Day, calendar: WorkCalendar): number | null {
  const [from, until, sign] = due >= on ? [on, due, 1] : [due, on, -1]
  let count = 0
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) {
    if (!calendar.has(Number(day.slice(0, 4)))) return null
    if (calendar.isWorkingDay(day)) count += sign
  }
  return count
}
