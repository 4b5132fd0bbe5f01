import { Type } from 'typebox'
import { Instant, OrgUnitCode } from './common.ts'
import { object } from './object.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const AuditOutcome = Type.Union([Type.Literal('done'), Type.Literal('refused'), Type.Literal('failed')])

/** One line of the audit log: who did or read what, when, from where, and with what outcome. */
export const AuditView = object(
  {
    id: Type.String(),
    at: Instant,
    /** The account; null where nobody had signed in, or the program acts by itself. */
    person: Nullable(Type.String()),
    name: Type.String(),
    act: Type.String(),
    method: Nullable(Type.String()),
    /** The route's pattern, never its values. */
    route: Nullable(Type.String()),
    town: Nullable(OrgUnitCode),
    orgUnit: Nullable(OrgUnitCode),
    ledger: Nullable(Type.String()),
    entry: Nullable(Type.String()),
    outcome: AuditOutcome,
    code: Nullable(Type.String()),
    reason: Nullable(Type.String()),
    ip: Nullable(Type.String()),
    session: Nullable(Type.String()),
    userAgent: Nullable(Type.String()),
    request: Nullable(Type.String()),
    details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  },
  { title: 'Audit line' },
)

/** The latest first; `next` is where the next page goes on, null at the end. */
export const AuditPageView = object(
  { rows: Type.Array(AuditView), next: Nullable(Type.String()) },
  { title: 'Audit page' },
)

export const AuditVerificationView = object(
  {
    seals: Type.Integer(),
    rows: Type.Integer(),
    /** Rows that no seal covers yet. */
    waiting: Type.Integer(),
    /** Seals whose rows have left after their term. */
    pruned: Type.Integer(),
    head: object({ seq: Type.Integer(), seal: Type.String() }),
    /** The first hundred; empty where everything is as it was sealed. */
    findings: Type.Array(
      object({
        what: Type.Union([
          Type.Literal('altered'),
          Type.Literal('missing'),
          Type.Literal('inserted'),
          Type.Literal('late'),
          Type.Literal('seal'),
          Type.Literal('anchor'),
          Type.Literal('pruned'),
        ]),
        seal: Nullable(Type.Integer()),
        row: Nullable(Type.String()),
      }),
    ),
  },
  { title: 'Audit verification' },
)
