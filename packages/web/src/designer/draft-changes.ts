import {
  changedPack,
  type DefinitionChange,
  type Definitions,
  definitionsOfStored,
  type Ledger,
  type Pack,
} from '@shishu/kernel'
import type { Design } from './design.ts'
import { indicatorOfDraft } from './indicator-draft.ts'
import { ledgerOfDraft } from './ledger-draft.ts'
import { reportOfDraft } from './report-draft.ts'

/** What a design comes to: the changes, and the definitions as they would be with them. */
export interface DesignOutcome {
  changes: readonly DefinitionChange[]
  pack: Pack
  definitions: Definitions
}

/** Drafts without a label yet are left out: they have no id. */
export function outcomeOf(design: Design, pack: Pack): DesignOutcome {
  const ledgers = design.ledgers
    .filter(({ id }) => id !== '')
    .map((draft): DefinitionChange => ({ kind: 'ledger', body: ledgerOfDraft(draft) }))
  // The units of measures are asked for where an indicator names none: of the drafted ledgers too.
  const withLedgers = definitionsOfStored(changedPack(pack, ledgers))
  const changes: DefinitionChange[] = [
    ...ledgers,
    ...design.indicators
      .filter(({ id }) => id !== '')
      .map((draft): DefinitionChange => ({ kind: 'indicator', body: indicatorOfDraft(draft, withLedgers) })),
    ...design.reports.map((draft): DefinitionChange => ({ kind: 'report', body: reportOfDraft(draft) })),
  ]
  const changed = changedPack(pack, changes)
  return { changes, pack: changed, definitions: definitionsOfStored(changed) }
}

/** A ledger as it would be, where it has a name already. */
export const draftedLedger = ({ pack }: DesignOutcome, id: string): Ledger | undefined =>
  pack.ledgers.find((ledger) => ledger.id === id)
