import { addDays, canonicalJson, codeKey, type Period, parsePeriod } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import { storeBatch } from '../entry/write-batch.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'

/** Ends a period (封账): what is booked into it afterwards is an adjustment, needs a reason and is named as such. */
export async function closePeriod(book: Book, town: string, period: Period, by: string): Promise<void> {
  await inTransaction(book.pool, async (client) => {
    const key = codeKey(town)
    const closed = await closedPeriods(client, key)
    if (closed.some(({ id }) => id === period.id)) throw storeError('closing.twice', { period: period.id })
    await storeBatch(client, book, {
      head: { town: key, id: uuidv7(), request: `closing ${period.id}`, by, reason: null },
      kind: 'closing',
      record: canonicalJson({ period: period.id }),
      versionLines: [],
      postings: [],
    })
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

/** Ids of the closed periods that postings fall into. */
export async function adjustedPeriods(
  client: ClientBase,
  town: number,
  postings: readonly { day: string }[],
): Promise<string[]> {
  const closed = await closedPeriods(client, town)
  return closed
    .filter(({ from, until }) => postings.some(({ day }) => day >= from && day < until))
    .map(({ id }) => id)
    .sort()
}

/** One adjustment: an amount booked into a closed period after its closing. */
export interface Adjustment {
  entry: string
  version: number
  measure: string
  day: string
  amount: number
  bookedAt: string
  by: string
  reason: string | null
}

/** Every adjustment of a closed period, in the order of booking. */
export async function listAdjustments(book: Book, town: string, period: Period): Promise<Adjustment[]> {
  const { rows } = await book.pool.query(
    `select p.entry, p.version, m.key as measure, p.day::text, p.amount::float8, b.booked_at, b.booked_by, b.reason
       from shishu.batch as closing
       join shishu.journal as closed on closed.town = closing.town and closed.batch = closing.id
       join shishu.journal as later on later.town = closing.town and later.position > closed.position
       join shishu.batch as b on b.town = later.town and b.id = later.batch
       join shishu.posting as p on p.town = later.town and p.batch = later.batch
       join shishu.measure as m on m.id = p.measure
      where closing.town = $1 and closing.kind = 'closing' and closing.request = $2
        and p.day >= $3 and p.day <= $4
      order by later.position, m.key, p.day`,
    [codeKey(town), `closing ${period.id}`, period.from, addDays(period.until, -1)],
  )
  return rows.map((row) => ({
    entry: row.entry,
    version: row.version,
    measure: row.measure,
    day: row.day,
    amount: row.amount,
    bookedAt: row.booked_at.toISOString(),
    by: row.booked_by,
    reason: row.reason,
  }))
}
