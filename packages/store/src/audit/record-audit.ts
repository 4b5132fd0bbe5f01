import type { QueryResult } from 'pg'
import type { AuditRow } from './audit-row.ts'

/** A connection, or a pool of them. */
export interface Queryable {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<QueryResult>
}

/** Column, its SQL type, and its value of a row. */
const COLUMNS: readonly (readonly [name: string, type: string, value: (row: AuditRow) => string | number | null])[] = [
  ['id', 'uuid', ({ id }) => id],
  ['at', 'timestamptz', ({ at }) => at],
  ['person', 'text', ({ person }) => person],
  ['name', 'text', ({ name }) => name],
  ['act', 'text', ({ act }) => act],
  ['method', 'text', ({ method }) => method],
  ['route', 'text', ({ route }) => route],
  ['town', 'bigint', ({ town }) => town],
  ['org_unit', 'bigint', ({ orgUnit }) => orgUnit],
  ['ledger', 'text', ({ ledger }) => ledger],
  ['entry', 'uuid', ({ entry }) => entry],
  ['outcome', 'text', ({ outcome }) => outcome],
  ['code', 'text', ({ code }) => code],
  ['reason', 'text', ({ reason }) => reason],
  ['ip', 'text', ({ ip }) => ip],
  ['session', 'text', ({ session }) => session],
  ['user_agent', 'text', ({ userAgent }) => userAgent],
  ['request', 'text', ({ request }) => request],
  ['details', 'jsonb', ({ details }) => JSON.stringify(details)],
]

const NAMES = COLUMNS.map(([name]) => name).join(', ')

/**
 * Adds rows to the audit log, in one statement. Called in the transaction of the change that they tell of, they are
 * exactly as durable as it: both are kept or neither. A row that is already kept is left as it is.
 */
export async function recordAudit(to: Queryable, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return
  await to.query({
    name: 'record-audit',
    text: `with given as (
             select ${COLUMNS.map(([name, type]) => `given.${name}::${type}`).join(', ')}
               from unnest(${COLUMNS.map((_, index) => `$${index + 1}::text[]`).join(', ')}) as given(${NAMES})),
           kept as (insert into shishu.audit (${NAMES}) select ${NAMES} from given on conflict (id) do nothing returning id)
           insert into shishu.audit_pending (id) select id from kept`,
    values: COLUMNS.map(([, , value]) => rows.map((row) => textForm(value(row)))),
  })
}

function textForm(value: string | number | null): string | null {
  return value === null ? null : String(value)
}
