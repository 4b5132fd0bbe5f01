import type { WorkCalendar } from '@shishu/kernel'
import type { BookPool } from '@shishu/store'
import { disableWebhook } from '../webhook/webhook.ts'
import { addNotices } from './add-notices.ts'
import type { Channel, Outcome } from './channel.ts'
import {
  type ChannelName,
  type Claimed,
  claimDeliveries,
  markFailed,
  markSent,
  markWaiting,
  nextAttempt,
} from './delivery.ts'
import { messageCalendar } from './message-calendar.ts'
import type { MessageSettings } from './message-settings.ts'
import { isQuiet } from './quiet-hours.ts'

/** Attempts at a time. */
const AT_ONCE = 16

/** What delivering needs. */
export interface Delivering {
  pool: BookPool
  clock: () => Date
  calendar: WorkCalendar
  settings: MessageSettings
  /** The roads that are configured; what waits for another stays. */
  channels: Partial<Record<ChannelName, Channel>>
}

/** How many attempts ended how. */
export interface Delivered {
  sent: number
  failed: number
}

/**
 * Sends what is due, until nothing is or the signal stops it: what was begun is then still finished. Each delivery arrives
 * at least once, always under the same id.
 */
export async function deliver(
  delivering: Delivering,
  signal: AbortSignal = new AbortController().signal,
): Promise<Delivered> {
  const { pool, clock, settings, channels } = delivering
  const calendar = messageCalendar(delivering.calendar)
  const names = Object.keys(channels) as ChannelName[]
  const total = { sent: 0, failed: 0 }
  while (!signal.aborted) {
    const now = clock()
    const quiet = isQuiet(now, settings.quiet, calendar)
    const claimed = await claimDeliveries(pool, { channels: names, quiet, limit: AT_ONCE, now })
    if (claimed.length === 0) break
    const outcomes = await Promise.all(claimed.map((delivery) => attempt(delivering, delivery)))
    total.sent += outcomes.filter(({ kind }) => kind === 'sent').length
    total.failed += outcomes.filter(({ kind }) => kind === 'failed').length
  }
  return total
}

async function attempt(delivering: Delivering, delivery: Claimed): Promise<Outcome> {
  const { pool, clock, channels } = delivering
  const outcome = await channels[delivery.channel]!.send(delivery)
  const now = clock()
  if (outcome.kind === 'sent') {
    await markSent(pool, delivery, now)
    return outcome
  }
  const next = outcome.final ? null : nextAttempt(delivery, now)
  if (next !== null) await markWaiting(pool, delivery, outcome.error, next)
  else await giveUp(delivering, delivery, outcome.error, now)
  return outcome
}

/** A webhook that cannot be reached for a day is disabled, and whoever made it is told. */
async function giveUp(
  { pool, settings, channels }: Delivering,
  delivery: Claimed,
  error: string,
  now: Date,
): Promise<void> {
  if (delivery.webhook !== null && error !== 'gone') {
    const { rows } = await pool.query<{ url: string }>('select url from shishu.webhook where id = $1', [
      delivery.webhook,
    ])
    const host = URL.parse(rows[0]?.url ?? '')?.host ?? ''
    const notice = {
      person: delivery.person,
      // Before anything else, and named by the delivery: dying in between tells it again, which tells nothing twice.
      occasion: `webhook-disabled ${delivery.webhook} ${delivery.id}`,
      kind: 'webhook-disabled' as const,
      about: null,
      zh: `发往 ${host} 的推送一天都没有送到（${error}），已停用。请核对对方的地址后重新启用。`,
      en: `Nothing reached ${host} for a day (${error}); the webhook is disabled. Check the receiver and enable it again.`,
    }
    const mailed = channels.email === undefined ? [] : settings.mailed
    await addNotices(pool, [notice], { mailed, now })
    await disableWebhook(pool, delivery.webhook, now)
  }
  await markFailed(pool, delivery, error, now)
}
