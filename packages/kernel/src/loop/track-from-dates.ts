import type { Values } from '../ledger/field.ts'
import type { Loop, TrackStep } from './loop.ts'

/**
 * The steps that a sheet's dates tell: each step whose date field is filled was taken on that day.
 *
 * Steps of one day are put in an order that the loop allows. Steps that no order allows come last, so that
 * checkTrack names them.
 */
export function trackFromDates(loop: Loop, values: Values): TrackStep[] {
  return followDates(loop, [], {}, values)
}

/**
 * A track after an entry's dates changed from `before` to `after`: a step whose date field was filled is taken, one whose
 * date changed moves with it and keeps its taker, one whose date was cleared is undone. Steps that no date tells stay.
 * @param by  who takes the steps that are told now; null for a sheet, which does not say
 */
export function followDates(
  loop: Loop,
  track: readonly TrackStep[],
  before: Values,
  after: Values,
  by: string | null = null,
): TrackStep[] {
  const steps = [...track]
  for (const [id, { day }] of Object.entries(loop.steps)) {
    if (day === undefined) continue
    const was = before[day] ?? null
    const is = after[day] ?? null
    const told = steps.findLastIndex((taken) => taken.step === id && taken.on === was)
    if (was === is && (is === null || told >= 0)) continue
    if (typeof is !== 'string') {
      if (told >= 0) steps.splice(told, 1)
    } else if (told >= 0) steps[told] = { ...steps[told]!, on: is }
    else steps.push({ step: id, on: is, by })
  }
  return inOrder(loop, steps)
}

/** Steps by day, those of one day in an order that the loop allows. */
function inOrder(loop: Loop, steps: readonly TrackStep[]): TrackStep[] {
  const waiting = steps.toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
  const track: TrackStep[] = []
  let state = loop.opens.state
  while (waiting.length > 0) {
    const next = waiting.findIndex((taken) => loop.steps[taken.step]?.from.includes(state))
    const [taken] = waiting.splice(Math.max(next, 0), 1)
    track.push(taken!)
    state = loop.steps[taken!.step]?.to ?? state
  }
  return track
}
