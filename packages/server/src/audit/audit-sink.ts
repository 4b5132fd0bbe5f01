import { type AuditAct, type AuditWriter, auditRow, recordAudit, sessionMark } from '@shishu/store'
import type { FastifyRequest } from 'fastify'
import type { ClientBase } from 'pg'
import type { Asked } from '../route/route.ts'

/** Where audit lines go. */
export interface AuditSink {
  /** Takes a line; it is written soon. */
  note(act: AuditAct): void
  /** Takes a line and returns once it is safe on disk. Errors: engine.*, audit.*. */
  write(act: AuditAct): Promise<void>
  /** Adds a line to the transaction of what it tells of: both are kept or neither. */
  record(client: ClientBase, act: AuditAct): Promise<void>
}

/** The audit log of the book. */
export function auditSink(writer: AuditWriter, clock: () => Date): AuditSink {
  return {
    note: (act) => writer.add(auditRow(act, clock())),
    write: (act) => writer.keep(auditRow(act, clock())),
    record: (client, act) => recordAudit(client, [auditRow(act, clock())]),
  }
}

/** Rows of one request at most; the last says how many more there would be. */
const MOST_ROWS = 20

/** What a request did or tried, as the audit log has it: a row for each act, place and ledger that it asked for. */
export function actsOf(request: FastifyRequest, outcome: AuditAct['outcome'], code: string | null): AuditAct[] {
  const asked = [request.asked ?? []].flat() as Asked[]
  const distinct = [...new Map(asked.map((one) => [`${one.act} ${one.orgUnit} ${one.ledger?.id}`, one])).values()]
  const more = distinct.length - MOST_ROWS
  const rows = (more > 0 ? distinct.slice(0, MOST_ROWS) : distinct).map((one) => rowOf(request, one, outcome, code))
  if (more > 0) rows[MOST_ROWS - 1]!.details = { ...rows[MOST_ROWS - 1]!.details, more }
  return rows.length === 0 ? [rowOf(request, undefined, outcome, code)] : rows
}

/** As actsOf, where one row tells it: that of the first act asked for. */
export function actOf(request: FastifyRequest, outcome: AuditAct['outcome'], code: string | null): AuditAct {
  return actsOf(request, outcome, code)[0]!
}

/** One row: names of things and places, never values. */
function rowOf(
  request: FastifyRequest,
  asked: Asked | undefined,
  outcome: AuditAct['outcome'],
  code: string | null,
): AuditAct {
  const { person } = request
  const { entry } = (request.params ?? {}) as Record<string, string | undefined>
  return {
    person: person?.account ?? null,
    name: person?.name ?? '',
    act: asked?.act ?? request.routeOptions.config.act ?? 'request',
    method: request.method,
    route: request.routeOptions.url ?? null,
    orgUnit: asked?.orgUnit ?? null,
    ledger: asked?.ledger?.id ?? null,
    entry: entry ?? null,
    outcome,
    code,
    reason: request.auditReason ?? null,
    ip: request.ip,
    session: person === null ? null : sessionMark(person.session),
    userAgent: request.headers['user-agent'] ?? null,
    request: request.id,
    ...(request.auditDetails === undefined ? {} : { details: request.auditDetails }),
  }
}
