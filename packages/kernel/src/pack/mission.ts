import { listInputs } from '../indicator/inputs.ts'
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
  state: string
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
      limits: looped.flatMap((ledger) =>
        Object.entries(ledger.loop!.states).flatMap(([state, { limit }]) =>
          limit === undefined
            ? []
            : [
                {
                  ledger: ledger.id,
                  state,
                  count: limit.count,
                  unit: limit.unit,
                  source: limit.source,
                  unconfirmed: limit.unconfirmed === true,
                },
              ],
        ),
      ),
      slots: [...new Set([...labels, ...figures])].sort((one, other) => one - other),
    }
  })
}
