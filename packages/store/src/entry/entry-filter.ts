import { type Field, type FieldType, type FieldValue, isDay, isPersonal, type Ledger } from '@shishu/kernel'
import { dayKey } from '../schema/ledger-index.ts'
import { columnName } from '../schema/ledger-table.ts'
import type { Parameters } from '../sql/parameters.ts'
import { storeError } from '../store-errors.ts'
import { daysSql } from './entry-sort.ts'

/**
 * One condition on a field: exactly one test, or `from` and `until` together. Ranges are half-open: `from` is in, `until`
 * is not. An empty field passes no test but `filled: false`.
 */
export interface EntryFilter {
  field: string
  /** Equals. */
  is?: FieldValue
  /** Equals one of these. */
  in?: readonly FieldValue[]
  from?: FieldValue
  until?: FieldValue
  /** A text field holds this somewhere, whatever the case of its letters. */
  contains?: string
  filled?: boolean
}

type TestName = Exclude<keyof EntryFilter, 'field'>

/** The tests that suit a field's type. Of a personal field one can only ask whether it is filled. */
const TESTS: Record<FieldType, readonly TestName[]> = {
  text: ['is', 'in', 'contains', 'filled'],
  choice: ['is', 'in', 'filled'],
  date: ['is', 'in', 'from', 'until', 'filled'],
  month: ['is', 'in', 'from', 'until', 'filled'],
  quantity: ['is', 'in', 'from', 'until', 'filled'],
  boolean: ['is', 'in', 'filled'],
  days: ['is', 'in', 'from', 'until', 'filled'],
}

/** What is more is refused: a question of this size is no person's. */
const MOST_FILTERS = 20
const MOST_VALUES = 200
const LONGEST_TEXT = 200

/**
 * Conditions as SQL over a version `v`; every value is a parameter.
 * Errors  entry.filter-too-long, entry.filter-field, entry.filter-personal, entry.filter-test, entry.filter-value
 */
export function filterConditions(ledger: Ledger, filters: readonly EntryFilter[], parameters: Parameters): string[] {
  if (filters.length > MOST_FILTERS) throw storeError('entry.filter-too-long', { most: MOST_FILTERS })
  return filters.flatMap((filter) => condition(ledger, filter, parameters))
}

function condition(ledger: Ledger, filter: EntryFilter, { bind }: Parameters): string[] {
  const { field: id, ...tests } = filter
  const field = typeof id === 'string' && Object.hasOwn(ledger.fields, id) ? ledger.fields[id]! : undefined
  if (field === undefined) throw storeError('entry.filter-field', { ledger: ledger.label, field: shown(id) })
  const given = Object.keys(tests).filter((test) => tests[test as TestName] !== undefined) as TestName[]
  checkTests(field, given)
  const column = field.type === 'days' ? daysSql(field) : `v.${columnName(id)}`
  if (tests.filled !== undefined) {
    if (typeof tests.filled !== 'boolean') throw wrongValue(field, tests.filled)
    return [`${column} is ${tests.filled ? 'not null' : 'null'}`]
  }
  if (tests.contains !== undefined) {
    const text = checkedText(field, tests.contains)
    if (text === '') throw wrongValue(field, text)
    // Neither a pattern nor an expression: nothing in the text has a meaning of its own.
    return [`strpos(lower(${column}), lower(${bind(text, 'text')})) > 0`]
  }
  const type = SQL_TYPES[field.type]
  if (tests.is !== undefined) return [`${column} = ${bind(checkedValue(field, tests.is), type)}`]
  if (tests.in !== undefined) {
    if (!Array.isArray(tests.in)) throw wrongValue(field, tests.in)
    if (tests.in.length > MOST_VALUES) throw storeError('entry.filter-too-long', { most: MOST_VALUES })
    const values = tests.in.map((value) => checkedValue(field, value))
    return [`${column} = any(${bind(values, `${type}[]`)})`]
  }
  return range(field, column, tests, bind)
}

function range(field: Field, column: string, { from, until }: Omit<EntryFilter, 'field'>, bind: Parameters['bind']) {
  // Days are compared as the index keeps them; there what is empty comes before every day, so an end alone excludes it.
  const dated = field.type === 'date' || field.type === 'month'
  const key = dated ? dayKey(field, column) : column
  const type = SQL_TYPES[field.type]
  const found: string[] = []
  if (from !== undefined) found.push(`${key} >= ${bind(checkedValue(field, from), type)}`)
  else if (dated) found.push(`${column} is not null`)
  if (until !== undefined) found.push(`${key} < ${bind(checkedValue(field, until), type)}`)
  return found
}

/** Refuses a test that the field's type does not have, two tests at once, or none. */
function checkTests(field: Field, given: readonly TestName[]): void {
  if (isPersonal(field) && given.some((test) => test !== 'filled')) {
    throw storeError('entry.filter-personal', { field: field.label })
  }
  const allowed = TESTS[field.type]
  const isRange = given.length === 2 && given.includes('from') && given.includes('until')
  if (given.every((test) => allowed.includes(test)) && (given.length === 1 || isRange)) return
  throw storeError('entry.filter-test', { field: field.label, tests: given.map(shown), allowed })
}

const SQL_TYPES: Record<FieldType, string> = {
  text: 'text',
  choice: 'text',
  date: 'date',
  month: 'text',
  quantity: 'bigint',
  boolean: 'boolean',
  days: 'bigint',
}

function checkedValue(field: Field, value: unknown): FieldValue {
  switch (field.type) {
    case 'text':
      return checkedText(field, value)
    case 'choice':
      if (typeof value === 'string' && Object.hasOwn(field.options, value)) return value
      break
    case 'date':
      if (typeof value === 'string' && isDay(value)) return value
      break
    case 'month':
      if (typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value)) return value
      break
    case 'quantity':
    case 'days':
      if (Number.isSafeInteger(value)) return value as number
      break
    case 'boolean':
      if (typeof value === 'boolean') return value
  }
  throw wrongValue(field, value)
}

function checkedText(field: Field, value: unknown): string {
  if (typeof value !== 'string' || value.length > LONGEST_TEXT || !value.isWellFormed() || value.includes('\0')) {
    throw wrongValue(field, value)
  }
  return value
}

const EXPECTED: Record<FieldType, { zh: string; en: string }> = {
  text: { zh: `文字（不超过 ${LONGEST_TEXT} 字）`, en: `a text of at most ${LONGEST_TEXT} characters` },
  choice: { zh: '列出的选项', en: 'one of its choices' },
  date: { zh: '日期（如 2026-03-05）', en: 'a date such as 2026-03-05' },
  month: { zh: '月份（如 2026-03）', en: 'a month such as 2026-03' },
  quantity: { zh: '整数', en: 'an integer' },
  boolean: { zh: '是或否', en: 'true or false' },
  days: { zh: '整数', en: 'an integer' },
}

function wrongValue(field: Field, value: unknown) {
  const { zh, en } = EXPECTED[field.type]
  return storeError('entry.filter-value', { field: field.label, expected: zh, expectedEn: en, found: shown(value) })
}

/** What somebody sent, short enough to be told back. */
const shown = (value: unknown) =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 40).toWellFormed()
