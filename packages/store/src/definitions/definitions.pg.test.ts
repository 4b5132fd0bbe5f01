import { codeKey, count, type Ledger, type Pack, parsePeriod, quantity, text } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ENGINES, handClock, type TestServer, TOWN } from '../../test/book-fixture.ts'
import { bookOf, loan, put, putOne, refusalOf, visit } from '../../test/bookings.ts'
import type { Book } from '../book/book.ts'
import { checkBook } from '../book/check-book.ts'
import { openBook } from '../book/open-book.ts'
import { foldCells } from '../cell/fold.ts'
import { explainDifference } from '../figure/difference.ts'
import { computeFigures } from '../figure/figures.ts'
import { issueReport, recomputeIssued } from '../journal/issue-report.ts'
import { sealJournal } from '../journal/seal.ts'
import { verifyBook } from '../journal/verify-book.ts'

const KEY = codeKey(TOWN)
const changed = (id: string, change: (ledger: Ledger) => Ledger): Pack => ({
  ...packLibrary,
  ledgers: packLibrary.ledgers.map((ledger) => (ledger.id === id ? change(ledger) : ledger)),
})
const shorter: Pack = {
  ...packLibrary,
  params: packLibrary.params.map((param) => (param.id === 'loan.days' ? { ...param, value: 14 } : param)),
}
const rateOf = async (book: Book, asOf: string | null = null) =>
  (await computeFigures(book, { orgUnit: TOWN, period: parsePeriod('2026-H1'), asOf }, ['in-time-rate'])).get(
    'in-time-rate',
  )!.value

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('definitions', () => {
    let server: TestServer
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server?.stop())

    test('a new field, measure and ledger are added, and nothing that was booked is lost', async () => {
      const on = await server.newBook()
      const entry = await putOne(on.book, visit('2026-02-01', 5))
      const pack: Pack = {
        ...changed('visits', (ledger) => ({
          ...ledger,
          fields: { ...ledger.fields, weather: text({ label: '天气', gloss: 'weather' }) },
          measures: {
            ...ledger.measures,
            wet: count({ label: '雨天', gloss: 'wet', on: 'heldOn', where: { weather: '雨' } }),
          },
        })),
      }
      const films: Ledger = {
        ...packLibrary.ledgers.find(({ id }) => id === 'visits')!,
        id: 'films',
        label: '放映台账',
      }
      const book = await on.reopen({ pack: { ...pack, ledgers: [...pack.ledgers, films] } })
      expect(await on.asOwner('select f_people, f_weather from shishu.ledger_visits')).toEqual([
        { f_people: '5', f_weather: null },
      ])
      await put(book, [{ kind: 'correct', ledger: 'visits', entry, values: { weather: '雨' } }])
      await put(book, [{ ...visit('2026-02-01', 7), ledger: 'films' }])
      const rows = await on.asOwner(
        `select m.key, sum(p.amount)::integer as amount from shishu.posting as p join shishu.measure as m on m.id = p.measure
          where m.key not like '%.kept' group by m.key order by m.key`,
      )
      expect(rows).toEqual([
        { key: 'films.days', amount: 1 },
        { key: 'films.people', amount: 7 },
        { key: 'visits.days', amount: 1 },
        { key: 'visits.people', amount: 5 },
        { key: 'visits.wet', amount: 1 },
      ])
      expect((await checkBook(book)).disagreements).toEqual([])
      await verifyBook(book)
    })

    test('a field or a ledger that a definition drops is kept, and the seals still verify', async () => {
      const on = await server.newBook()
      await put(on.book, [visit('2026-02-01', 5), bookOf('A-1', { price: 100 })])
      await put(on.book, [loan('J-1', { lentOn: '2026-02-01', damaged: true })])
      const without = (ledger: Ledger): Ledger => {
        const { price: _, ...fields } = ledger.fields
        const { spent: __, ...measures } = ledger.measures
        return { ...ledger, fields, measures }
      }
      const pack = changed('books', without)
      const book = await on.reopen({
        pack: {
          ...pack,
          ledgers: pack.ledgers.filter(({ id }) => id !== 'visits'),
          indicators: pack.indicators.filter(({ value }) => !/visits|books.spent|weekly/.test(value)),
          reports: [],
          requirements: [],
          missions: [],
        },
      })
      expect(await on.asOwner('select f_price from shishu.ledger_books')).toEqual([{ f_price: '100' }])
      expect(await refusalOf(verifyBook(book))).toBe('booked')
    })

    test('a booking under way when a counting rule changes is re-booked too', async () => {
      const on = await server.newBook()
      await put(on.book, [loan('J-1', { lentOn: '2026-03-02', returnedOn: '2026-03-10' })])
      // Holds the booking after it has seen that its definitions are in force.
      const holder = new pg.Client({ connectionString: on.databaseUrl })
      await holder.connect()
      await holder.query('begin')
      await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [`shishu vault ${KEY}`])
      const booking = put(on.book, [loan('J-2', { lentOn: '2026-03-02', returnedOn: '2026-03-30' })])
      const waiting = async (count: number) => {
        const { rowCount } = await holder.query("select from pg_locks where locktype = 'advisory' and not granted")
        expect(rowCount).toBe(count)
      }
      await vi.waitFor(() => waiting(1))
      const opening = openBook({ dataDir: '', databaseUrl: on.databaseUrl, pack: shorter })
      await vi.waitFor(() => waiting(2), { timeout: 10_000 })
      await holder.query('rollback')
      await holder.end()
      await booking
      const book = await opening
      expect(await rateOf(book)).toBe(50)
      expect((await checkBook(book)).disagreements).toEqual([])
      expect(await refusalOf(put(on.book, [visit('2026-04-01', 1)]))).toBe('book.definitions-changed')
      await book.close()
    })

    test('invariant 5: a book of an earlier program opens, and what was issued then is computed again', async () => {
      const on = await server.newBook()
      await put(on.book, [loan('J-1', { lentOn: '2026-03-02' })])
      const report = on.book.definitions.report('half-year')
      const issued = await issueReport(on.book, { report, orgUnit: TOWN, period: '2026-H1', by: '李' })
      // Packs had no roles then.
      await on.asOwner("update shishu.definition_set set body = body #- '{pack,roles}'")
      const book = await on.reopen({ pack: { ...packLibrary, label: '新馆' } })
      expect(await recomputeIssued(book, issued)).toEqual(issued.slots)
    })

    test('invariant 5: after a changed counting rule, the old figures stay as of earlier, and the step is explained', async () => {
      const clock = handClock('2026-07-01T08:00:00Z')
      const on = await server.newBook({ clock: clock.now })
      await put(on.book, [
        loan('J-1', { lentOn: '2026-03-02', returnedOn: '2026-03-10' }),
        loan('J-2', { lentOn: '2026-03-02', returnedOn: '2026-03-30' }),
        loan('J-3', { lentOn: '2026-03-02', returnedOn: '2026-05-01' }),
      ])
      await sealJournal(on.book, KEY)
      await foldCells(on.book, KEY)
      expect(await rateOf(on.book)).toBe(66.7)
      const issued = await issueReport(on.book, {
        report: on.book.definitions.report('half-year'),
        orgUnit: TOWN,
        period: '2026-H1',
        by: '王',
      })
      const before = clock.tick()
      clock.tick()
      const book = await on.reopen({ pack: shorter, clock: clock.now })
      await sealJournal(book, KEY)
      const after = clock.tick()
      expect(await rateOf(book)).toBe(33.3)
      expect(await rateOf(book, before)).toBe(66.7)
      expect(await recomputeIssued(book, issued)).toEqual(issued.slots) // invariant 5, after a change of definitions
      const question = { orgUnit: TOWN, period: parsePeriod('2026-H1'), from: before, to: after }
      const { inputs } = await explainDifference(book, question, 'in-time-rate')
      expect(inputs[0]!.lines).toMatchObject([
        { amount: -1, day: '2026-03-30', by: 'shishu', reason: '口径变更：借阅台账' },
      ])
      expect(inputs[1]!.lines).toEqual([])
      expect((await checkBook(book)).disagreements).toEqual([])
      await verifyBook(book)
    })

    test('a rule changed there and back and there again is booked each time', async () => {
      const on = await server.newBook()
      await put(on.book, [
        loan('J-1', { lentOn: '2026-03-02', returnedOn: '2026-03-10' }),
        loan('J-2', { lentOn: '2026-03-02', returnedOn: '2026-03-30' }),
      ])
      for (const [pack, rate] of [
        [shorter, 50],
        [packLibrary, 100],
        [shorter, 50],
        [packLibrary, 100],
      ] as const) {
        const book = await on.reopen({ pack })
        expect(await rateOf(book)).toBe(rate)
        expect((await checkBook(book)).disagreements).toEqual([])
      }
      const batches = async () =>
        (await on.asOwner("select count(*)::integer as count from shishu.batch where kind = 'rebooking'"))[0]
      expect(await batches()).toEqual({ count: 4 })
      await on.reopen({ pack: packLibrary })
      expect(await batches()).toEqual({ count: 4 }) // opened again under the same rules: nothing to do
    })

    test('a re-booking that was cut off is finished at the next opening', async () => {
      const on = await server.newBook()
      await put(on.book, [loan('J-1', { lentOn: '2026-03-02', returnedOn: '2026-03-30' })])
      // The batch cannot be stored, as on a full disk.
      await on.asOwner("alter table shishu.batch add constraint no_room check (kind <> 'rebooking')")
      expect(await refusalOf(on.reopen({ pack: shorter }))).not.toBe('booked')
      await on.asOwner('alter table shishu.batch drop constraint no_room')
      const book = await openBook({ dataDir: '', databaseUrl: on.databaseUrl, pack: shorter })
      try {
        expect(await rateOf(book)).toBe(0)
        expect((await checkBook(book)).disagreements).toEqual([])
      } finally {
        await book.close()
      }
    })

    test('the book of a newer program is refused, and nothing is touched', async () => {
      const on = await server.newBook()
      await on.asOwner("insert into shishu.migration values (9999, '9999-later.sql', now())")
      const other = changed('visits', (ledger) => ({
        ...ledger,
        fields: { ...ledger.fields, more: quantity({ label: '另', gloss: 'more', unit: 'one' }) },
      }))
      const location = { dataDir: '', databaseUrl: on.databaseUrl, pack: other }
      expect(await refusalOf(openBook(location))).toBe('book.newer')
      const columns = await on.asOwner(
        "select from information_schema.columns where table_name = 'ledger_visits' and column_name = 'f_more'",
      )
      expect(columns).toEqual([])
    })

    test('two processes may open a new book on one server at once', async () => {
      const on = await server.newBook()
      await on.asOwner('drop schema shishu cascade; drop schema shishu_account cascade')
      const opened = await Promise.all(
        Array.from({ length: 3 }, () => openBook({ dataDir: '', databaseUrl: on.databaseUrl, pack: packLibrary })),
      )
      expect(new Set(opened.map(({ definitionsId }) => definitionsId)).size).toBe(1)
      for (const book of opened) await book.close()
    })

    test('a broken pack opens no book', async () => {
      const broken = { ...packLibrary, offices: {} }
      expect(await refusalOf(openBook({ dataDir: '/nowhere', pack: broken }))).toBe('pack.broken')
    })
  })
})
