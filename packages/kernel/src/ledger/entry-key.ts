import type { EntryContent } from './entry.ts'
import { isPersonal } from './field.ts'
import { KEY_PLACE, type Ledger } from './ledger.ts'

/** What tells an entry of a ledger from the others in its town, as text to compare. */
export function keyText(ledger: Ledger, content: EntryContent): string {
  return JSON.stringify(
    ledger.key.map((field) => (field === KEY_PLACE ? content.orgUnit : (content.values[field] ?? null))),
  )
}

/** An entry's key as people read it; nothing of a person is in it. */
export function keyForPeople(ledger: Ledger, content: EntryContent): string {
  const shown = ledger.key.filter((id) => id !== KEY_PLACE && !isPersonal(ledger.fields[id]!))
  return shown.map((id) => content.values[id] ?? '').join(' ') || content.orgUnit
}
