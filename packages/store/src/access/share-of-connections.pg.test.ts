import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENGINES, type TestBook, type TestServer } from '../../test/book-fixture.ts'
import { inTransaction } from '../sql/transaction.ts'
import type { Scope } from './scope.ts'
import { bookFor } from './scoped-pool.ts'

/** Of somebody without any duty. */
const NOTHING: Scope = {
  person: 'p1',
  settings: new Map([['shishu.person', 'p1']]),
  vault: { booking: new Map(), reveal: new Map(), erase: new Map() },
}

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('what one asker can take of the connections', () => {
    let server: TestServer
    let on: TestBook
    beforeAll(async () => {
      server = await start()
      on = await server.newBook()
    })
    afterAll(() => server?.stop())

    const member = () => bookFor(on.book, NOTHING)

    test('a person’s statement has a minute, the book’s own has as long as it takes', async () => {
      const limit = async (pool: typeof on.book.pool) =>
        (await pool.query<{ limit: string }>("select current_setting('statement_timeout') as limit")).rows[0]!.limit
      expect(await limit(member().pool)).toBe('1min')
      expect(await limit(bookFor(member(), NOTHING).pool)).toBe('1min')
      expect(await limit(on.book.pool)).toBe('0')
      expect(await limit(on.book.keeperPool)).toBe('0')
    })

    test('while people hold every connection, the book’s own work goes on', async () => {
      const held = await Promise.all(Array.from({ length: 8 }, () => member().pool.connect()))
      const { rows } = await on.book.keeperPool.query<{ one: number }>('select 1 as one')
      for (const client of held) client.release()
      expect(rows).toEqual([{ one: 1 }])
    })

    test.each([
      ['a connection that does not come free', 'engine.busy', 'select 1', true],
      [
        'a statement that takes too long',
        'engine.too-long',
        'set local statement_timeout = 20; select pg_sleep(5)',
        false,
      ],
    ])('%s is told as %s', async (_, code, sql, taken) => {
      const pool = new pg.Pool({
        connectionString: on.databaseUrl,
        max: 1,
        ...(taken && { connectionTimeoutMillis: 50 }),
      })
      pool.on('error', () => undefined)
      pool.on('connect', (client) => client.on('error', () => undefined))
      const held = taken ? await pool.connect() : undefined
      try {
        await expect(inTransaction(pool, (client) => client.query(sql))).rejects.toMatchObject({ code })
      } finally {
        held?.release()
        await pool.end()
      }
    })
  })
})
