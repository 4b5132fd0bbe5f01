import { codeFromKey } from '@shishu/kernel'
import type { BookPool } from '@shishu/store'
import type { Notice, NoticeCase, NoticeKind } from './notice.ts'

/**
 * What a person has been told, the latest first; without digests, which repeat it.
 * @param before  the id of the last notice of the page before
 */
export async function listNotices(
  pool: BookPool,
  person: string,
  { unread = false, before = null, limit = 50 }: { unread?: boolean; before?: string | null; limit?: number } = {},
): Promise<Notice[]> {
  const { rows } = await pool.query<NoticeRow>(
    `select n.id, n.person, n.kind, n.level, n.ledger, n.entry, n.town, n.org_unit, n.state, n.since::text, n.due::text,
            n.zh, n.en, n.created_at, n.read_at
       from shishu.notice as n
      where n.person = $1 and n.kind <> 'digest' and (not $2 or n.read_at is null)
        and ($3::uuid is null or (n.created_at, n.id) < (
              select last.created_at, last.id from shishu.notice as last where last.person = $1 and last.id = $3))
      order by n.created_at desc, n.id desc limit $4`,
    [person, unread, before, limit],
  )
  return rows.map(noticeOf)
}

/** Marks notices of a person as read; all of them where no ids are given. */
export async function markRead(
  pool: BookPool,
  person: string,
  ids: readonly string[] | null,
  now: Date,
): Promise<void> {
  await pool.query(
    `update shishu.notice set read_at = $3
      where person = $1 and read_at is null and ($2::uuid[] is null or id = any($2))`,
    [person, ids, now],
  )
}

interface NoticeRow {
  id: string
  person: string
  kind: NoticeKind
  level: string | null
  ledger: string | null
  entry: string | null
  town: string | null
  org_unit: string | null
  state: string | null
  since: string | null
  due: string | null
  zh: string
  en: string
  created_at: Date
  read_at: Date | null
}

function noticeOf(row: NoticeRow): Notice {
  return {
    id: row.id,
    person: row.person,
    kind: row.kind,
    about: caseOf(row),
    zh: row.zh,
    en: row.en,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }
}

function caseOf({ level, ledger, entry, town, org_unit, state, since, due }: NoticeRow): NoticeCase | null {
  if (level === null || ledger === null || entry === null || town === null) return null
  if (org_unit === null || state === null || since === null || due === null) return null
  const places = { town: codeFromKey(Number(town)), orgUnit: codeFromKey(Number(org_unit)) }
  return { level, ledger, entry, ...places, state, since, due }
}
