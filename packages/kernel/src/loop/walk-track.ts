import { ShishuError } from '../error/define-errors.ts'
import type { Values } from '../ledger/field.ts'
import { addDays, type Day, daysBetween } from '../period/day.ts'
import type { WorkCalendar } from '../working-day/calendar.ts'
import { deadlineOf, type Limit } from '../working-day/deadline.ts'
import type { Loop, TrackStep } from './loop.ts'

/** One stay of a case in a state: from the day it was entered until the day it was left (null: still there). */
export interface Stay {
  state: string
  from: Day
  until: Day | null
  /** The last day in time, extensions included; null where the state has no limit or the year is unknown. */
  due: Day | null
  /** The days on which the case was overdue here: until it was left, or extended late; null: still. */
  late: { from: Day; until: Day | null }[]
  /** True where the limit reaches into a year whose holidays are not loaded yet: loading them books the deadline. */
  dueUnknown: boolean
}

/**
 * The stays of a case, in order, from its opening day and the steps taken.
 *
 * A step back into the same state does not end the stay: it may extend it (延期). An opening day that is
 * not filled gives no stays: the case has not begun.
 * A deadline in a year without holidays is left open rather than guessed: a case must be bookable in December.
 */
export function walkTrack(loop: Loop, values: Values, track: readonly TrackStep[], calendar: WorkCalendar): Stay[] {
  const opened = values[loop.opens.on]
  if (typeof opened !== 'string') return []
  const begin = (state: string, from: Day): Stay => {
    const limit = loop.states[state]?.limit
    const start = limit?.from === undefined ? from : values[limit.from]
    const due = limit !== undefined && typeof start === 'string' ? dueBy(start, limit, calendar) : null
    return { state, from, until: null, due: due === 'unknown' ? null : due, late: [], dueUnknown: due === 'unknown' }
  }
  // Extensions of a clock that runs from a date go with it from state to state.
  const carried = new Map<string, Limit[]>()
  const used = new Set<string>()
  let stay = begin(loop.opens.state, opened)
  const stays = [stay]
  for (const taken of track) {
    const step = loop.steps[taken.step]
    if (step === undefined) continue
    if (step.to === stay.state) {
      const counts = step.repeats === true || (!used.has(taken.step) && stay.due !== null && taken.on <= stay.due)
      if (step.extends !== undefined && stay.due !== null && counts) {
        endLateness(stay, taken.on)
        setDue(stay, stay.due, step.extends, calendar)
        used.add(taken.step)
        const from = loop.states[stay.state]?.limit?.from
        if (from !== undefined) carried.set(from, [...(carried.get(from) ?? []), step.extends])
      }
      continue
    }
    stay.until = taken.on
    endLateness(stay, taken.on)
    const paused = loop.states[stay.state]?.pauses === step.to ? stays.at(-2) : undefined
    const next = begin(step.to, taken.on)
    if (paused?.state === step.to) resume(next, paused, stay, loop, calendar)
    else {
      used.clear()
      for (const extension of carried.get(loop.states[step.to]?.limit?.from ?? '') ?? []) {
        if (next.due !== null) setDue(next, next.due, extension, calendar)
      }
    }
    stay = next
    stays.push(stay)
  }
  endLateness(stay, null)
  return stays
}

/** Notes that a stay was overdue until a day (null: still is), if it was: never before the stay itself began. */
function endLateness(stay: Stay, until: Day | null): void {
  if (stay.due === null) return
  let from = addDays(stay.due, 1)
  if (from < stay.from) from = stay.from
  if (until === null || until > from) stay.late.push({ from, until })
}

/** Sets a stay's deadline to a limit counted from a day. */
function setDue(stay: Stay, from: Day, limit: Limit, calendar: WorkCalendar): void {
  const due = dueBy(from, limit, calendar)
  stay.due = due === 'unknown' ? null : due
  stay.dueUnknown = due === 'unknown'
}

/** The deadline of a stay that goes on after a pause: later by the days of the pause, counted as its limit counts. */
function resume(stay: Stay, before: Stay, pause: Stay, loop: Loop, calendar: WorkCalendar): void {
  stay.due = before.due
  stay.dueUnknown = before.dueUnknown
  if (before.due === null) return
  const inWorkingDays = loop.states[stay.state]?.limit?.unit === 'working-day'
  const count = inWorkingDays ? workingDaysBetween(pause.from, stay.from, calendar) : daysBetween(pause.from, stay.from)
  if (count === 'unknown') Object.assign(stay, { due: null, dueUnknown: true })
  else if (count > 0)
    setDue(stay, before.due, { count, unit: inWorkingDays ? 'working-day' : 'calendar-day' }, calendar)
}

function workingDaysBetween(from: Day, until: Day, calendar: WorkCalendar): number | 'unknown' {
  let count = 0
  for (let day = from; day < until; day = addDays(day, 1)) {
    if (!calendar.has(Number(day.slice(0, 4)))) return 'unknown'
    if (calendar.isWorkingDay(day)) count += 1
  }
  return count
}

function dueBy(start: Day, limit: Limit, calendar: WorkCalendar): Day | 'unknown' {
  try {
    return deadlineOf(start, limit, calendar)
  } catch (error) {
    if (error instanceof ShishuError && error.code === 'calendar.year-unknown') return 'unknown'
    throw error
  }
}

/** The state after the steps taken, or null while the case has not opened. */
export function stateOf(loop: Loop, values: Values, track: readonly TrackStep[]): string | null {
  if (typeof values[loop.opens.on] !== 'string') return null
  return track.reduce((state, taken) => loop.steps[taken.step]?.to ?? state, loop.opens.state)
}
