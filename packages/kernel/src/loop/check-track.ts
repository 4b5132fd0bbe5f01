import { kernelError } from '../error/kernel-errors.ts'
import type { EntryContent } from '../ledger/entry.ts'
import type { Values } from '../ledger/field.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { meets } from '../ledger/meets.ts'
import type { Problem } from '../ledger/problem.ts'
import { addDays, addMonths, type Day, isDay } from '../period/day.ts'
import type { WorkCalendar } from '../working-day/calendar.ts'
import { deadlineOf } from '../working-day/deadline.ts'
import { stateCouncilCalendar } from '../working-day/state-council.ts'
import type { Loop } from './loop.ts'
import { allowedSteps } from './take-step.ts'

/** Conditions of steps name no parameters. */
const NO_PARAMS = new Map<string, string | number>()

/**
 * The first thing that is wrong with the steps of a case, or null: the order of steps, their days, the fields they
 * need and the people who may not take them. Only the first is told, since what follows it hangs on it.
 */
export function checkTrack(
  ledger: Ledger,
  content: EntryContent,
  calendar: WorkCalendar = stateCouncilCalendar,
): Problem | null {
  const { loop } = ledger
  if (loop === undefined) return null
  const opened = content.values[loop.opens.on]
  if (typeof opened !== 'string') {
    if (content.track.length === 0) return null
    const field = loop.opens.on
    return { field, error: kernelError('field.required', { field: ledger.fields[field]?.label ?? field }) }
  }
  let state = loop.opens.state
  let last = opened
  let entered = opened
  const takers = new Map<string, Set<string>>()
  for (const taken of content.track) {
    const step = loop.steps[taken.step]
    if (step === undefined) {
      return { field: null, error: kernelError('loop.step-unknown', { step: taken.step, loop: ledger.label }) }
    }
    const field = step.day ?? null
    if (!isDay(taken.on)) return { field, error: kernelError('day.malformed', { text: taken.on }) }
    if (!step.from.includes(state)) {
      const allowed = allowedSteps(loop, state).map((id) => loop.steps[id]!.label)
      const at = loop.states[state]?.label ?? state
      return { field, error: kernelError('loop.step-not-allowed', { step: step.label, at, allowed }) }
    }
    if (taken.on < last) {
      return { field, error: kernelError('loop.step-too-early', { step: step.label, on: taken.on, last }) }
    }
    const earliest = step.interrupts === true ? null : earliestLeave(loop, state, entered, content.values, calendar)
    if (step.to !== state && earliest !== null && taken.on < earliest) {
      const at = loop.states[state]!
      const facts = { step: step.label, at: at.label, earliest, source: at.atLeast!.source }
      return { field, error: kernelError('loop.step-too-soon', facts) }
    }
    // Before what is to be filled in: whoever may not take the step at all is told so first.
    const other = taken.by === null ? undefined : (step.notBy ?? []).find((id) => takers.get(id)?.has(taken.by!))
    if (other !== undefined) {
      const facts = { step: step.label, other: loop.steps[other]?.label ?? other, by: taken.by! }
      return { field, error: kernelError('loop.same-person', facts) }
    }
    const missing = (step.needs ?? []).filter((need) => (content.values[need] ?? null) === null)
    if (missing.length > 0) {
      const fields = missing.map((need) => ledger.fields[need]?.label ?? need)
      return { field: missing[0]!, error: kernelError('loop.step-needs', { step: step.label, fields }) }
    }
    if (step.only !== undefined && !meets(step.only, NO_PARAMS)(content.values)) {
      const unmet = Object.keys(step.only).map((id) => ledger.fields[id]?.label ?? id)
      const facts = { step: step.label, fields: unmet }
      return { field: Object.keys(step.only)[0] ?? null, error: kernelError('loop.step-condition', facts) }
    }
    if (taken.by !== null) takers.set(taken.step, (takers.get(taken.step) ?? new Set()).add(taken.by))
    if (step.to !== state) entered = taken.on
    state = step.to
    last = taken.on
  }
  return checkDays(ledger, loop, content)
}

/** A step's date field says the day on which the step was last taken. */
function checkDays(ledger: Ledger, loop: Loop, { values, track }: EntryContent): Problem | null {
  for (const [id, { day, label }] of Object.entries(loop.steps)) {
    if (day === undefined) continue
    const said = values[day] ?? null
    const last = track.findLast((taken) => taken.step === id)?.on ?? null
    if (said === last) continue
    const facts = { field: ledger.fields[day]?.label ?? day, said: String(said ?? ''), step: label, on: last ?? '' }
    return { field: day, error: kernelError('loop.day-differs', facts) }
  }
  return null
}

/** The first day on which a state that must last may be left: the day after its time is full; null where it need not. */
function earliestLeave(loop: Loop, state: string, entered: Day, values: Values, calendar: WorkCalendar): Day | null {
  const least = loop.states[state]?.atLeast
  const start = least?.from === undefined ? entered : values[least.from]
  if (least === undefined || typeof start !== 'string') return null
  // Days off do not lengthen a notice counted in calendar days, as they would move a deadline.
  const full =
    least.unit === 'calendar-day'
      ? addDays(start, least.count)
      : least.unit === 'month'
        ? addMonths(start, least.count)
        : deadlineOf(start, least, calendar)
  return addDays(full, 1)
}
