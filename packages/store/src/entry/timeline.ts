import {
  type Day,
  daysBetween,
  type Ledger,
  type TrackStep,
  type Values,
  type WorkCalendar,
  walkTrack,
} from '@shishu/kernel'

/** One moment of a case: its opening or a step, and the state after it. */
export interface TimelineStep {
  /** Null: the opening. */
  step: string | null
  /** The step in words; of the opening, the field that it is read from. */
  label: string
  on: Day
  by: string | null
  state: string
  stateLabel: string
}

/** One stay of a case in a state. */
export interface TimelineStay {
  state: string
  label: string
  from: Day
  /** The day it was left; null: still there. */
  until: Day | null
  /** Days until it was left, or until the day of reading. */
  days: number
  /** The last day in time, extensions included; null where there is none or it is unknown. */
  due: Day | null
  /** Days on which it was overdue. */
  lateDays: number
}

/** What a case has gone through, in order: nothing before it opens. */
export interface Timeline {
  steps: TimelineStep[]
  stays: TimelineStay[]
}

/** A case’s way so far, with labels, as read on a day. */
export function timelineOf(
  ledger: Ledger,
  values: Values,
  track: readonly TrackStep[],
  on: Day,
  calendar: WorkCalendar,
): Timeline {
  const { loop } = ledger
  const opened = loop === undefined ? undefined : values[loop.opens.on]
  if (loop === undefined || typeof opened !== 'string') return { steps: [], stays: [] }
  const label = (state: string) => loop.states[state]?.label ?? state
  let state = loop.opens.state
  const opening = { step: null, label: ledger.fields[loop.opens.on]!.label, on: opened, by: null }
  const steps: TimelineStep[] = [{ ...opening, state, stateLabel: label(state) }]
  for (const taken of track) {
    state = loop.steps[taken.step]?.to ?? state
    const words = loop.steps[taken.step]?.label ?? taken.step
    steps.push({ step: taken.step, label: words, on: taken.on, by: taken.by, state, stateLabel: label(state) })
  }
  const daysTo = (from: Day, until: Day | null) => Math.max(0, daysBetween(from, until ?? on))
  const stays = walkTrack(loop, values, track, calendar).map((stay) => ({
    state: stay.state,
    label: label(stay.state),
    from: stay.from,
    until: stay.until,
    // A matter that has come to its end takes no more days.
    days: stay.until === null && loop.states[stay.state]?.end !== undefined ? 0 : daysTo(stay.from, stay.until),
    due: stay.due,
    lateDays: stay.late.reduce((sum, late) => sum + daysTo(late.from, late.until), 0),
  }))
  return { steps, stays }
}
