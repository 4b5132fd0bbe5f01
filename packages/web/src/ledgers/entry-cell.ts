import type { Language, Ledger, OrgTree } from '@shishu/kernel'
import type { EntryView } from '../api/entries.ts'
import { nameIn } from '../words/language.ts'
import { plainValue, shownValue } from './cell-text.ts'
import type { Column } from './grid-columns.ts'
import { shanghaiTime } from './shanghai-time.ts'

export interface CellReading {
  ledger: Ledger
  places: OrgTree
  language: Language
  /** What people are called, by login name. */
  nameOf: (login: string) => string
}

export const placeName = (places: OrgTree, code: string): string => {
  const unit = places.find(code)
  return unit?.shortName ?? unit?.name ?? code
}

/** What a cell of the list says. `forSheet`: amounts without separators, as Excel reads them. */
export function entryCell(entry: EntryView, column: Column, reading: CellReading, forSheet = false): string {
  const { ledger, places, language } = reading
  switch (column.id) {
    case '$place':
      return placeName(places, entry.orgUnit)
    case '$state': {
      const state = entry.state === null ? undefined : ledger.loop?.states[entry.state]
      return state === undefined ? '' : nameIn(language, state)
    }
    case '$due':
      return entry.due ?? ''
    case '$by':
      return reading.nameOf(entry.by)
    case '$booked':
      return shanghaiTime(entry.bookedAt)
    default: {
      const value = entry.values[column.id]
      if (column.field === undefined) return ''
      return forSheet ? plainValue(column.field, value, language) : shownValue(column.field, value, language)
    }
  }
}
