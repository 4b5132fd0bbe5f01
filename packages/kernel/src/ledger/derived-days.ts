import { daysBetween } from '../period/day.ts'
import { type DaysField, dayValue, type Values } from './field.ts'
import type { Ledger } from './ledger.ts'

/** Days that a computed field counts, or null while one of its dates is empty. */
export function derivedDays(field: DaysField, values: Values): number | null {
  const from = dayValue(values, field.from)
  const to = dayValue(values, field.to)
  if (from === null || to === null) return null
  return daysBetween(from, to) + (field.countsFirstDay === true ? 1 : 0)
}

/** An entry's values with its computed fields filled in. */
export function withDerived(ledger: Ledger, values: Values): Values {
  const filled: Record<string, Values[string]> = { ...values }
  for (const [id, field] of Object.entries(ledger.fields)) {
    if (field.type === 'days') filled[id] = derivedDays(field, values)
  }
  return filled
}
