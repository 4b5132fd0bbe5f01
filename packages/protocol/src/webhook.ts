import { Type } from 'typebox'
import { EntryId, Instant, OrgUnitCode } from './common.ts'
import { object } from './object.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const webhook = {
  id: EntryId,
  /** The account that made it. */
  person: Type.String(),
  /** It is told of this place and all below it. */
  orgUnit: OrgUnitCode,
  url: Type.String(),
  events: Type.Array(Type.String()),
  createdAt: Instant,
  /** Null while in force. */
  disabledAt: Nullable(Instant),
}

/** A subscription; its secret is never shown again. */
export const WebhookView = object(webhook, { title: 'Webhook' })

/** A subscription just made, with the secret that its requests are signed with. */
export const NewWebhookView = object({ ...webhook, secret: Type.String() }, { title: 'New webhook' })

/** What came back of a request sent to try a subscription out: a status, or why there is none. */
export const PingView = object(
  {
    /** HTTP status of the answer; null where none came. */
    status: Nullable(Type.Integer()),
    /** A code, such as `address.refused`; null where an answer came. */
    error: Nullable(Type.String()),
  },
  { title: 'Ping' },
)

/** One event on its way to a subscription. */
export const DeliveryView = object(
  {
    id: EntryId,
    event: Type.String(),
    type: Type.String(),
    state: Type.Union([Type.Literal('waiting'), Type.Literal('sent'), Type.Literal('failed')]),
    attempts: Type.Integer(),
    /** A code, such as `http 500`; never what the other side wrote. */
    lastError: Nullable(Type.String()),
    createdAt: Instant,
    /** When the next attempt is; null where there is none. */
    nextAt: Nullable(Instant),
    doneAt: Nullable(Instant),
  },
  { title: 'Delivery' },
)
