import { codeKey } from '@shishu/kernel'
import type { BookPool } from '@shishu/store'
import type { BookEvent } from './event.ts'

/**
 * Lays events ready for every subscription that asks for them: once each, however often they are announced.
 * @returns how many deliveries are new
 */
export async function announce(pool: BookPool, events: readonly BookEvent[], now: Date): Promise<number> {
  if (events.length === 0) return 0
  const { rowCount } = await pool.query(
    `insert into shishu.delivery (id, channel, person, org_unit, webhook, event, event_type, body, waits_for_hours, next_at, created_at)
     select gen_random_uuid(), 'webhook', w.person, e.org_unit, w.id, e.id, e.type, e.body, e.type = 'notice', $6, $6
       from unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::text[]) as e(id, type, org_unit, at, body)
       join shishu.webhook as w
         on w.disabled_at is null and e.type = any(w.events) and e.at >= w.told_from
        and e.org_unit >= w.org_unit and e.org_unit < w.org_unit_end
      order by e.id, w.id
     on conflict do nothing`,
    [
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ orgUnit }) => codeKey(orgUnit)),
      events.map(({ at }) => at),
      events.map(bodyOf),
      now,
    ],
  )
  return rowCount ?? 0
}

const bodyOf = ({ id, type, orgUnit, at, data }: BookEvent) => JSON.stringify({ id, type, at, orgUnit, data })
