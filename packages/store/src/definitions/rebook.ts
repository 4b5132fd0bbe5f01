import { codeFromKey, type Ledger, posterOf } from '@shishu/kernel'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import type { StoredPosting } from '../entry/batch-digest.ts'
import { currentVersions } from '../entry/current-versions.ts'
import { contentOf, type StoredVersion } from '../entry/version.ts'
import { storeBatch, storePostings } from '../entry/write-batch.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { inTransaction } from '../sql/transaction.ts'
import { awaitBookings } from './definitions-lock.ts'

/** Entries re-booked in one batch. */
const PAGE = 20_000

/**
 * Re-books a ledger after its counting rules changed: for each entry, the difference between what the new rules say and
 * what stands in the book. Old figures stay reproducible, and the step between them is explained by these postings.
 *
 * Entries and their versions do not change. Done twice it books nothing: the difference is then zero.
 */
export async function rebookLedger(book: Book, ledger: Ledger): Promise<void> {
  // One that began under the old definitions is seen below, or not there at all.
  await awaitBookings(book)
  const poster = posterOf(ledger, book.rules)
  const towns = await book.pool.query<{ town: string }>(`select distinct town from ${ledgerTable(ledger.id)}`)
  for (const { town } of towns.rows) {
    let after = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const last = await rebookPage(book, ledger, Number(town), after, (version) => {
        const content = contentOf(version, codeFromKey)
        return content === null ? [] : poster(content)
      })
      if (last === null) break
      after = last
    }
  }
}

type Said = (version: StoredVersion) => readonly { measure: string; day: string; amount: number }[]

async function rebookPage(book: Book, ledger: Ledger, town: number, after: string, said: Said): Promise<string | null> {
  return inTransaction(book.pool, async (client) => {
    // What stands in the book and what its versions say must be of one moment.
    await client.query('set transaction isolation level repeatable read')
    const page = await client.query<{ entry: string }>(
      `select distinct entry from ${ledgerTable(ledger.id)} where town = $1 and entry > $2 order by entry limit ${PAGE}`,
      [town, after],
    )
    if (page.rows.length === 0) return null
    const entries = page.rows.map(({ entry }) => entry)
    const booked = await client.query<{
      entry: string
      measure: string
      org_unit: string
      day: string
      amount: number
    }>(
      `select p.entry, m.key as measure, p.org_unit, p.day::text, sum(p.amount)::float8 as amount
         from shishu.posting as p join shishu.measure as m on m.id = p.measure
        where p.town = $1 and p.measure = any (array(select id from shishu.measure where ledger = $3)) and p.entry = any($2::uuid[])
        group by p.entry, m.key, p.org_unit, p.day`,
      [town, entries, ledger.id],
    )
    const versions = await currentVersions(client, town, ledger, entries)
    const sums = new Map<string, StoredPosting>()
    const add = (posting: StoredPosting) => {
      const place = `${posting.entry} ${posting.measure} ${posting.orgUnit} ${posting.day}`
      const sum = sums.get(place)
      if (sum === undefined) sums.set(place, posting)
      else sum.amount += posting.amount
    }
    for (const { entry, measure, org_unit, day, amount } of booked.rows) {
      const { version } = versions.get(entry)!
      add({ entry, version, measure, orgUnit: Number(org_unit), day, amount: -amount })
    }
    for (const version of versions.values()) {
      const { entry, version: number, orgUnit } = version
      for (const { measure, day, amount } of said(version)) {
        add({ entry, version: number, measure, orgUnit, day, amount })
      }
    }
    const postings = [...sums.values()].filter(({ amount }) => amount !== 0)
    if (postings.length > 0) {
      const batch = uuidv7()
      await storePostings(client, book.measureNumbers, town, batch, postings)
      await storeBatch(client, book, {
        head: { town, id: batch, request: `rebooking ${batch}`, by: 'shishu', reason: `口径变更：${ledger.label}` },
        kind: 'rebooking',
        record: null,
        versionLines: [],
        postings,
      })
    }
    return page.rows.length < PAGE ? null : entries.at(-1)!
  })
}
