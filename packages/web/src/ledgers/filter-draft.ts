import { addDays, type Field, type FieldType, isDay, isPersonal, monthFromIndex, monthIndex } from '@shishu/kernel'
import type { EntryFilter } from '../api/entries.ts'
import { readCell } from './read-cell.ts'

/** One condition as a person is typing it. Both ends of a range are in. */
export interface FilterDraft {
  field: string
  test: 'value' | 'range' | 'contains' | 'filled' | 'empty'
  /** Of a choice or yes-or-no: the chosen codes; else one text. */
  values: readonly string[]
  from: string
  until: string
}

const MAIN_TEST: Record<FieldType, FilterDraft['test']> = {
  text: 'contains',
  choice: 'value',
  boolean: 'value',
  date: 'range',
  month: 'range',
  quantity: 'range',
  days: 'range',
}

/** The tests that a field can be put to: of a personal value one can only ask whether it is there. */
export function testsOf(field: Field): readonly FilterDraft['test'][] {
  return isPersonal(field) ? ['filled', 'empty'] : [MAIN_TEST[field.type], 'filled', 'empty']
}

export const newDraft = (id: string, field: Field): FilterDraft => ({
  field: id,
  test: testsOf(field)[0]!,
  values: [],
  from: '',
  until: '',
})

/** The condition that a draft says; null while it says none, or not yet a readable one. */
export function filterOf(draft: FilterDraft, field: Field): EntryFilter | null {
  const { field: id, test, values } = draft
  switch (test) {
    case 'filled':
      return { field: id, filled: true }
    case 'empty':
      return { field: id, filled: false }
    case 'contains':
      return (values[0] ?? '').trim() === '' ? null : { field: id, contains: values[0]!.trim() }
    case 'value':
      if (values.length === 0) return null
      return { field: id, in: field.type === 'boolean' ? values.map((one) => one === 'true') : values }
    case 'range':
      return rangeOf(draft, field)
  }
}

function rangeOf({ field: id, from, until }: FilterDraft, field: Field): EntryFilter | null {
  const first = endOf(field, from)
  const last = endOf(field, until)
  if (first === null && last === null) return null
  return {
    field: id,
    ...(first === null ? {} : { from: first }),
    // The server leaves the end of a range out; people mean it to be in.
    ...(last === null ? {} : { until: after(field, last) }),
  }
}

function endOf(field: Field, text: string): string | number | null {
  if (text.trim() === '') return null
  if (field.type === 'date') return isDay(text) ? text : null
  if (field.type === 'days') return /^-?\d{1,6}$/.test(text.trim()) ? Number(text) : null
  try {
    return readCell(field, text) as string | number | null
  } catch {
    return null // Half typed: it says nothing yet.
  }
}

function after(field: Field, last: string | number): string | number {
  if (typeof last === 'number') return last + 1
  return field.type === 'month' ? monthFromIndex(monthIndex(last) + 1) : addDays(last, 1)
}
