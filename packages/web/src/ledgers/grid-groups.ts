import {
  type Field,
  isPersonal,
  type Language,
  type Ledger,
  monthFromIndex,
  monthIndex,
  type OrgTree,
} from '@shishu/kernel'
import type { EntriesQuestion, EntryFilter, EntryGroup } from '../api/entries.ts'
import { nameIn } from '../words/language.ts'
import { valueWithUnit } from './cell-text.ts'
import { placeName } from './entry-cell.ts'
import type { LedgerWords } from './ledger-words.ts'

/** Grouped by where the entries lie, and by the state of cases, besides fields. */
export const BY_PLACE = 'orgUnit'
export const BY_STATE = 'state'

/** Fields that entries can be grouped by; a date by its month. */
const GROUPED_TYPES: readonly Field['type'][] = ['choice', 'boolean', 'month', 'date']

/** What a ledger’s list can be grouped by, in words. */
export function groupings(ledger: Ledger, words: LedgerWords, language: Language): { by: string; label: string }[] {
  const fields = Object.entries(ledger.fields).flatMap(([by, field]) => {
    if (!GROUPED_TYPES.includes(field.type) || isPersonal(field)) return []
    const label = nameIn(language, field)
    return { by, label: field.type === 'date' ? words.group.month(label) : label }
  })
  const state = ledger.loop === undefined ? [] : [{ by: BY_STATE, label: words.columns.state }]
  return [{ by: BY_PLACE, label: words.columns.place }, ...state, ...fields]
}

/** The question whose entries are those of a group; null where nothing asks for them alone. */
export function questionOfGroup(
  ledger: Ledger,
  question: EntriesQuestion,
  by: string,
  key: string | null,
): EntriesQuestion | null {
  if (by === BY_PLACE) return key === null ? null : { ...question, org: key, exactly: true }
  const also = (filter: EntryFilter) => ({ ...question, filter: [...question.filter, filter] })
  if (by === BY_STATE) {
    return key === null ? also({ field: ledger.loop!.opens.on, filled: false }) : { ...question, states: [key] }
  }
  const field = ledger.fields[by]!
  if (key === null) return also({ field: by, filled: false })
  switch (field.type) {
    case 'boolean':
      return also({ field: by, is: key === 'true' })
    case 'date':
      return also({ field: by, from: `${key}-01`, until: `${monthFromIndex(monthIndex(key) + 1)}-01` })
    default:
      return also({ field: by, is: key })
  }
}

interface GroupReading {
  ledger: Ledger
  places: OrgTree
  words: LedgerWords
  language: Language
}

/** What a group is called. */
export function groupName(by: string, key: string | null, { ledger, places, words, language }: GroupReading): string {
  if (key === null) return words.group.none
  if (by === BY_PLACE) return placeName(places, key)
  if (by === BY_STATE) return nameIn(language, ledger.loop!.states[key]!)
  const field = ledger.fields[by]!
  if (field.type === 'choice') return field.options[key] ?? key
  if (field.type === 'boolean') return key === 'true' ? words.form.yes : words.form.no
  return words.group.monthName(Number(key.slice(0, 4)), Number(key.slice(5)))
}

/** What a group’s amounts come to, of the fields that are shown: 资金 1,020.7 万元. */
export function groupSums(
  { sums }: EntryGroup,
  shown: readonly string[],
  ledger: Ledger,
  language: Language,
): string[] {
  return shown.flatMap((id) => {
    const [field, sum] = [ledger.fields[id], sums[id]]
    return field === undefined || sum === undefined
      ? []
      : `${nameIn(language, field)} ${valueWithUnit(field, sum, language)}`
  })
}
