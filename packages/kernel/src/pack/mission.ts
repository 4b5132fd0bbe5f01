import { listInputs } from '../indicator/inputs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { StateLimit } from '../loop/loop.ts'
import { parsePeriod } from '../period/period.ts'
import { ledgerOfMeasure } from '../posting/measure-keys.ts'
import type { Definitions } from './definitions.ts'

/** One thing that the pack's users are charged with, and the ledgers that carry it. */
export interface Mission {
  /** A letter for the field of work and a number: `A1`. */
  id: string
  label: string
  gloss: string
  ledgers: readonly string[]
  /** Blanks of the pack's main report that are labels of this mission; those of figures follow from indicators. */
  labels?: readonly number[]
}

export const defineMission = (mission: Mission): Mission => mission

/** A mission with all that the definitions say of it. */
export interface MissionRow {
  id: string
  label: string
  gloss: string
  ledgers: readonly string[]
  /** Ids of the ledgers among them that have a loop. */
  loops: readonly string[]
  /** Indicators that read one of the ledgers, by id. */
  indicators: readonly string[]
  /** Ids of requirements on them. */
  requirements: readonly string[]
  /** Every limit of their loops. */
  limits: readonly MissionLimit[]
  /** Blanks of the pack's first report. */
  slots: readonly number[]
}

export interface MissionLimit {
  ledger: string
  /** The state that has it, or the step that extends it. */
  at: string
  /** At most so long in the state, at least so long, or so much longer. */
  kind: 'most' | 'least' | 'extension'
  count: number
  unit: string
  source: string
  unconfirmed: boolean
}

/** Every mission with its ledgers, loops, limits, indicators and blanks, as the definitions have them. */
export function missionTable(definitions: Definitions): MissionRow[] {
  const { pack } = definitions
  const readBy = new Map(
    pack.indicators.map(({ id }) => {
      // Any period will do: which measures a formula reads does not hang on it.
      const inputs = listInputs(definitions.indicator(id).formula, parsePeriod('2026'), definitions)
      return [id, new Set(inputs.map(({ measure }) => ledgerOfMeasure(measure)))]
    }),
  )
  const slots = Object.entries(pack.reports[0]?.slots ?? {})
  return pack.missions.map(({ id, label, gloss, ledgers, labels = [] }) => {
    const indicators = pack.indicators.filter((one) => ledgers.some((ledger) => readBy.get(one.id)!.has(ledger)))
    const ids = new Set(indicators.map((indicator) => indicator.id))
    const figures = slots.flatMap(([slot, bound]) =>
      bound.kind === 'figure' && ids.has(bound.indicator) ? [Number(slot)] : [],
    )
    const looped = ledgers.map((ledger) => definitions.ledger(ledger)).filter(({ loop }) => loop !== undefined)
    return {
      id,
      label,
      gloss,
      ledgers,
      loops: looped.map((ledger) => ledger.id),
      indicators: [...ids],
      requirements: pack.requirements
        .filter(({ measure }) => ledgers.includes(ledgerOfMeasure(measure)))
        .map((requirement) => requirement.id),
      limits: looped.flatMap(limitsOf),
      slots: [...new Set([...labels, ...figures])].sort((one, other) => one - other),
    }
  })
}

function limitsOf(ledger: Ledger): MissionLimit[] {
  const { states, steps } = ledger.loop!
  const row = (at: string, kind: MissionLimit['kind'], limit: Omit<StateLimit, 'from'> | undefined): MissionLimit[] => {
    if (limit === undefined) return []
    const { count, unit, source, unconfirmed } = limit
    return [{ ledger: ledger.id, at, kind, count, unit, source, unconfirmed: unconfirmed === true }]
  }
  return [
    ...Object.entries(states).flatMap(([id, state]) => [
      ...row(id, 'most', state.limit),
      ...row(id, 'least', state.atLeast),
    ]),
    ...Object.entries(steps).flatMap(([id, step]) => row(id, 'extension', step.extends)),
  ]
}
