import {
  checkContent,
  type EntryContent,
  type FieldValue,
  followDates,
  isPersonal,
  type Language,
  type Ledger,
  ShishuError,
  storedFields,
  type TrackStep,
} from '@shishu/kernel'
import { MASKED } from '../api/entries.ts'
import { plainValue } from '../ledgers/cell-text.ts'
import { readCell } from '../ledgers/read-cell.ts'

/** Stands for the place among the fields that have faults. */
export const PLACE_FIELD = '$place'

/** What a person has typed so far, as typed. */
export interface FormState {
  /** Empty until a place is chosen. */
  orgUnit: string
  texts: Readonly<Record<string, string>>
}

/** What an entry says already, where it is corrected. Personal values are masked. */
export interface FormBase {
  orgUnit: string
  values: Readonly<Record<string, FieldValue>>
  track: readonly TrackStep[]
}

export interface FormReading {
  content: EntryContent
  /** What differs from the base; for a new entry, all that is filled in. */
  changed: Readonly<Record<string, FieldValue>>
  /** By field, in the order of the definition. */
  faults: ReadonlyMap<string, ShishuError>
}

/** The texts of an entry's values; personal ones are left empty, which leaves them as they are. */
export function textsOf(ledger: Ledger, values: FormBase['values'], language: Language): Record<string, string> {
  return Object.fromEntries(
    storedFields(ledger.fields).map(([id, field]): [string, string] => {
      const value = values[id]
      if (isPersonal(field) || value === null || value === undefined) return [id, '']
      // Lists and dates hold what is stored; the others what people write.
      const asStored = field.type === 'choice' || field.type === 'boolean'
      return [id, asStored ? String(value) : plainValue(field, value, language)]
    }),
  )
}

/** Reads a form and finds everything that is wrong with it. */
export function readForm(ledger: Ledger, { orgUnit, texts }: FormState, base: FormBase | null): FormReading {
  const before = base?.values ?? {}
  const values: Record<string, FieldValue> = {}
  const faults = new Map<string, ShishuError>()
  for (const [id, field] of storedFields(ledger.fields)) {
    const keeps = isPersonal(field) && (texts[id] ?? '') === '' && before[id] !== undefined
    if (keeps) {
      values[id] = MASKED
      continue
    }
    try {
      values[id] = readCell(field, texts[id] ?? '')
    } catch (error) {
      if (!(error instanceof ShishuError)) throw error
      faults.set(id, error)
    }
  }
  const track = ledger.loop === undefined ? [] : followDates(ledger.loop, base?.track ?? [], before, values)
  const content: EntryContent = { orgUnit, values, track }
  for (const { field, error } of checkContent(ledger, content)) {
    const at = field ?? PLACE_FIELD
    if (!faults.has(at)) faults.set(at, error)
  }
  const changed = Object.fromEntries(Object.entries(values).filter(([id, value]) => value !== (before[id] ?? null)))
  return { content, changed, faults }
}

/** Fields that are filled in when a step is taken: on the form of a new case they come last. */
export function laterFields(ledger: Ledger): ReadonlySet<string> {
  const steps = Object.values(ledger.loop?.steps ?? {})
  const later = new Set(steps.flatMap(({ day, asks = [] }) => (day === undefined ? asks : [day, ...asks])))
  return new Set([...later].filter((id) => ledger.fields[id]?.required !== true))
}
