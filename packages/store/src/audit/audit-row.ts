import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import { canonicalJson, codeKey, type ShishuError, townshipOf } from '@shishu/kernel'
import { uuidv7 } from 'uuidv7'
import { isEntryId } from '../entry/entry-id.ts'

export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]

/** What a row adds about its act: names of things, counts and choices. Never a personal value. */
export type AuditDetails = Readonly<Record<string, string | number | boolean>>

/** One row of the audit log: who did or read what, when, from where, and with what outcome. */
export interface AuditRow {
  /** UUID v7. */
  id: string
  /** Instant, ISO 8601 in UTC with milliseconds. */
  at: string
  /** Id of the account; null where nobody had signed in, or the program acts by itself. */
  person: string | null
  /** Of the account, as it was then. */
  name: string
  /** Such as `entry.read`. */
  act: string
  method: string | null
  /** The route's pattern, never its values. */
  route: string | null
  /** 15-digit keys. */
  town: number | null
  orgUnit: number | null
  ledger: string | null
  entry: string | null
  outcome: AuditOutcome
  /** Code of the refusal. */
  code: string | null
  /** As the person gave it. */
  reason: string | null
  ip: string | null
  /** See `sessionMark`. */
  session: string | null
  userAgent: string | null
  request: string | null
  details: AuditDetails
}

/** What is told of an act; what is left out is null. */
export interface AuditAct extends Partial<Omit<AuditRow, 'id' | 'at' | 'town' | 'orgUnit' | 'act' | 'outcome'>> {
  act: string
  outcome: AuditOutcome
  /** Code of the place that it concerns; its town is found from it. */
  orgUnit?: string | null
}

/** Identity and mobile numbers, wherever somebody wrote them: they have no place in the log. */
const PERSONAL_NUMBER = /(?<![0-9a-zA-Z-])(\d{17}[\dXx]|1[3-9]\d{9})(?![0-9a-zA-Z-])/g
// Characters that could break a line, colour a terminal or turn the direction of text where the log is shown.
const UNSHOWN = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu
/** Longest name of a detail, longest value, and most of them. */
const DETAIL = { name: 40, value: 200, count: 20 }

/**
 * The row for an act. Whatever a request held, the row can be stored: text is cut to its length and loses control
 * characters, what is not an entry's id, a place's code or an address becomes null, identity and mobile numbers become `…`.
 */
export function auditRow(given: AuditAct, at: Date): AuditRow {
  const orgUnit = knownCode(given.orgUnit)
  const ip = given.ip ?? ''
  return {
    id: uuidv7(),
    at: at.toISOString(),
    person: textOf(given.person, 100),
    name: textOf(given.name, 100) ?? '',
    act: textOf(given.act, 80) ?? '',
    method: textOf(given.method, 10),
    route: textOf(given.route, 200),
    town: orgUnit === null ? null : codeKey(townshipOf(orgUnit) ?? orgUnit),
    orgUnit: orgUnit === null ? null : codeKey(orgUnit),
    ledger: textOf(given.ledger, 100),
    entry: isEntryId(given.entry?.toLowerCase() ?? '') ? given.entry!.toLowerCase() : null,
    outcome: given.outcome,
    code: textOf(given.code, 80),
    reason: textOf(given.reason, 500),
    ip: isIP(ip) > 0 ? ip : null,
    session: textOf(given.session, 40),
    userAgent: textOf(given.userAgent, 120),
    request: textOf(given.request, 100),
    details: detailsOf(given.details ?? {}),
  }
}

/** The outcome that an error stands for: a refusal that a person can act on, or a failure of ours. */
export function outcomeOf(error: ShishuError | Error): Pick<AuditRow, 'outcome' | 'code'> {
  const refused = error.name === 'ShishuError' && 'code' in error && !String(error.code).startsWith('engine.')
  return { outcome: refused ? 'refused' : 'failed', code: 'code' in error ? String(error.code) : 'internal' }
}

/** A session's mark in the log: the same for one session, and of no use for taking it over. */
export function sessionMark(session: string): string {
  return createHash('sha256').update(session).digest('hex').slice(0, 12)
}

/** sha256 of a row's canonical text: JSON, members in code-point order. */
export function auditDigest(row: AuditRow): Buffer {
  return createHash('sha256')
    .update(canonicalJson(['a', row]))
    .digest()
}

function textOf(value: string | null | undefined, most: number): string | null {
  if (value === null || value === undefined) return null
  // Numbers first: cut in two they would no longer be found.
  const text = value.replace(UNSHOWN, ' ').replace(PERSONAL_NUMBER, '…').slice(0, most).toWellFormed().trim()
  return text === '' ? null : text
}

function knownCode(code: string | null | undefined): string | null {
  return code !== null && code !== undefined && /^(\d{12}|\d{15})$/.test(code) ? code : null
}

function detailsOf(given: AuditDetails): AuditDetails {
  const details: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(given).slice(0, DETAIL.count)) {
    const key = textOf(name, DETAIL.name)
    if (key === null) continue
    if (typeof value === 'boolean') details[key] = value
    // A negative zero would not come back as one.
    else if (typeof value === 'number' && Number.isSafeInteger(value)) details[key] = value + 0
    else details[key] = textOf(String(value), DETAIL.value) ?? ''
  }
  return details
}
