import { isPersonal, type Ledger } from '@shishu/kernel'
import type { FormState } from './form-content.ts'

/** A device may be shared: what one person has not finished is not shown to another. */
const keptUnder = (person: string, ledger: string) => `shishu.draft.${person}.${ledger}`

/** Keeps what is not booked yet on this device; personal values are never kept. */
export function keepDraft(person: string, ledger: Ledger, { orgUnit, texts }: FormState): void {
  const kept = Object.entries(texts).filter(
    ([id, text]) => text !== '' && ledger.fields[id] !== undefined && !isPersonal(ledger.fields[id]),
  )
  try {
    if (kept.length === 0) localStorage.removeItem(keptUnder(person, ledger.id))
    else
      localStorage.setItem(keptUnder(person, ledger.id), JSON.stringify({ orgUnit, texts: Object.fromEntries(kept) }))
  } catch {
    // Storage forbidden or full: the form itself still holds everything.
  }
}

/** What was kept, of the fields that the ledger still has; null for nothing. */
export function readDraft(person: string, ledger: Ledger): FormState | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptUnder(person, ledger.id)) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const { orgUnit, texts } = kept as Partial<FormState>
    if (typeof orgUnit !== 'string' || typeof texts !== 'object') return null
    const known = Object.entries(texts).filter(
      ([id, text]) => ledger.fields[id] !== undefined && typeof text === 'string',
    )
    return known.length === 0 ? null : { orgUnit, texts: Object.fromEntries(known) }
  } catch {
    return null
  }
}

export function dropDraft(person: string, ledger: string): void {
  try {
    localStorage.removeItem(keptUnder(person, ledger))
  } catch {
    // Storage forbidden: nothing was kept.
  }
}
