import { kernelError } from '../error/kernel-errors.ts'
import type { EntryContent } from '../ledger/entry.ts'
import type { Values } from '../ledger/field.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { WorkCalendar } from '../working-day/calendar.ts'
import { stateCouncilCalendar } from '../working-day/state-council.ts'
import { checkTrack } from './check-track.ts'
import type { Loop, TrackStep } from './loop.ts'
import { stateOf } from './walk-track.ts'

/** The steps that may be taken from a state, by id, in definition order. */
export function allowedSteps(loop: Loop, state: string): string[] {
  return Object.keys(loop.steps).filter((id) => loop.steps[id]!.from.includes(state))
}

/**
 * An entry's content after one more step. Values given with the step are filled in first, and the step's own
 * date field takes its day.
 * Errors  ledger.not-a-case; loop.step-unknown; loop.step-not-allowed; loop.step-too-early; loop.step-needs; loop.same-person.
 */
export function takeStep(
  ledger: Ledger,
  content: EntryContent,
  taken: TrackStep,
  filled: Values = {},
  calendar: WorkCalendar = stateCouncilCalendar,
): EntryContent {
  const { loop } = ledger
  if (loop === undefined) throw kernelError('ledger.not-a-case', { ledger: ledger.label })
  const day = loop.steps[taken.step]?.day
  const next: EntryContent = {
    ...content,
    values: { ...content.values, ...filled, ...(day === undefined ? {} : { [day]: taken.on }) },
    track: [...content.track, taken],
  }
  const problem = checkTrack(ledger, next, calendar)
  if (problem !== null) throw problem.error
  return next
}

/** Label of the state a case is in, for people; an unopened case has none. */
export function stateLabel(ledger: Ledger, content: EntryContent): string | null {
  if (ledger.loop === undefined) return null
  const state = stateOf(ledger.loop, content.values, content.track)
  return state === null ? null : ledger.loop.states[state]!.label
}
