import type { DefinitionChange, Definitions } from '@shishu/kernel'
import { useDeferredValue, useMemo } from 'react'
import type { InitialsOf } from '../search/search-index.ts'
import type { Design } from './design.ts'
import { keepDesign, readDesign, useKeptDesign } from './design-store.ts'
import { useDesignerWords } from './designer-words.ts'
import { type DesignOutcome, outcomeOf } from './draft-changes.ts'
import { idOfNewReport, withIds } from './draft-ids.ts'
import { type DraftProblem, problemsOf } from './draft-problems.ts'

/** What the designer's pages work at. */
export interface Desk {
  design: Design
  /** In force. */
  definitions: Definitions
  /** As it would be. */
  outcome: DesignOutcome
  problems: readonly DraftProblem[]
  /** Changes the design; what has been given a label gets its id. */
  change(next: (before: Design) => Design): void
  /** Changes it while a label is still being typed: ids wait until it is finished. */
  type(next: (before: Design) => Design): void
  settle(): void
  /** Gives ids to what has labels. */
  name(design: Design): Design
  /** The id that a new report of this label gets. */
  idOfReport(label: string): string
}

/**
 * The person's design with all that follows from it, checked as it changes.
 * @param initialsOf  makes ids of labels
 * @param waiting     what is published and waits for its day
 */
export function useDesk(
  definitions: Definitions,
  person: string,
  initialsOf: InitialsOf,
  waiting: readonly DefinitionChange[],
): Desk {
  const words = useDesignerWords()
  const design = useKeptDesign(person)
  const later = useDeferredValue(design)
  const taken = useMemo(
    () => ({
      ledgers: idsOf('ledger', definitions.pack.ledgers, waiting),
      indicators: idsOf('indicator', definitions.pack.indicators, waiting),
      reports: idsOf('report', definitions.pack.reports, waiting),
    }),
    [definitions, waiting],
  )
  const settled = useMemo(() => withIds(later, taken, initialsOf), [later, taken, initialsOf])
  const outcome = useMemo(() => outcomeOf(settled, definitions.pack), [settled, definitions])
  const problems = useMemo(
    () => problemsOf(settled, outcome, definitions.pack, words.problems),
    [settled, outcome, definitions, words],
  )
  const keep = (next: Design) => keepDesign(person, next)
  return {
    design,
    definitions,
    outcome,
    problems,
    change: (next) => keep(withIds(next(readDesign(person)), taken, initialsOf)),
    type: (next) => keep(next(readDesign(person))),
    name: (from) => withIds(from, taken, initialsOf),
    idOfReport: (label) => idOfNewReport(label, readDesign(person), taken, initialsOf),
    settle: () => {
      const before = readDesign(person)
      const after = withIds(before, taken, initialsOf)
      if (after.ledgers !== before.ledgers || after.indicators !== before.indicators) keep(after)
    },
  }
}

function idsOf(
  kind: DefinitionChange['kind'],
  inForce: readonly { id: string }[],
  waiting: readonly DefinitionChange[],
): ReadonlySet<string> {
  const later = waiting.flatMap((change) => (change.kind === kind ? [change.body] : []))
  return new Set([...inForce, ...later].map(({ id }) => id))
}
