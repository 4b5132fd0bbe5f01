import { ADMINISTRATORS, type Appointment, parsePeriod, rightsOf } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COUNTY,
  ENGINES,
  OTHER_VILLAGE,
  SECOND_TOWN,
  SECOND_TOWN_VILLAGE,
  type TestBook,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/book-fixture.ts'
import type { Book } from '../book/book.ts'
import { bookEntries } from '../entry/book-entries.ts'
import { listEntries } from '../entry/list-entries.ts'
import { computeFigures } from '../figure/figures.ts'
import { settle } from '../journal/settle.ts'
import { inTransaction } from '../sql/transaction.ts'
import { scopeOf } from './scope.ts'
import { bookFor } from './scoped-pool.ts'

const ROLES = [...ADMINISTRATORS, ...packLibrary.roles]

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('row-level security', () => {
    let server: TestServer
    let on: TestBook

    const as = (role: string, orgUnit: string, office: string | null = null): Book => {
      const appointment: Appointment = { role, orgUnit, office, from: '2020-01-01', until: null }
      const rights = rightsOf(ROLES, [appointment], '2026-03-05')
      return bookFor(on.book, scopeOf(on.book.definitions, rights, 'p1'))
    }
    let number = 0
    const lend = (book: Book, orgUnit: string, reader = '张三') => {
      number += 1
      return bookEntries(book, {
        request: `r${number}`,
        town: `${orgUnit.slice(0, 9)}000`,
        by: 'clerk',
        changes: [
          { kind: 'add', ledger: 'loans', orgUnit, values: { slip: `S-${number}`, reader, lentOn: '2026-03-02' } },
        ],
      })
    }
    const rows = async (book: Book, table: string) =>
      Number((await book.pool.query<{ n: string }>(`select count(*) as n from shishu.${table}`)).rows[0]!.n)
    const outcome = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { code?: string }) => error.code,
      )

    test('a person’s book has no way past it', () => {
      const own = as('keeper', TOWN)
      expect(Object.keys(on.book)).toEqual(expect.arrayContaining(['asOwner', 'connection', 'close']))
      for (const way of ['asOwner', 'connection', 'close']) expect(own).not.toHaveProperty(way)
      expect(own.pool).not.toBe(on.book.pool)
    })

    beforeAll(async () => {
      server = await start()
      on = await server.newBook()
      for (const place of [VILLAGE, OTHER_VILLAGE, SECOND_TOWN_VILLAGE]) await lend(on.book, place)
      for (const town of [TOWN, SECOND_TOWN]) await settle(on.book, Number(`${town}000`), { fold: true })
    })
    afterAll(() => server?.stop())

    test('invariant 8: a scope that allows nothing reads nothing, table by table', async () => {
      const nobody = as('nobody', TOWN)
      const tables = [
        'ledger_loans',
        'posting',
        'cell',
        'town_cell',
        'batch',
        'journal',
        'vault',
        'entry_key',
        'town_secret',
        'fold',
      ]
      for (const table of tables) expect(`${table} ${await rows(nobody, table)}`).toBe(`${table} 0`)
      expect(await rows(on.book, 'ledger_loans')).toBe(3)
    })

    test.each([
      ['branch-clerk', VILLAGE, null, 1],
      ['keeper', TOWN, 'desk', 2],
      ['keeper', TOWN, 'shelves', 0],
      ['librarian', COUNTY, null, 3],
      ['audit-administrator', COUNTY, null, 0],
    ] as const)('a %s of %s (office %s) reads %i loans', async (role, place, office, loans) => {
      expect(await rows(as(role, place, office), 'ledger_loans')).toBe(loans)
    })

    test('postings and cells are read by place', async () => {
      const period = parsePeriod('2026-03')
      const value = async (book: Book, orgUnit: string) =>
        (await computeFigures(book, { orgUnit, period, asOf: null }, ['loans-out'])).get('loans-out')!.value
      expect(await value(as('branch-clerk', VILLAGE), VILLAGE)).toBe(1)
      expect(await value(as('keeper', TOWN, 'desk'), TOWN)).toBe(2)
      expect(await value(as('librarian', COUNTY), COUNTY)).toBe(3)
      expect(await value(as('branch-clerk', VILLAGE), OTHER_VILLAGE)).toBeNull()
      expect(await rows(as('branch-clerk', VILLAGE), 'town_cell')).toBe(0)
    })

    test('a clerk books in her village, and the database refuses it anywhere else', async () => {
      const clerk = as('branch-clerk', VILLAGE)
      expect(await outcome(lend(clerk, VILLAGE))).toBe('done')
      expect(await outcome(lend(clerk, OTHER_VILLAGE))).toBe('access.refused')
      expect(await outcome(lend(clerk, SECOND_TOWN_VILLAGE))).toBe('access.refused')
      expect(await outcome(lend(as('librarian', TOWN), VILLAGE))).toBe('access.refused')
    })

    test('a large booking under policies goes in too', async () => {
      const changes = Array.from({ length: 600 }, (_, index) => ({
        kind: 'add' as const,
        ledger: 'loans',
        orgUnit: VILLAGE,
        values: { slip: `B-${index}`, reader: '李四', lentOn: '2026-03-03' },
      }))
      const booked = await bookEntries(as('branch-clerk', VILLAGE), { request: 'bulk', town: TOWN, by: 'c', changes })
      expect(booked.added).toBe(600)
    })

    test('an entry of another village is not hers to correct, even by its key', async () => {
      const [{ slip, entry }] = (await on.asOwner(
        `select f_slip as slip, entry from shishu.ledger_loans where org_unit = ${OTHER_VILLAGE}000 limit 1`,
      )) as [{ slip: string; entry: string }]
      const clerk = as('branch-clerk', VILLAGE)
      const ask = (change: object) =>
        outcome(bookEntries(clerk, { request: `x${number++}`, town: TOWN, by: 'c', changes: [change as never] }))
      const values = { slip, reader: '王五', lentOn: '2026-03-04' }
      expect(await ask({ kind: 'put', ledger: 'loans', orgUnit: VILLAGE, values })).toBe('entry.key-taken')
      expect(await ask({ kind: 'correct', ledger: 'loans', entry, values: { damaged: true } })).toBe('entry.unknown')
      expect(await ask({ kind: 'withdraw', ledger: 'loans', entry })).toBe('entry.unknown')
    })

    test('personal values are read only while the vault is opened, and only of her places', async () => {
      const seen = (book: Book, use: string) =>
        inTransaction(book.pool, async (client) => {
          const { openVault } = await import('../entry/vault.ts')
          if (use !== 'closed') await openVault(client, Number(`${TOWN}000`), use as 'reveal')
          const found = await client.query('select distinct org_unit from shishu.vault order by 1')
          return found.rows.map((row) => String(row.org_unit))
        })
      expect(await seen(as('branch-clerk', VILLAGE), 'closed')).toEqual([])
      expect(await seen(as('branch-clerk', VILLAGE), 'reveal')).toEqual([`${VILLAGE}000`])
      expect(await seen(as('keeper', TOWN, 'desk'), 'reveal')).toEqual([`${VILLAGE}000`, `${OTHER_VILLAGE}000`])
      expect(await seen(as('librarian', COUNTY), 'reveal')).toEqual([])
      expect(await seen(as('branch-clerk', VILLAGE), 'erase')).toEqual([])
    })

    test('a value that moves with its entry is seen at the new place alone', async () => {
      const booked = await lend(on.book, VILLAGE, '赵六')
      const { entry } = booked.versions[0]!
      await bookEntries(on.book, {
        request: `move-${entry}`,
        town: TOWN,
        by: 'k',
        changes: [{ kind: 'correct', ledger: 'loans', entry, orgUnit: OTHER_VILLAGE, values: {} }],
      })
      const places = await on.asOwner(`select org_unit from shishu.vault where value = '赵六' order by 1`)
      expect(places.map((row) => String(row.org_unit))).toEqual([`${VILLAGE}000`, `${OTHER_VILLAGE}000`])
      // The old place still has the version of then, and no longer takes it for the current one.
      const asked = { ledger: 'loans', orgUnit: TOWN, asOf: null, limit: 500 }
      const list = async (book: Book) => (await listEntries(book, asked)).entries.map((one) => one.entry)
      expect(await list(as('branch-clerk', VILLAGE))).not.toContain(entry)
      expect(await list(as('branch-clerk', OTHER_VILLAGE))).toContain(entry)
      const correct = (book: Book, request: string) =>
        bookEntries(book, {
          request,
          town: TOWN,
          by: 'k',
          changes: [{ kind: 'correct', ledger: 'loans', entry, values: { damaged: true } }],
        })
      expect(await outcome(correct(as('branch-clerk', VILLAGE), 'moved-1'))).toBe('entry.unknown')
      expect(await outcome(correct(as('branch-clerk', OTHER_VILLAGE), 'moved-2'))).toBe('done')
    })

    test('nothing of a scope is left on the connection for the next', async () => {
      await rows(as('branch-clerk', VILLAGE), 'ledger_loans')
      const { rows: left } = await on.book.pool.query<{ role: string; read: string | null }>(
        `select current_user as role, nullif(current_setting('shishu.read_loans', true), '') as read`,
      )
      expect(left[0]).toEqual({ role: 'shishu_app', read: null })
    })

    test.each(['update', 'delete', 'truncate'])('a member cannot %s what is booked', async (verb) => {
      const statement = {
        update: 'update shishu.posting set amount = 0',
        delete: 'delete from shishu.batch',
        truncate: 'truncate shishu.journal',
      }[verb]!
      expect(await outcome(as('librarian', COUNTY).pool.query(statement))).toBe('access.refused')
    })
  })
})
