import type { Day, Loop, TrackStep } from '@shishu/kernel'
import { fullDay } from '../words/day-words.ts'
import { nameIn, useLanguage } from '../words/language.ts'
import './drawing.css'

export interface TimelineProps {
  loop: Loop
  opened: Day | null
  track: readonly TrackStep[]
  /** The name of a person by id; ids that it does not know are shown as they are. */
  nameOf?: (person: string) => string
}

/** What was done with a case, in order: each step with its day, who took it and where it led. */
export function Timeline({ loop, opened, track, nameOf = (person) => person }: TimelineProps) {
  const { language, words } = useLanguage()
  if (opened === null) return <p className="quiet">{words.timeline.none}</p>
  const first = { on: opened, done: words.timeline.first, to: loop.opens.state, by: null as string | null }
  const steps = track.map((taken) => {
    const step = loop.steps[taken.step]
    return {
      on: taken.on,
      done: step === undefined ? taken.step : nameIn(language, step),
      to: step?.to ?? '',
      by: taken.by,
    }
  })
  const events = [first, ...steps]
  return (
    <ol className="timeline" aria-label={words.timeline.label}>
      {events.map((event, index) => (
        <li key={index} className={index === events.length - 1 ? 'timeline-last' : ''}>
          <time dateTime={event.on}>{fullDay(event.on, words)}</time>
          <span className="timeline-done">{event.done}</span>
          <span className="timeline-to">
            {loop.states[event.to] === undefined ? '' : `→ ${nameIn(language, loop.states[event.to]!)}`}
          </span>
          {event.by === null ? null : (
            <span className="timeline-by">
              {words.timeline.by} {nameOf(event.by)}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
