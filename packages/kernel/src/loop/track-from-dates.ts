import type { Values } from '../ledger/field.ts'
import type { Loop, TrackStep } from './loop.ts'

/**
 * The steps that a sheet's dates tell: each step whose date field is filled was taken on that day.
 *
 * Steps of one day are put in an order that the loop allows. Steps that no order allows come last, so that
 * checkTrack names them.
 */
export function trackFromDates(loop: Loop, values: Values): TrackStep[] {
  const waiting = Object.entries(loop.steps).flatMap(([id, step]) => {
    const on = step.day === undefined ? null : values[step.day]
    return typeof on === 'string' ? [{ step: id, on, by: null }] : []
  })
  waiting.sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
  const track: TrackStep[] = []
  let state = loop.opens.state
  while (waiting.length > 0) {
    const next = waiting.findIndex((taken) => loop.steps[taken.step]!.from.includes(state))
    const [taken] = waiting.splice(Math.max(next, 0), 1)
    track.push(taken!)
    state = loop.steps[taken!.step]!.to
  }
  return track
}
