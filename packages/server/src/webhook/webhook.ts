import { randomBytes } from 'node:crypto'
import { codeFromKey, codeRange } from '@shishu/kernel'
import type { BookPool } from '@shishu/store'
import { uuidv7 } from 'uuidv7'
import { EVENT_TYPES, type EventType } from './event.ts'
import { type AddressRules, checkUrl } from './guard-address.ts'
import { webhookError } from './webhook-errors.ts'

/** A subscription: who is told of what, for which places. */
export interface Webhook {
  id: string
  /** The account that made it. */
  person: string
  /** Events of this place and all below it. A town's bookings are events of the town. */
  orgUnit: string
  url: string
  events: readonly EventType[]
  createdAt: string
  /** Null while in force. */
  disabledAt: string | null
}

/** What somebody asks for. */
export interface NewWebhook {
  person: string
  orgUnit: string
  url: string
  events: readonly string[]
}

/**
 * Makes a subscription; it is told what happens from now on.
 * @returns the subscription, and its secret, which is shown this once
 * Errors   address.malformed, address.refused; webhook.event-unknown
 */
export async function addWebhook(
  pool: BookPool,
  asked: NewWebhook,
  { rules, now }: { rules: AddressRules; now: Date },
): Promise<Webhook & { secret: string }> {
  const events = asked.events.map(parseEvent)
  const url = checkUrl(asked.url, rules).href
  const { from, until } = codeRange(asked.orgUnit)
  const id = uuidv7()
  const secret = `whsec_${randomBytes(32).toString('base64url')}`
  await pool.query(
    `insert into shishu.webhook (id, person, org_unit, org_unit_end, url, secret, events, created_at, told_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
    [id, asked.person, from, until, url, secret, events, now],
  )
  const { person, orgUnit } = asked
  return { id, person, orgUnit, url, events, createdAt: now.toISOString(), disabledAt: null, secret }
}

/** Subscriptions whose place lies in an org unit's subtree, in the order they were made. Secrets stay inside. */
export async function listWebhooks(pool: BookPool, orgUnit: string): Promise<Webhook[]> {
  const { from, until } = codeRange(orgUnit)
  const { rows } = await pool.query<WebhookRow>(
    `select id, person, org_unit, url, events, created_at, disabled_at from shishu.webhook
      where org_unit >= $1 and org_unit < $2 order by id`,
    [from, until],
  )
  return rows.map(webhookOf)
}

/** A subscription. Errors: webhook.unknown. */
export async function getWebhook(pool: BookPool, id: string): Promise<Webhook> {
  const { rows } = await pool.query<WebhookRow>(
    'select id, person, org_unit, url, events, created_at, disabled_at from shishu.webhook where id = $1',
    [id],
  )
  if (rows[0] === undefined) throw webhookError('webhook.unknown', { webhook: id })
  return webhookOf(rows[0])
}

/** Ends a subscription and what waits for it. Errors: webhook.unknown. */
export async function removeWebhook(pool: BookPool, id: string): Promise<void> {
  const { rowCount } = await pool.query('delete from shishu.webhook where id = $1', [id])
  if (rowCount === 0) throw webhookError('webhook.unknown', { webhook: id })
}

/** Puts a subscription in force again; what happened meanwhile is not told afterwards. Errors: webhook.unknown. */
export async function enableWebhook(pool: BookPool, id: string, now: Date): Promise<void> {
  const { rowCount } = await pool.query(
    `update shishu.webhook set disabled_at = null, told_from = case when disabled_at is null then told_from else $2 end
      where id = $1`,
    [id, now],
  )
  if (rowCount === 0) throw webhookError('webhook.unknown', { webhook: id })
}

/** Takes a subscription out of force; what waits for it is given up. */
export async function disableWebhook(pool: BookPool, id: string, now: Date): Promise<void> {
  await pool.query(
    `with stopped as (update shishu.webhook set disabled_at = $2 where id = $1 and disabled_at is null)
     update shishu.delivery set state = 'failed', last_error = coalesce(last_error, 'disabled'), done_at = $2
      where webhook = $1 and state = 'waiting'`,
    [id, now],
  )
}

interface WebhookRow {
  id: string
  person: string
  org_unit: string
  url: string
  events: EventType[]
  created_at: Date
  disabled_at: Date | null
}

function webhookOf(row: WebhookRow): Webhook {
  return {
    id: row.id,
    person: row.person,
    orgUnit: codeFromKey(Number(row.org_unit)),
    url: row.url,
    events: row.events,
    createdAt: row.created_at.toISOString(),
    disabledAt: row.disabled_at?.toISOString() ?? null,
  }
}

function parseEvent(text: string): EventType {
  if (!Object.hasOwn(EVENT_TYPES, text)) {
    throw webhookError('webhook.event-unknown', { event: text, known: Object.keys(EVENT_TYPES) })
  }
  return text as EventType
}
