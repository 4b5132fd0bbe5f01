import {
  checkContent,
  type EntryContent,
  type FieldValue,
  keyText,
  type Ledger,
  type OrgTree,
  ShishuError,
  trackFromDates,
} from '@shishu/kernel'
import { cellError, readCell, readPlace } from '../read-cell.ts'
import { type PasteColumn, PLACE } from './match-headings.ts'

/** A row as it was pasted, or mended since. */
export interface PastedRow {
  /** Its number among the rows that were pasted, from 1; headings are not counted. */
  number: number
  cells: readonly string[]
}

export interface RowFault {
  /** Index of the pasted column; null where the row as a whole is meant, or a field that no column is for. */
  column: number | null
  error: ShishuError
}

export interface ReadRow {
  number: number
  content: EntryContent
  faults: readonly RowFault[]
}

export interface PasteRules {
  ledger: Ledger
  columns: readonly PasteColumn[]
  places: OrgTree
  /** Codes of the places that the person may book for. */
  writable: readonly string[]
  /** Where every row is booked; null: as its place column says. */
  orgUnit: string | null
}

/** Reads every row and finds everything that is wrong with it; rows that would be the same entry are told apart. */
export function readRows(rows: readonly PastedRow[], rules: PasteRules): ReadRow[] {
  const read = rows.map((row) => readRow(row, rules))
  const seen = new Map<string, number>()
  return read.map((row) => {
    if (row.faults.length > 0) return row
    const key = keyText(rules.ledger, row.content)
    const earlier = seen.get(key)
    if (earlier === undefined) {
      seen.set(key, row.number)
      return row
    }
    const keyColumn = rules.columns.findIndex(({ target }) => target !== null && rules.ledger.key.includes(target))
    const column = keyColumn < 0 ? null : keyColumn
    return { ...row, faults: [{ column, error: cellError('cell.twice', { row: earlier }) }] }
  })
}

function readRow({ number, cells }: PastedRow, rules: PasteRules): ReadRow {
  const { ledger, columns, places, writable } = rules
  const faults: RowFault[] = []
  const values: Record<string, FieldValue> = {}
  const unread = new Set<string>()
  let orgUnit = rules.orgUnit ?? ''
  let placeFault: RowFault | null =
    rules.orgUnit === null ? { column: null, error: cellError('cell.place-missing', {}) } : null
  for (const [column, { target, unit }] of columns.entries()) {
    if (target === null) continue
    const input = cells[column] ?? ''
    try {
      if (target !== PLACE) {
        const value = readCell(ledger.fields[target]!, input, unit)
        if (value !== null) values[target] = value
      } else if (rules.orgUnit === null) {
        orgUnit = readPlace(input, places, writable)
        placeFault = null
      }
    } catch (error) {
      if (!(error instanceof ShishuError)) throw error
      if (target === PLACE) placeFault = { column, error }
      else {
        unread.add(target)
        faults.push({ column, error })
      }
    }
  }
  if (placeFault !== null) faults.push(placeFault)
  const track = ledger.loop === undefined ? [] : trackFromDates(ledger.loop, values)
  const content: EntryContent = { orgUnit, values, track }
  for (const { field, error } of checkContent(ledger, content)) {
    // What could not be read is not missing as well.
    if (field !== null && unread.has(field)) continue
    const column = columns.findIndex(({ target }) => target === field)
    faults.push({ column: column < 0 ? null : column, error })
  }
  return { number, content, faults }
}

/** Ids of the required fields that no column is for. */
export function unmatchedRequired(ledger: Ledger, columns: readonly PasteColumn[]): string[] {
  const matched = new Set(columns.map(({ target }) => target))
  return Object.entries(ledger.fields)
    .filter(([id, { required }]) => required === true && !matched.has(id))
    .map(([id]) => id)
}
