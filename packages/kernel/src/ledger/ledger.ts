import type { Loop } from '../loop/loop.ts'
import type { Field } from './field.ts'
import type { Measure } from './measure.ts'

/** event: happens on a date; subject: lives on; case: goes round a loop; statement: reports a value for a period. */
export type LedgerKind = 'event' | 'subject' | 'case' | 'statement'

/** A ledger (台账): what is written down about one kind of fact, and which amounts it books. */
export interface Ledger {
  id: string
  kind: LedgerKind
  label: string
  gloss: string
  /** The office that keeps it. */
  office: string
  /** Who asks for it, and where that is said. */
  source: string
  fields: Readonly<Record<string, Field>>
  /**
   * Fields that tell two entries of a town apart: the same key is the same entry. The word `orgUnit` among them stands
   * for the place, where a number or name is only the village's own.
   */
  key: readonly string[]
  loop?: Loop
  /** Figures that can be booked from an entry; a case ledger has those of its loop as well (posting/loop-measures). */
  measures: Readonly<Record<string, Measure>>
  /** Kept by the places below its office too: village staff enter their own. */
  local?: boolean
  /** Kept from all but those whose duty it is by name: roles that reach every open ledger do not reach it. */
  restricted?: boolean
  /** Months after which personal values are due for erasure, counted from the entry's last step or day; none: kept. */
  retentionMonths?: number
}

export const defineLedger = (ledger: Ledger): Ledger => ledger

/** The place among the fields of a key. */
export const KEY_PLACE = 'orgUnit'
