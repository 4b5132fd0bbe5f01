import { addDays, type Day, daysBetween, type LoopState, type Stay } from '@shishu/kernel'
import { fullDay, shortDay } from '../words/day-words.ts'
import { useWords } from '../words/language.ts'
import type { Words } from '../words/words.ts'
import { Mark, type Standing } from './Mark.tsx'
import './drawing.css'

export interface CaseClockProps {
  /** The case's present stay, as the kernel's walkTrack gives it. */
  stay: Stay
  /** The state it stays in. */
  state: LoopState
  today: Day
}

/** Days before the deadline from which a case is said to be due soon. */
export const SOON_DAYS = 3

export interface ClockReading {
  standing: Standing
  text: string
}

/** What a stay's clock says on a day, in words. */
export function readClock(stay: Stay, state: LoopState, today: Day, words: Words): ClockReading {
  if (stay.dueUnknown) return { standing: 'none', text: words.clock.unknown }
  if (state.pauses !== undefined) return { standing: 'none', text: words.clock.paused }
  if (stay.due === null && state.end !== undefined) return { standing: 'none', text: words.clock.ended }
  if (stay.due === null) {
    const waits = state.limit?.from !== undefined
    return { standing: 'none', text: waits ? words.clock.noStart : words.clock.none }
  }
  if (stay.until !== null) {
    const late = stay.late.length > 0
    return late ? { standing: 'bad', text: words.clock.endedLate } : { standing: 'good', text: words.clock.endedInTime }
  }
  const left = daysBetween(today, stay.due)
  if (left < 0) return { standing: 'bad', text: words.clock.overdue(-left) }
  if (left === 0) return { standing: 'warn', text: words.clock.lastDay }
  return { standing: left <= SOON_DAYS ? 'warn' : 'good', text: words.clock.left(left) }
}

/** The clock of a case in its state: how much of its time is gone, and the day on which it ends. */
export function CaseClock({ stay, state, today }: CaseClockProps) {
  const words = useWords()
  const reading = readClock(stay, state, today, words)
  const { due } = stay
  return (
    <div className={`clock clock-${reading.standing}`}>
      <p className="clock-words">
        <Mark standing={reading.standing} />
        <strong>{reading.text}</strong>
        {due === null ? null : <span className="clock-due">{words.clock.due(fullDay(due, words))}</span>}
      </p>
      {due === null || stay.until !== null ? null : (
        <ClockTrack from={stay.from} due={due} today={today} words={words} />
      )}
      {state.limit === undefined ? null : (
        <p className="clock-source">
          {words.loop.limitOf(state.limit.count, words.loop.units[state.limit.unit])}
          {words.language.tag === 'en' ? ' · ' : '。'}
          {state.limit.source}
          {state.limit.unconfirmed ? `（${words.loop.unconfirmed}）` : ''}
        </p>
      )}
    </div>
  )
}

interface ClockTrackProps {
  from: Day
  due: Day
  today: Day
  words: Words
}

function ClockTrack({ from, due, today, words }: ClockTrackProps) {
  const start = from < due ? from : addDays(due, -1)
  const end = today > due ? today : due
  const span = Math.max(1, daysBetween(start, end))
  const share = (day: Day) => Math.min(100, Math.max(0, (daysBetween(start, day) / span) * 100))
  const gone = share(today < due ? today : due)
  const late = today > due
  return (
    <div className="clock-track" aria-hidden="true">
      <svg width="100%" height="14" aria-hidden="true">
        <rect className="track-ground" x="0" y="3" width="100%" height="8" />
        <rect className="track-gone" x="0" y="3" width={`${gone}%`} height="8" />
        {late ? <rect className="track-late" x={`${gone}%`} y="3" width={`${100 - gone}%`} height="8" /> : null}
        <line className="track-due" x1={`${share(due)}%`} x2={`${share(due)}%`} y1="0" y2="14" />
      </svg>
      <div className="clock-ends">
        <span>{shortDay(start, words)}</span>
        <span>{late ? `${shortDay(today, words)} ${words.clock.today}` : shortDay(due, words)}</span>
      </div>
    </div>
  )
}
