import type { AuditRow } from './audit-row.ts'

/** The columns of a stored row, as `rowOf` reads them. */
export const AUDIT_COLUMNS = `a.id, a.at, a.person, a.name, a.act, a.method, a.route, a.town, a.org_unit, a.ledger, a.entry,
  a.outcome, a.code, a.reason, a.ip, a.session, a.user_agent, a.request, a.details`

/** A stored row as the driver gives it. */
export interface StoredAudit extends Omit<AuditRow, 'at' | 'town' | 'orgUnit' | 'userAgent'> {
  at: Date
  town: string | null
  org_unit: string | null
  user_agent: string | null
}

export function rowOf({ at, town, org_unit, user_agent, ...row }: StoredAudit): AuditRow {
  const key = (value: string | null) => (value === null ? null : Number(value))
  return { ...row, at: at.toISOString(), town: key(town), orgUnit: key(org_unit), userAgent: user_agent }
}
