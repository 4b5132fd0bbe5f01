import type { Design, IndicatorDraft, LedgerDraft, ReportDraft } from './design.ts'

type Kept = 'ledgers' | 'indicators' | 'reports'
type DraftOf<K extends Kept> = K extends 'ledgers' ? LedgerDraft : K extends 'indicators' ? IndicatorDraft : ReportDraft

/** The design with one draft as it is now: in the place of the former one, or the last. */
export function withDraft<K extends Kept>(design: Design, kind: K, draft: DraftOf<K>): Design {
  const all = design[kind] as readonly DraftOf<K>[]
  const known = all.some(({ key }) => key === draft.key)
  return { ...design, [kind]: known ? all.map((one) => (one.key === draft.key ? draft : one)) : [...all, draft] }
}

/** The design without a draft, and without the examples that were given for it. */
export function withoutDraft(design: Design, kind: Kept, key: string): Design {
  const drafts: readonly { key: string; id?: string }[] = design[kind]
  const gone = drafts.find((one) => one.key === key)
  const id = gone?.id ?? key
  return {
    ...design,
    [kind]: drafts.filter((one) => one.key !== key),
    cases: design.cases.filter((one) => (one.kind === 'booking' ? one.ledger !== id : one.indicator !== id)),
  }
}
