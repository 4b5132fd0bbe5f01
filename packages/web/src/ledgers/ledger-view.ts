import { useState } from 'react'
import type { FilterDraft } from './filter-draft.ts'

/** How somebody looks at a ledger: kept while the application is open, so that an entry can be left for its list again. */
export interface LedgerViewState {
  drafts: readonly FilterDraft[]
  states: readonly string[]
  sort: string | undefined
  filterOpen: boolean
}

const kept = new Map<string, LedgerViewState>()
const AT_FIRST: LedgerViewState = { drafts: [], states: [], sort: undefined, filterOpen: false }

export function useLedgerView(ledger: string): [LedgerViewState, (part: Partial<LedgerViewState>) => void] {
  const [view, setView] = useState(() => kept.get(ledger) ?? AT_FIRST)
  const change = (part: Partial<LedgerViewState>) =>
    setView((before) => {
      const next = { ...before, ...part }
      kept.set(ledger, next)
      return next
    })
  return [view, change]
}

const towns = new Map<string, string>()
/** The town of an entry that was seen in a list: its address does not say it. */
export const knownTown = (entry: string): string | undefined => towns.get(entry)
export const rememberTown = (entry: string, town: string | undefined): void => {
  if (town !== undefined) towns.set(entry, town)
}
