import { codeKey } from '@shishu/kernel'
import type { BookPool } from '@shishu/store'
import { uuidv7 } from 'uuidv7'
import type { NewNotice, NoticeKind } from './notice.ts'

/**
 * Stores notices and, for the kinds that are mailed, what is to be mailed, in one statement: whoever has been told of an
 * occasion is not told again, nor mailed again, whichever server tells.
 * @param mailed  kinds sent by e-mail; none where e-mail is not configured
 * @returns how many are new
 */
export async function addNotices(
  pool: BookPool,
  notices: readonly NewNotice[],
  { mailed, now }: { mailed: readonly NoticeKind[]; now: Date },
): Promise<number> {
  if (notices.length === 0) return 0
  const { rows } = await pool.query<{ count: number }>(
    `with fresh as (
       insert into shishu.notice (id, person, occasion, kind, level, ledger, entry, town, org_unit, state, since, due, zh, en, created_at)
       select id::uuid, person, occasion, kind, level, ledger, entry::uuid, town::bigint, org_unit::bigint, state,
              since::date, due::date, zh, en, $15
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
           as given(id, person, occasion, kind, level, ledger, entry, town, org_unit, state, since, due, zh, en)
        -- In one order, so that two servers never wait for each other.
        order by person, occasion
       on conflict (person, occasion) do nothing
       returning id, person, kind, org_unit),
     mail as (
       insert into shishu.delivery (id, channel, person, org_unit, notice, waits_for_hours, next_at, created_at)
       select gen_random_uuid(), 'email', person, org_unit, id, true, $15, $15 from fresh where kind = any($16))
     select count(*)::integer as count from fresh`,
    [...columnsOf(notices), now, mailed],
  )
  return rows[0]!.count
}

function columnsOf(notices: readonly NewNotice[]): (string | null)[][] {
  const rows = notices.map(({ person, occasion, kind, about, zh, en }) => [
    uuidv7(),
    person,
    occasion,
    kind,
    about?.level ?? null,
    about?.ledger ?? null,
    about?.entry ?? null,
    about === null ? null : String(codeKey(about.town)),
    about === null ? null : String(codeKey(about.orgUnit)),
    about?.state ?? null,
    about?.since ?? null,
    about?.due ?? null,
    zh,
    en,
  ])
  return rows[0]!.map((_, column) => rows.map((row) => row[column]!))
}
