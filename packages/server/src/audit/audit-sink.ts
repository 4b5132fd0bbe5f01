import { type AuditAct, type AuditWriter, auditRow, recordAudit, sessionMark } from '@shishu/store'
import type { FastifyRequest } from 'fastify'
import type { ClientBase } from 'pg'

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

/** What a request did or tried, as the audit log has it: names of things and places, never values. */
export function actOf(request: FastifyRequest, outcome: AuditAct['outcome'], code: string | null): AuditAct {
  const { person, asked } = request
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
  }
}
