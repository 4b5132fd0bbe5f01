import { codeFromKey } from '@shishu/kernel'
import type { Book } from '@shishu/store'
import { announce } from './announce.ts'
import type { BookEvent } from './event.ts'

/** Places of a journal turned into events at a time. */
const PAGE = 500

/**
 * Announces what has been sealed since the last time: the journal is the list of what happened, dense and in order, so
 * that nothing is left out when a server dies between booking and telling.
 * @returns how many deliveries are new
 */
export async function announceJournal(book: Book, signal?: AbortSignal): Promise<number> {
  const { rows } = await book.keeperPool.query<{ since: Date | null }>(
    "select min(told_from) as since from shishu.webhook where disabled_at is null and events && '{batch.booked,report.issued,period.closed}'",
  )
  const since = rows[0]?.since ?? null
  if (since === null) return 0
  let announced = 0
  for (const ahead of await townsPastCursor(book)) {
    if (signal?.aborted === true) break
    announced += await announceTown(book, ahead, since)
  }
  return announced
}

/** A town whose journal reaches past what has been told. */
interface Ahead {
  town: number
  told: number
  head: number
}

async function townsPastCursor(book: Book): Promise<Ahead[]> {
  const cursors = await book.keeperPool.query<{ town: string; position: string }>(
    'select town, position from shishu.webhook_cursor',
  )
  const heads = await book.keeperPool.query<{ town: string; position: string }>(
    'select town, max(position) as position from shishu.journal group by town order by town',
  )
  const told = new Map(cursors.rows.map(({ town, position }) => [town, Number(position)]))
  return heads.rows
    .map(({ town, position }) => ({ town: Number(town), told: told.get(town) ?? 0, head: Number(position) }))
    .filter((ahead) => ahead.head > ahead.told)
}

interface SealedRow {
  position: string
  sealed_at: Date
  batch: string
  kind: string
  record: string | null
  version_count: number
  posting_count: number
}

async function announceTown(book: Book, { town, told, head }: Ahead, since: Date): Promise<number> {
  let announced = 0
  let after = told
  for (;;) {
    const { rows } = await book.keeperPool.query<SealedRow>(
      `select j.position, j.sealed_at, j.batch, b.kind, b.version_count, b.posting_count,
              case when b.kind in ('issue', 'closing') then b.record end as record
         from shishu.journal as j join shishu.batch as b on b.town = j.town and b.id = j.batch
        where j.town = $1 and j.position > $2 and j.position <= $3 and j.sealed_at >= $4
        order by j.position limit ${PAGE}`,
      [town, after, head, since],
    )
    const events = rows.flatMap((row) => eventsOf(book, town, row))
    announced += await announce(book.keeperPool, events, book.clock())
    after = rows.length < PAGE ? head : Number(rows.at(-1)!.position)
    // Only now: a server that dies before announces again, and the events' ids keep them single.
    await moveCursor(book, town, after)
    if (after === head) return announced
  }
}

/** Forward only: another server may be ahead. */
async function moveCursor(book: Book, town: number, position: number): Promise<void> {
  await book.keeperPool.query(
    `insert into shishu.webhook_cursor as c (town, position) values ($1, $2)
     on conflict (town) do update set position = greatest(c.position, excluded.position)`,
    [town, position],
  )
}

function eventsOf(book: Book, town: number, row: SealedRow): BookEvent[] {
  const unit = codeFromKey(town)
  const base = { id: row.batch, at: row.sealed_at.toISOString() }
  const place = { town: unit, position: Number(row.position) }
  switch (row.kind) {
    case 'entries':
    case 'rebooking': {
      const counts = { versions: row.version_count, postings: row.posting_count }
      return [
        {
          ...base,
          type: 'batch.booked',
          orgUnit: unit,
          data: { batch: row.batch, kind: row.kind, ...place, ...counts },
        },
      ]
    }
    case 'issue':
      return [{ ...base, type: 'report.issued', ...issueOf(book, row.record, unit, place) }]
    case 'closing':
      return [{ ...base, type: 'period.closed', orgUnit: unit, data: { ...place, ...only(row.record, ['period']) } }]
    default:
      // An erasure says nothing to others: that it happened could point at a person.
      return []
  }
}

function issueOf(book: Book, record: string | null, town: string, place: object): Pick<BookEvent, 'orgUnit' | 'data'> {
  const issue = only(record, ['id', 'report', 'orgUnit', 'period', 'seal'])
  const label = book.definitions.pack.reports.find(({ id }) => id === issue.report)?.label ?? null
  return { orgUnit: issue.orgUnit ?? town, data: { ...place, ...issue, label } }
}

/** The named members of a record: what else it holds stays inside. */
function only<K extends string>(record: string | null, names: readonly K[]): Partial<Record<K, string>> {
  const parsed = JSON.parse(record ?? '{}') as Record<string, unknown>
  const kept = names.filter((name) => typeof parsed[name] === 'string').map((name) => [name, parsed[name]])
  return Object.fromEntries(kept) as Partial<Record<K, string>>
}
