import type { Ledger, LedgerKind } from '@shishu/kernel'
import { type Design, type LedgerDraft, nextKey } from './design.ts'
import { copyOfLedger, newLedger, withFirstRules, withFirstStep } from './ledger-draft.ts'
import { withDraft } from './with-draft.ts'

/** What a person says before a ledger is begun. */
export interface LedgerBeginning {
  label: string
  office: string
  kind: LedgerKind
  /** One that it is made like. */
  like: Ledger | undefined
}

/**
 * Begins a ledger with what its kind cannot be without.
 * @param name  gives ids to what has labels
 */
export function startLedger(
  design: Design,
  { label, office, kind, like }: LedgerBeginning,
  name: (design: Design) => Design,
): { design: Design; key: string } {
  const key = nextKey('l', design.ledgers)
  if (like !== undefined) {
    const copy = { ...copyOfLedger(like, key, label), office }
    return { design: name(withDraft(design, 'ledgers', copy)), key }
  }
  const draftIn = (from: Design): LedgerDraft => from.ledgers.find((one) => one.key === key)!
  const named = name(withDraft(design, 'ledgers', newLedger(key, label, office, kind)))
  const ruled = name(withDraft(named, 'ledgers', withFirstRules(draftIn(named))))
  return { design: withDraft(ruled, 'ledgers', withFirstStep(draftIn(ruled))), key }
}
