import { type CodeRange, codeRange } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { auditError } from './audit-errors.ts'
import { asAuditor } from './audit-role.ts'
import type { AuditOutcome, AuditRow } from './audit-row.ts'
import { AUDIT_COLUMNS, rowOf, type StoredAudit } from './stored-audit.ts'

/** What the auditor asks for; what is left out is not asked for. */
export interface AuditQuery {
  /** Instants: at or after, and before. */
  from?: string
  until?: string
  /** Id of the account. */
  person?: string
  act?: string
  /** Code of a place: everything within it. */
  orgUnit?: string
  ledger?: string
  entry?: string
  outcome?: AuditOutcome
  /** Where the page before ended. */
  after?: string
  /** Rows, 1 to 500. */
  limit: number
  /** How far the auditor's own places reach; everything where it is left out. */
  reach?: AuditReach
}

/** What an auditor of some places sees: what concerns them, and what their people did that concerns no place. */
export interface AuditReach {
  places: readonly CodeRange[]
  /** Ids of the accounts whose acts without a place are seen. */
  people: readonly string[]
}

/** Rows, the latest first, and where the next page goes on; null where there is none. */
export interface AuditPage {
  rows: readonly AuditRow[]
  next: string | null
}

/** Searches the audit log, for the auditor alone: whoever calls has checked that. Errors: audit.cursor-malformed. */
export async function searchAudit(book: Pick<Book, 'keeperPool'>, query: AuditQuery): Promise<AuditPage> {
  const limit = Math.min(Math.max(query.limit, 1), 500)
  const values: unknown[] = []
  const conditions = conditionsOf(query, (value) => `$${values.push(value)}`)
  const rows = await inSnapshot(book.keeperPool, (client) =>
    asAuditor(client, async () => {
      const found = await client.query<StoredAudit>(
        `select ${AUDIT_COLUMNS} from shishu.audit as a where ${conditions.join(' and ')}
          order by a.at desc, a.id desc limit ${limit + 1}`,
        values,
      )
      return found.rows.map(rowOf)
    }),
  )
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? cursorOf(page.at(-1)!) : null }
}

function conditionsOf(query: AuditQuery, put: (value: unknown) => string): string[] {
  const conditions = ['true']
  if (query.from !== undefined) conditions.push(`a.at >= ${put(query.from)}::timestamptz`)
  if (query.until !== undefined) conditions.push(`a.at < ${put(query.until)}::timestamptz`)
  if (query.person !== undefined) conditions.push(`a.person = ${put(query.person)}`)
  if (query.act !== undefined) conditions.push(`a.act = ${put(query.act)}`)
  if (query.ledger !== undefined) conditions.push(`a.ledger = ${put(query.ledger)}`)
  if (query.entry !== undefined) conditions.push(`a.entry = ${put(query.entry)}::uuid`)
  if (query.outcome !== undefined) conditions.push(`a.outcome = ${put(query.outcome)}`)
  if (query.orgUnit !== undefined) {
    const { from, until } = codeRange(query.orgUnit)
    conditions.push(`a.org_unit >= ${put(from)}::bigint and a.org_unit < ${put(until)}::bigint`)
  }
  if (query.reach !== undefined) {
    const { places, people } = query.reach
    const within = places.map(
      ({ from, until }) => `a.org_unit >= ${put(from)}::bigint and a.org_unit < ${put(until)}::bigint`,
    )
    conditions.push(`(${[...within, `a.org_unit is null and a.person = any(${put(people)}::text[])`].join(' or ')})`)
  }
  if (query.after !== undefined) {
    const [at, id] = readCursor(query.after)
    conditions.push(`(a.at, a.id) < (${put(at)}::timestamptz, ${put(id)}::uuid)`)
  }
  return conditions
}

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/

function cursorOf({ at, id }: AuditRow): string {
  return Buffer.from(`${at} ${id}`).toString('base64url')
}

function readCursor(text: string): [at: string, id: string] {
  const found = CURSOR.exec(Buffer.from(text, 'base64url').toString())
  if (found === null || Number.isNaN(Date.parse(found[1]!))) throw auditError('audit.cursor-malformed', { text })
  return [found[1]!, found[2]!]
}
