import { once } from 'node:events'
import type { OpenBook } from '@shishu/store'
import type { PoolClient } from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { ledgerTable } from '../packages/store/src/schema/ledger-table.ts'

/** A connection that may make tables: the book's own, out of its role. */
export async function asOwner(book: OpenBook): Promise<PoolClient> {
  const client = await book.pool.connect()
  await client.query('reset role')
  await client.query('create schema if not exists floor')
  return client
}

/** Ends a connection taken with asOwner: it is not lent again. */
export const endOwner = (client: PoolClient) => client.release(true)

/**
 * The least that booking could cost: COPY of a batch's version rows, as the database itself wrote them out, into tables
 * of the same columns with a primary key and nothing else; `number` tells copies that run abreast apart. No postings, no checks, no journal, no work in Node.
 */
export async function copyFloor(book: OpenBook, number: number) {
  const owner = await asOwner(book)
  const tables = book.definitions.pack.ledgers.map(({ id }) => {
    const from = ledgerTable(id)
    return { from, into: from.replace('shishu.ledger_', `floor.copy${number}_`) }
  })
  for (const { from, into } of tables) {
    await owner.query(`create table if not exists ${into} (like ${from})`)
    await owner.query(`alter table ${into} add primary key (town, entry, version)`)
  }
  return {
    /** The text of a batch's rows, table by table. */
    readBatch: async (town: number, batch: string): Promise<CopyText[]> => {
      const texts: CopyText[] = []
      for (const { from, into } of tables) {
        const stream = owner.query(
          copyTo(`copy (select * from ${from} where town = ${town} and batch = '${batch}') to stdout`),
        )
        const text = Buffer.concat(await stream.toArray())
        if (text.length > 0) texts.push({ into, text })
      }
      return texts
    },
    /** Copies a batch, in one transaction. */
    copyBatch: async (texts: readonly CopyText[]): Promise<void> => {
      await owner.query('begin')
      for (const { into, text } of texts) {
        const stream = owner.query(copyFrom(`copy ${into} from stdin`))
        const done = once(stream, 'finish')
        stream.end(text)
        await done
      }
      await owner.query('commit')
    },
    close: async () => endOwner(owner),
  }
}

/** Rows ready to be copied into a table. */
interface CopyText {
  into: string
  text: Buffer
}
