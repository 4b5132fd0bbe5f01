import { AsOfText, FieldValueText, MemberId, OrgUnitCode, object } from '@shishu/protocol'
import type { EntriesQuestion, EntryFilter } from '@shishu/store'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { asOfText } from '../figure/as-of-text.ts'
import { serverError } from '../server-errors.ts'

/** Conditions on fields; see the query `filter`. */
const Filters = Type.Array(
  object({
    field: MemberId,
    is: Type.Optional(FieldValueText),
    in: Type.Optional(Type.Array(FieldValueText, { maxItems: 200 })),
    from: Type.Optional(FieldValueText),
    until: Type.Optional(FieldValueText),
    contains: Type.Optional(Type.String({ maxLength: 200 })),
    filled: Type.Optional(Type.Boolean()),
  }),
  { maxItems: 20 },
)
const filters = Compile(Filters)

/** Which entries a list asks for. */
export const EntriesQuery = object({
  org: OrgUnitCode,
  /** Only what lies with the place itself, not what lies below it. */
  exactly: Type.Optional(Type.Boolean()),
  /** JSON: `[{"field":"heldOn","from":"2026-01-01","until":"2026-07-01"}]` */
  filter: Type.Optional(Type.String({ maxLength: 20_000 })),
  /** States, with commas. */
  state: Type.Optional(Type.String({ maxLength: 1000 })),
  /** A field, `orgUnit` or `entry`; with a minus for descending. */
  sort: Type.Optional(Type.String({ pattern: '^-?[a-zA-Z][a-zA-Z0-9]*$', maxLength: 80 })),
  withdrawn: Type.Optional(Type.Boolean()),
  asOf: Type.Optional(AsOfText),
})

/** The question of a list's query. Errors: request.malformed, instant.malformed. */
export function questionOf(ledger: string, query: Static<typeof EntriesQuery>): EntriesQuestion {
  const { org: orgUnit, sort, state } = query
  return {
    ledger,
    orgUnit,
    filter: filterOf(query.filter),
    asOf: asOfText(query.asOf),
    ...(sort === undefined ? {} : { sort: { by: sort.replace(/^-/, ''), descending: sort.startsWith('-') } }),
    ...(state === undefined ? {} : { state: state.split(',') }),
    ...(query.withdrawn === true ? { withdrawn: true } : {}),
    ...(query.exactly === true ? { exactly: true } : {}),
  }
}

function filterOf(text: string | undefined): EntryFilter[] {
  if (text === undefined) return []
  const malformed = (detail: string) => serverError('request.malformed', { path: '?filter', detail, detailEn: detail })
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    throw malformed('JSON')
  }
  if (!filters.Check(given)) throw malformed(filters.Errors(given)[0]?.message ?? 'shape')
  return given as EntryFilter[]
}
