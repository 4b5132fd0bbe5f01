import { storedFields } from '../ledger/field.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Params } from '../ledger/meets.ts'
import { canonicalJson } from '../pack/canonical.ts'

/**
 * The version of post() itself. It moves whenever the same content under the same definitions posts otherwise; every book
 * is then re-booked at its next opening.
 */
export const POSTING_VERSION = 1

/** What describes a definition and does not change what it books. */
const WORDS = new Set([
  'label',
  'gloss',
  'headings',
  'help',
  'source',
  'unconfirmed',
  'required',
  'needs',
  'notBy',
  'only',
  'atLeast',
])

/**
 * All that a ledger's postings hang on, as text to compare: measures, loop, computed fields, the day field, and the
 * parameters that they name. Where it stays the same, nothing need be re-booked.
 */
export function countingRules(ledger: Ledger, params: Params): string {
  const computed = Object.entries(ledger.fields).filter(([, field]) => field.type === 'days')
  const dated = storedFields(ledger.fields)
    .filter(([, field]) => field.type === 'date' || field.type === 'month')
    .map(([id, field]) => [id, field.required === true])
  const { measures, loop } = ledger
  const text = canonicalJson(withoutWords({ measures, loop, computed: Object.fromEntries(computed), dated }))
  const named = [...params].filter(([id]) => text.includes(JSON.stringify(id)))
  return canonicalJson([text, Object.fromEntries(named)])
}

function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (WORDS.has(key) ? [] : [[key, withoutWords(member)]])),
  )
}
