import type { CaseOutcome, DefinitionCase, Definitions } from '@shishu/kernel'
import type { DefinitionChangeSet } from '../api/definition-changes.ts'
import { runExamples } from './run-examples.ts'

/**
 * The examples kept with what is in force that come out otherwise with a design's changes.
 * @param published    newest first: of examples with one name the newest counts
 * @param definitions  as they would be
 */
export function earlierExamplesBroken(
  published: readonly DefinitionChangeSet[],
  definitions: Definitions,
): readonly CaseOutcome[] {
  const newest = new Map<string, DefinitionCase>()
  for (const { state, cases } of published) {
    if (state !== 'in-force') continue
    for (const one of cases) {
      const key = `${one.kind === 'booking' ? one.ledger : one.indicator} ${one.name}`
      if (!newest.has(key)) newest.set(key, one)
    }
  }
  return runExamples(definitions, [...newest.values()]).filter(({ passed }) => !passed)
}
