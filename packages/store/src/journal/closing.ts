import { canonicalJson, codeFromKey, codeKey, type Period, parsePeriod } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import { storeBatch } from '../entry/write-batch.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'

/**
 * Ends a period (封账): whatever is booked on a day before its end is from then on an adjustment, since stocks and sums
 * from January rest on all days before. It needs a reason and is named as such.
 * Errors  closing.twice
 */
export async function closePeriod(book: Book, town: string, period: Period, by: string): Promise<void> {
  const twice = storeError('closing.twice', { period: period.id })
  await inTransaction(book.pool, async (client) => {
    const key = codeKey(town)
    const closed = await closedPeriods(client, key)
    if (closed.some(({ id }) => id === period.id)) throw twice
    await storeBatch(client, book, {
      head: { town: key, id: uuidv7(), request: `closing ${period.id}`, by, reason: null },
      kind: 'closing',
      record: canonicalJson({ period: period.id }),
      versionLines: [],
      postings: [],
    })
  }).catch((error: Error & { code?: string }) => {
    // Two at once: the request of a closing is unique.
    throw error.code === '23505' ? twice : error
  })
}

/** The periods that a town has closed. */
export async function closedPeriods(client: ClientBase, town: number): Promise<Period[]> {
  const { rows } = await client.query<{ record: string }>({
    name: 'closed-periods',
    text: "select record from shishu.batch where town = $1 and kind = 'closing'",
    values: [town],
  })
  return rows.map(({ record }) => parsePeriod((JSON.parse(record) as { period: string }).period))
}

/** Ids of the closed periods whose figures postings may change. */
export async function adjustedPeriods(
  client: ClientBase,
  town: number,
  postings: readonly { day: string }[],
): Promise<string[]> {
  const closed = await closedPeriods(client, town)
  return closed
    .filter(({ until }) => postings.some(({ day }) => day < until))
    .map(({ id }) => id)
    .sort()
}

/** One adjustment: an amount booked before a closed period's end, after its closing. */
export interface Adjustment {
  entry: string
  version: number
  orgUnit: string
  measure: string
  day: string
  amount: number
  bookedAt: string
  by: string
  reason: string | null
}

/** Every amount booked after its closing that a closed period's figures rest on, in the order of booking. */
export async function listAdjustments(book: Book, town: string, period: Period): Promise<Adjustment[]> {
  const { rows } = await book.pool.query(
    `select p.entry, p.version, p.org_unit, m.key as measure, p.day::text, p.amount::float8, b.booked_at, b.booked_by, b.reason
       from shishu.batch as closing
       join shishu.journal as closed on closed.town = closing.town and closed.batch = closing.id
       join shishu.journal as later on later.town = closing.town and later.position > closed.position
       join shishu.batch as b on b.town = later.town and b.id = later.batch
       join shishu.posting as p on p.town = later.town and p.batch = later.batch
       join shishu.measure as m on m.id = p.measure
      where closing.town = $1 and closing.kind = 'closing' and closing.request = $2
        and p.day < $3
      order by later.position, m.key, p.day`,
    [codeKey(town), `closing ${period.id}`, period.until],
  )
  return rows.map((row) => ({
    entry: row.entry,
    version: row.version,
    orgUnit: codeFromKey(Number(row.org_unit)),
    measure: row.measure,
    day: row.day,
    amount: row.amount,
    bookedAt: row.booked_at.toISOString(),
    by: row.booked_by,
    reason: row.reason,
  }))
}
