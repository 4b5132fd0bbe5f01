import { type Definitions, type Indicator, ledgerOfMeasure, listInputs, parsePeriod } from '@shishu/kernel'
import type { Contribution, Explanation } from '../../api/figures.ts'

/** The entries that two figures rest on. */
export interface ComparedEntries {
  /** How many both use. */
  both: number
  onlyFirst: readonly Contribution[]
  onlySecond: readonly Contribution[]
  /** How many were not compared, being outside the asker's rights. */
  outside: number
}

/** Compares the entries behind two figures; null where either has more than the server lists. */
export function compareEntries(first: Explanation, second: Explanation): ComparedEntries | null {
  const [one, other] = [entriesOf(first), entriesOf(second)]
  if (one === null || other === null) return null
  return {
    both: [...one.keys()].filter((entry) => other.has(entry)).length,
    onlyFirst: [...one.values()].filter(({ entry }) => !other.has(entry)),
    onlySecond: [...other.values()].filter(({ entry }) => !one.has(entry)),
    outside: [...first.inputs, ...second.inputs].reduce((sum, { others }) => sum + others.count, 0),
  }
}

/** Each entry once, by id; null where some are not listed. */
function entriesOf({ inputs }: Explanation): Map<string, Contribution> | null {
  if (inputs.some(({ count, contributions, others }) => count - others.count > contributions.length)) return null
  const all = inputs.flatMap(({ contributions }) => contributions).filter(({ entry }) => entry !== '')
  return new Map(all.map((one) => [one.entry, one]))
}

/**
 * Other indicators that read one of the same ledgers: those that may count the same thing by another rule. Those in the
 * same unit come first.
 */
export function nearIndicators(definitions: Definitions, indicator: string): string[] {
  const ledgersOf = (id: string) =>
    new Set(
      // Which measures a formula reads does not hang on the period.
      listInputs(definitions.indicator(id).formula, parsePeriod('2026'), definitions).map(({ measure }) =>
        ledgerOfMeasure(measure),
      ),
    )
  const own = ledgersOf(indicator)
  const { unit, counter } = definitions.indicator(indicator).indicator
  const alike = (one: Indicator) => Number(one.unit === unit && one.counter === counter)
  return definitions.pack.indicators
    .filter(({ id }) => id !== indicator && [...ledgersOf(id)].some((ledger) => own.has(ledger)))
    .sort((one, other) => alike(other) - alike(one))
    .map(({ id }) => id)
}
