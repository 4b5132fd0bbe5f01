import { type Field, isDay, isPersonal, KEY_PLACE, type Ledger } from '@shishu/kernel'
import { dayKey } from '../schema/ledger-index.ts'
import { columnName } from '../schema/ledger-table.ts'
import type { Parameters } from '../sql/parameters.ts'
import { storeError } from '../store-errors.ts'

/** The order in which entries were first booked, as a thing to sort by. */
export const BOOKING_ORDER = 'entry'

/** How a list is sorted; entries that are alike come in booking order. What is empty is less than everything else. */
export interface EntrySort {
  /** A field that is not personal, `orgUnit`, or `entry` for booking order. */
  by: string
  descending: boolean
}

/** What is sorted by, as SQL that is never null. */
export interface SortKey {
  sql: string
  /** SQL type of the key, without its collation. */
  type: string
  /** Appended where the key is compared or sorted. */
  collation: string
  /** Whether a text is one that the database can read as a key. */
  accepts: (text: string) => boolean
}

const isInteger = (text: string) => /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)

/**
 * The key that entries are sorted by; null for booking order.
 * Errors  entry.sort-unfit: an unknown or a personal field
 */
export function sortKey(ledger: Ledger, by: string, { bind }: Parameters): SortKey | null {
  if (by === BOOKING_ORDER) return null
  if (by === KEY_PLACE) return { sql: 'v.org_unit', type: 'bigint', collation: '', accepts: isInteger }
  const field = Object.hasOwn(ledger.fields, by) ? ledger.fields[by]! : undefined
  if (field === undefined || isPersonal(field)) {
    throw storeError('entry.sort-unfit', { ledger: ledger.label, field: field?.label ?? by.slice(0, 40) })
  }
  return fieldKey(field, `v.${columnName(by)}`, bind)
}

function fieldKey(field: Field, column: string, bind: Parameters['bind']): SortKey {
  switch (field.type) {
    case 'text':
      return {
        sql: `coalesce(${column}, '')`,
        type: 'text',
        collation: ' collate "zh-x-icu"',
        accepts: (text) => text.isWellFormed() && !text.includes('\0'),
      }
    case 'choice': {
      // As the definition lists them: that is the order people know.
      const options = bind(Object.keys(field.options), 'text[]')
      const sql = `coalesce(array_position(${options}, ${column}), 0)`
      return { sql, type: 'bigint', collation: '', accepts: isInteger }
    }
    case 'date':
      return {
        sql: dayKey(field, column),
        type: 'date',
        collation: '',
        accepts: (text) => text === '-infinity' || isDay(text),
      }
    case 'month':
      return {
        sql: dayKey(field, column),
        type: 'text',
        collation: '',
        accepts: (text) => text === '' || /^\d{4}-\d{2}$/.test(text),
      }
    case 'quantity': {
      const sql = `coalesce(${column}, '-9223372036854775808'::bigint)`
      return { sql, type: 'bigint', collation: '', accepts: isInteger }
    }
    case 'boolean':
      return { sql: `coalesce(${column}::integer, -1)`, type: 'bigint', collation: '', accepts: isInteger }
    case 'days': {
      const sql = `coalesce(${daysSql(field)}, -2147483648)`
      return { sql, type: 'bigint', collation: '', accepts: isInteger }
    }
  }
}

/** A computed field's days as SQL; null while one of its dates is empty. */
export function daysSql(field: Field & { type: 'days' }): string {
  const days = `v.${columnName(field.to)} - v.${columnName(field.from)}`
  return field.countsFirstDay === true ? `(${days} + 1)` : `(${days})`
}
