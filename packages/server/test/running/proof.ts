import { codeKey } from '@shishu/kernel'
import { checkBook, inSnapshot, type OpenBook, verifyBook } from '@shishu/store'
import { ledgerTable } from '../../../store/src/schema/ledger-table.ts'
import type { Acknowledged } from './mixed-load.ts'

/** What is wrong with a book after a load: all lists are empty and all numbers nought where nothing is. */
export interface Proof {
  /** Acknowledged, and not in the book. */
  lost: string[]
  /** In the book more than once. */
  doubled: string[]
  /** Booked by the load, and never acknowledged. */
  unacknowledged: number
  /** Versions that an answer named and the book has not. */
  versionsLost: number
  /** Entries that have the number of another. */
  numbersTwice: number
  disagreements: readonly unknown[]
}

/**
 * Holds a book against what was acknowledged; recounts it and recomputes its seals.
 * @param others  bookings that were made otherwise: before the load
 * Errors  journal.broken
 */
export async function proveBook(
  book: OpenBook,
  acknowledged: readonly Acknowledged[],
  others: (request: string) => boolean = (request) => !/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(request),
): Promise<Proof> {
  const booked = new Map<string, number>()
  const { rows } = await book.pool.query<{ request: string }>("select request from shishu.batch where kind = 'entries'")
  for (const { request } of rows.filter((row) => !others(row.request))) {
    const own = request.split(' ').at(-1)!
    booked.set(own, (booked.get(own) ?? 0) + 1)
  }
  const told = new Set(acknowledged.map(({ request }) => request))
  const { disagreements } = await checkBook(book)
  await verifyBook(book)
  return {
    lost: [...told].filter((request) => !booked.has(request)),
    doubled: [...booked].flatMap(([request, times]) => (times > 1 ? [request] : [])),
    unacknowledged: [...booked.keys()].filter((request) => !told.has(request)).length,
    versionsLost: await countLost(book, acknowledged),
    numbersTwice: await countTwice(book),
    disagreements,
  }
}

export const NOTHING_WRONG: Proof = {
  lost: [],
  doubled: [],
  unacknowledged: 0,
  versionsLost: 0,
  numbersTwice: 0,
  disagreements: [],
}

async function countLost(book: OpenBook, acknowledged: readonly Acknowledged[]): Promise<number> {
  const named = acknowledged.flatMap(({ town, versions }) => versions.map((one) => ({ ...one, town: codeKey(town) })))
  let lost = 0
  for (const [ledger, versions] of Map.groupBy(named, (one) => one.ledger)) {
    const { rows } = await inSnapshot(book.pool, (client) =>
      client.query<{ found: string }>(
        `select count(*) as found from unnest($1::bigint[], $2::uuid[], $3::integer[]) as told(town, entry, version)
           join ${ledgerTable(ledger)} as v on v.town = told.town and v.entry = told.entry and v.version = told.version`,
        [versions.map((one) => one.town), versions.map((one) => one.entry), versions.map((one) => one.version)],
      ),
    )
    lost += versions.length - Number(rows[0]!.found)
  }
  return lost
}

async function countTwice(book: OpenBook): Promise<number> {
  const { rows } = await book.pool.query<{ twice: string }>(
    `select count(*) as twice from (
       select from shishu.ledger_hazards where version = 1 group by town, f_number having count(*) > 1) as numbers`,
  )
  return Number(rows[0]!.twice)
}
