import { codeFromKey, codeKey, type Day, dayOfInstant } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { isEntryId } from '../entry/entry-id.ts'
import { townsOf } from '../figure/reading-scope.ts'
import type { Assignment } from './assign-case.ts'

/** A case in a person’s hands. */
export interface Holding extends Assignment {
  holder: string
}

type HoldingRow = {
  town: string
  ledger: string
  entry: string
  seq: number
  at: Date
  holder: string
  until: Day | null
  by: string
  reason: string
}

const COLUMNS = 'a.town, a.ledger, a.entry, a.seq, a.at, a.holder, a.until::text, a.by, a.reason'

/** Hand-overs `a` that had been made by the end of day `$1` and had not run out on it. */
const IN_FORCE = `(a.at at time zone 'Asia/Shanghai')::date <= $1::date and (a.until is null or a.until >= $1::date)`

/**
 * Who holds each of a ledger’s entries on a day (by default today), by entry: the latest hand-over that has not run out.
 * Entries in the office’s hands are absent.
 * Errors  ledger.unknown
 */
export async function holderOf(
  book: Book,
  request: { town: string; ledger: string; entries: readonly string[]; on?: Day },
): Promise<Map<string, Holding>> {
  const ledger = book.definitions.ledger(request.ledger)
  const entries = request.entries.filter(isEntryId)
  if (entries.length === 0) return new Map()
  const { rows } = await book.pool.query<HoldingRow>(
    `select ${COLUMNS}
       from (select distinct on (a.entry) ${COLUMNS.replace('::text', '')}
               from shishu.assignment as a
              where a.town = $2 and a.ledger = $3 and a.entry = any($4::uuid[]) and ${IN_FORCE}
              order by a.entry, a.seq desc) as a
      where a.holder is not null`,
    [request.on ?? today(book), codeKey(request.town), ledger.id, entries],
  )
  return new Map(rows.map((row) => [row.entry, holdingOf(row)]))
}

/**
 * The cases that a person holds in a place’s towns on a day (by default today), the latest handed over first. Cases that
 * have come to their end since are among them.
 * Errors  org-unit.unknown
 */
export async function listHeldBy(
  book: Book,
  request: { person: string; orgUnit: string; on?: Day },
): Promise<Holding[]> {
  const { rows } = await book.pool.query<HoldingRow>(
    `select ${COLUMNS}
       from shishu.assignment as a
      where a.town = any($2::bigint[]) and a.holder = $3 and ${IN_FORCE}
        and not exists (select from shishu.assignment as later
                         where later.town = a.town and later.ledger = a.ledger and later.entry = a.entry
                           and later.seq > a.seq and ${IN_FORCE.replaceAll('a.', 'later.')})
      order by a.at desc, a.entry`,
    [request.on ?? today(book), townsOf(book.orgTree, request.orgUnit), request.person],
  )
  return rows.map(holdingOf)
}

const today = (book: Book): Day => dayOfInstant(book.clock().toISOString())

function holdingOf(row: HoldingRow): Holding {
  return { ...row, town: codeFromKey(Number(row.town)), at: row.at.toISOString() }
}
