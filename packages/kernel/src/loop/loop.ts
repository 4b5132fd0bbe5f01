import type { Where } from '../ledger/measure.ts'
import type { Limit } from '../working-day/deadline.ts'

/** The time that a state may last by law or by the town's rule. */
export interface StateLimit extends Limit {
  source: string
  /** A date field from which the clock runs; by default the day the state was entered. */
  from?: string
  /** True where the sources were not confirmed: the town sets it as a parameter. */
  unconfirmed?: boolean
}

export interface LoopState {
  label: string
  gloss: string
  limit?: StateLimit
  /** The time that it must last: a notice stands at least so many days. Steps that `interrupts` may leave it earlier. */
  atLeast?: StateLimit
  /** The state whose clock stands still while a case is here (听证不计入期限); stepping back into it goes on with the rest. */
  pauses?: string
  /** An end: the matter is done, or was withdrawn by the person it concerns. No step leaves it unless one says so. */
  end?: 'done' | 'withdrawn'
}

export interface LoopStep {
  label: string
  gloss: string
  from: readonly string[]
  to: string
  /** The duty that may take it. */
  by?: string
  /** The date field that records the day; a sheet that fills it has taken the step. */
  day?: string
  /** Fields that must be filled before the step. */
  needs?: readonly string[]
  /** Fields that the step's form offers as well, filled already or not; the step can be taken without them. */
  asks?: readonly string[]
  /** Steps whose taker may not take this one: nobody signs off what she handled. */
  notBy?: readonly string[]
  /** Leaves a state before the time it must last: an objection, a withdrawal. */
  interrupts?: boolean
  /** What the entry must say for the step to be taken: consent given, standards met. */
  only?: Where
  /**
   * Moves the running deadline by this much instead of starting another clock (延期): once, and while it runs. An
   * extension that comes late or again is kept as a fact and extends nothing.
   */
  extends?: Limit & { source: string; unconfirmed?: boolean }
  /** With `extends`: a clock that the step winds up each time, also late (半年一次的考察). */
  repeats?: boolean
}

/** The states of a case, the steps between them, and the time each state has. */
export interface Loop {
  /** The date field on which a case opens, and the state it opens in. */
  opens: { on: string; state: string }
  states: Readonly<Record<string, LoopState>>
  steps: Readonly<Record<string, LoopStep>>
}

/** One step as taken: which, on what day, by whom (null where a sheet does not say). */
export interface TrackStep {
  step: string
  on: string
  by: string | null
}

export const defineLoop = (loop: Loop): Loop => loop
