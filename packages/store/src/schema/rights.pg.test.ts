import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENGINES, OTHER_VILLAGE, type TestBook, type TestServer, TOWN } from '../../test/book-fixture.ts'
import { bookOf, loan, put, visit } from '../../test/bookings.ts'
import { checkBook } from '../book/check-book.ts'
import { currentVersions } from '../entry/current-versions.ts'
import { sealJournal } from '../journal/seal.ts'

const RECORDS = [
  'ledger_books',
  'ledger_loans',
  'ledger_visits',
  'ledger_budget',
  'ledger_goals',
  'appointment',
  'appointment_end',
  'assignment',
  'draft_revision',
  'draft_proposal',
  'draft_comment',
  'draft_comment_end',
  'draft_mark',
  'evidence',
  'moved',
  'batch',
  'journal',
  'posting',
  'definition_set',
  'definition_change',
  'definition_change_end',
  'measure',
  'town_secret',
] as const

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('the schema', () => {
    let server: TestServer
    let on: TestBook
    beforeAll(async () => {
      server = await start()
      on = await server.newBook()
      await put(on.book, [
        visit('2026-02-01', 5),
        loan('J-1', { lentOn: '2026-02-01' }),
        bookOf('A-1', { price: 5980 }),
      ])
      await sealJournal(on.book, Number(`${TOWN}000`))
    })
    afterAll(() => server?.stop())

    const refused = async (sql: string) => {
      const outcome = await on.book.pool.query(sql).then(
        () => 'done',
        (error: unknown) => String((error as { code?: unknown }).code),
      )
      expect(`${sql}: ${outcome}`).toBe(`${sql}: 42501`) // insufficient privilege
    }

    test('these are all the tables of ledgers', async () => {
      const rows = await on.asOwner("select table_name from information_schema.tables where table_schema = 'shishu'")
      const ledgers = rows.map((row) => String(row.table_name)).filter((name) => name.startsWith('ledger_'))
      expect(ledgers.sort()).toEqual(RECORDS.filter((name) => name.startsWith('ledger_')).toSorted())
    })

    test.each(RECORDS)(
      'invariant 1: the application’s role cannot update, delete or truncate shishu.%s',
      async (table) => {
        const [column] = await on.asOwner(
          `select column_name from information_schema.columns where table_schema = 'shishu' and table_name = $1 limit 1`,
          [table],
        )
        const name = String(column!.column_name)
        await refused(`update shishu.${table} set ${name} = ${name}`)
        await refused(`delete from shishu.${table}`)
        await refused(`truncate shishu.${table}`)
        await refused(`drop table shishu.${table}`)
        await refused(`alter table shishu.${table} add column more text`)
      },
    )

    test('invariant 1: the role cannot take the rights back, nor make tables or rules of its own', async () => {
      for (const sql of [
        'grant update on shishu.posting to shishu_app',
        'create table shishu.other (id integer)',
        'create rule quiet as on insert to shishu.posting do instead nothing',
        'alter table shishu.vault disable row level security',
        'update shishu.vault set value = value',
        'update shishu.org_unit set code = code',
        'delete from shishu.org_unit',
      ]) {
        const outcome = await on.book.pool.query(sql).then(
          (result) => (result.command === 'GRANT' ? 'granted nothing' : 'done'),
          () => 'refused',
        )
        expect([sql, outcome]).not.toEqual([sql, 'done'])
      }
      await refused('update shishu.posting set amount = amount')
    })

    test('invariant 8: the vault is shut to whoever has not opened it', async () => {
      const seen = await on.book.pool.query('select count(*)::integer as count from shishu.vault')
      expect(seen.rows).toEqual([{ count: 0 }])
      expect(await on.asOwner('select count(*)::integer as count from shishu.vault')).toEqual([{ count: 1 }])
    })

    test('invariant 11: no column of the book is of a floating point type', async () => {
      const rows = await on.asOwner(
        `select table_name, column_name, data_type from information_schema.columns
          where table_schema = 'shishu' and data_type in ('real', 'double precision', 'numeric', 'money')`,
      )
      expect(rows).toEqual([])
    })

    test('invariant 11: money in fen comes back as it was booked, to the last fen', async () => {
      const { book } = on
      let number = 0
      await fc.assert(
        fc.asyncProperty(fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 300 }), async (prices) => {
          const changes = prices.map((price) => {
            number += 1
            return bookOf(`fen-${number}`, { price }, OTHER_VILLAGE)
          })
          const { versions, batch } = await put(book, changes)
          const client = await book.pool.connect()
          try {
            const ledger = book.definitions.ledger('books')
            const entries = versions.map(({ entry }) => entry)
            const stored = await currentVersions(client, Number(`${TOWN}000`), ledger, entries)
            expect(entries.map((entry) => stored.get(entry)!.values.price)).toEqual(prices)
            const { rows } = await client.query<{ amount: string }>(
              `select p.amount from shishu.posting as p join shishu.measure as m on m.id = p.measure
                where p.batch = $1 and m.key like 'books.spent%'`,
              [batch],
            )
            const booked = rows.map(({ amount }) => BigInt(amount)).sort()
            expect(booked).toEqual(
              prices
                .filter((price) => price !== 0)
                .map(BigInt)
                .sort(),
            )
          } finally {
            client.release()
          }
        }),
        { numRuns: 20 },
      )
    })

    test('checkBook finds a posting, a cell or a state that somebody changed past the application', async () => {
      const { book, asOwner } = await server.newBook()
      const found = async () => new Set((await checkBook(book)).disagreements.map(({ what }) => what))
      await put(book, [visit('2026-02-01', 5), loan('J-2', { lentOn: '2026-02-02' })])
      const books = "measure in (select id from shishu.measure where key = 'visits.people')"
      await asOwner(`update shishu.posting set amount = amount + 1 where ${books}`)
      expect(await found()).toEqual(new Set(['versions']))
      await asOwner(`update shishu.posting set amount = amount - 1 where ${books}`)
      await asOwner(`insert into shishu.cell values (${TOWN}000, 1, 24000, ${TOWN}000, 24000, 5)`)
      expect(await found()).toContain('cells')
      await asOwner('delete from shishu.cell')
      const states = "measure in (select id from shishu.measure where key = 'loans.at[lent]')"
      await asOwner(`update shishu.posting set amount = amount + 1 where ${states}`)
      expect(await found()).toEqual(new Set(['versions', 'states']))
      await asOwner(`update shishu.posting set amount = amount - 1 where ${states}`)
      expect(await found()).toEqual(new Set())
    })
  })
})
