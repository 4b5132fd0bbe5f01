import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { codeKey, parsePeriod } from '@shishu/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COUNTY,
  ENGINES,
  handClock,
  SECOND_TOWN,
  SECOND_TOWN_VILLAGE,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/book-fixture.ts'
import { loan, put, putOne, refusalOf, visit } from '../../test/bookings.ts'
import { checkBook } from '../book/check-book.ts'
import { foldCells } from '../cell/fold.ts'
import { computeFigures } from '../figure/figures.ts'
import { closePeriod, listAdjustments } from './closing.ts'
import { exportBook, verifyExport } from './export-book.ts'
import { issueReport, listIssued, readIssued, recomputeIssued } from './issue-report.ts'
import { momentAt, sealJournal } from './seal.ts'
import { verifyBook } from './verify-book.ts'

const KEY = codeKey(TOWN)

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('the journal', () => {
    let server: TestServer
    const folder = mkdtempSync(join(tmpdir(), 'shishu-journal-'))
    beforeAll(async () => {
      server = await start()
    })
    afterAll(async () => {
      await server?.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    test('bookings and sealers at once on eight connections give dense places and one chain', async () => {
      const { book, asOwner } = await server.newBook()
      await Promise.all(
        Array.from({ length: 8 }, async (_, lane) => {
          for (let turn = 0; turn < 25; turn += 1) {
            await put(book, [loan(`${lane}-${turn}`, { lentOn: '2026-03-02' })])
            if (turn % 3 === lane % 3) await sealJournal(book, KEY)
            if (turn % 10 === lane) await foldCells(book, KEY)
          }
        }),
      )
      const head = await sealJournal(book, KEY)
      expect(head.position).toBe(200)
      const rows = await asOwner('select position, sealed_at from shishu.journal order by position')
      expect(rows.map((row) => Number(row.position))).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
      const times = rows.map((row) => (row.sealed_at as Date).getTime())
      expect(times).toEqual(times.toSorted((one, other) => one - other))
      expect(await asOwner('select from shishu.pending')).toEqual([])
      expect(await verifyBook(book)).toEqual([{ town: KEY, position: 200, seal: head.seal.toString('hex') }])
      expect((await checkBook(book)).disagreements).toEqual([])
    })

    test('verifyBook finds what a superuser changed past the application', async () => {
      const { book, asOwner } = await server.newBook()
      for (const day of ['2026-02-01', '2026-02-02', '2026-02-03']) await put(book, [visit(day, 5)], { reason: '补录' })
      await verifyBook(book)
      for (const [change, back] of [
        [
          "update shishu.ledger_visits set f_people = 6 where f_held_on = '2026-02-02'",
          "update shishu.ledger_visits set f_people = 5 where f_held_on = '2026-02-02'",
        ],
        ['update shishu.posting set amount = amount + 1', 'update shishu.posting set amount = amount - 1'],
        ["update shishu.batch set booked_by = '王'", "update shishu.batch set booked_by = '李'"],
        ['update shishu.batch set reason = null', "update shishu.batch set reason = '补录'"],
        [
          "update shishu.batch set booked_at = booked_at + interval '1 hour'",
          "update shishu.batch set booked_at = booked_at - interval '1 hour'",
        ],
        [
          "update shishu.journal set sealed_at = sealed_at + interval '1 hour'",
          "update shishu.journal set sealed_at = sealed_at - interval '1 hour'",
        ],
      ] as const) {
        await asOwner(change)
        expect([change, await refusalOf(verifyBook(book))]).toEqual([change, 'journal.broken'])
        await asOwner(back)
        await verifyBook(book)
      }
      await asOwner('delete from shishu.journal where position = 2')
      expect(await refusalOf(verifyBook(book))).toBe('journal.broken')
    })

    test('an export verifies without a database, and tells when it was tampered with', async () => {
      const { book } = await server.newBook()
      for (const day of ['2026-02-01', '2026-02-02', '2026-02-03']) await put(book, [visit(day, 5)])
      await put(book, [visit('2026-02-01', 8, SECOND_TOWN_VILLAGE)])
      const file = join(folder, 'book.gz')
      await exportBook(book, file)
      expect(await verifyExport(file)).toEqual(await verifyBook(book))
      const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
      const tampered = async (change: (lines: string[]) => string[]) => {
        const other = join(folder, 'other.gz')
        writeFileSync(other, gzipSync(`${change([...lines]).join('\n')}\n`))
        return refusalOf(verifyExport(other))
      }
      const at = lines.findIndex((line) => line.includes('"position":2'))
      expect(await tampered((all) => all)).toBe('booked')
      expect(await tampered((all) => all.with(at, all[at]!.replace('"people":5', '"people":6')))).toBe('journal.broken')
      expect(await tampered((all) => all.with(at, all[at]!.replace('"bookedBy":"李"', '"bookedBy":"王"')))).toBe(
        'journal.broken',
      )
      expect(await tampered((all) => all.with(at, all[at]!.replace('"amount":5', '"amount":4')))).toBe('journal.broken')
      expect(await tampered((all) => all.toSpliced(at, 1))).toBe('journal.broken') // a place is missing
      expect(await tampered((all) => all.with(at, all[at + 1]!).with(at + 1, all[at]!))).toBe('journal.broken')
      expect(await tampered((all) => all.with(at, '{'))).toBe('export.malformed')
      expect(await tampered((all) => all.slice(0, -1))).toBe('export.malformed') // no end
      expect(await tampered((all) => all.slice(1))).toBe('export.malformed') // no header
      const cut = join(folder, 'cut.gz')
      writeFileSync(cut, readFileSync(file).subarray(0, -20))
      expect(await refusalOf(verifyExport(cut))).toBe('export.malformed')
      writeFileSync(cut, 'no export at all')
      expect(await refusalOf(verifyExport(cut))).toBe('export.malformed')
      expect(await refusalOf(verifyExport(join(folder, 'nowhere.gz')))).toBe('export.malformed')
    })

    test('what is booked into a closed period is an adjustment, needs a reason and is listed', async () => {
      const { book } = await server.newBook()
      const march = parsePeriod('2026-03')
      const entry = await putOne(book, visit('2026-03-10', 5))
      await closePeriod(book, TOWN, march, '王')
      expect(await refusalOf(closePeriod(book, TOWN, march, '王'))).toBe('closing.twice')
      const correction = { kind: 'correct', ledger: 'visits', entry, values: { people: 7 } } as const
      expect(await refusalOf(put(book, [correction]))).toBe('closing.reason-needed')
      expect(await refusalOf(put(book, [visit('2026-03-31', 1)]))).toBe('closing.reason-needed')
      expect((await put(book, [visit('2026-04-01', 1)])).adjusts).toEqual([])
      expect((await put(book, [visit('2026-03-10', 1, SECOND_TOWN_VILLAGE)])).adjusts).toEqual([]) // another town's book
      const adjusted = await put(book, [correction], { reason: '漏登两人' })
      expect(adjusted.adjusts).toEqual(['2026-03'])
      await sealJournal(book, KEY)
      expect(await listAdjustments(book, TOWN, march)).toMatchObject([
        { entry, version: 2, measure: 'visits.people', day: '2026-03-10', amount: 2, by: '李', reason: '漏登两人' },
      ])
    })

    test('invariant 5: an issued report computed again gives the same, whatever was booked since', async () => {
      const clock = handClock('2026-07-01T08:00:00Z')
      const on = await server.newBook({ clock: clock.now })
      const { book } = on
      const entry = await putOne(book, visit('2026-03-10', 1234))
      await put(book, [
        loan('J-1', { lentOn: '2026-05-01', returnedOn: '2026-06-20' }),
        loan('J-2', { lentOn: '2026-06-01' }),
      ])
      const report = book.definitions.report('half-year')
      const issue = () => issueReport(book, { report, orgUnit: TOWN, period: '2026-H1', by: '王' })
      const issued = [await issue()]
      expect(issued[0]!.slots.find(({ slot }) => slot === 3)).toMatchObject({ text: '1200余', value: 1234 })
      const same = async (about = on.book) => {
        for (const one of issued) {
          expect(await recomputeIssued(about, one)).toEqual(one.slots)
          expect(await readIssued(about, one.id)).toEqual(one)
        }
      }
      await same()
      // Within the same millisecond; then a second later; then with the machine's clock an hour slow.
      const after = [
        () => undefined,
        () => clock.tick(),
        () => clock.set('2026-07-01T07:00:00Z'),
        () => clock.set('2026-09-01T00:00:00Z'),
      ]
      for (const [index, move] of after.entries()) {
        move()
        await put(book, [{ kind: 'correct', ledger: 'visits', entry, values: { people: 10 + index } }])
        await put(book, [visit(`2026-04-${10 + index}`, 100)])
        await sealJournal(book, KEY)
        if (index === 2) await foldCells(book, KEY)
        await same()
        issued.push(await issue())
      }
      await same()
      await put(book, [{ kind: 'withdraw', ledger: 'visits', entry }])
      await same()
      const { seal } = await momentAt(book, [KEY], issued[0]!.moment)
      expect(seal).toBe(issued[0]!.seal)
    })

    test('a request sent twice, also at once, issues one report', async () => {
      const { book } = await server.newBook()
      await put(book, [visit('2026-03-10', 100)])
      const report = book.definitions.report('half-year')
      const asked = { report, orgUnit: TOWN, period: '2026-H1', by: '王', request: 'once' }
      const [first, beside] = await Promise.all([issueReport(book, asked), issueReport(book, asked)])
      expect(beside).toEqual(first)
      await put(book, [visit('2026-03-11', 1)])
      expect(await issueReport(book, asked)).toEqual(first)
      expect(await readIssued(book, first.id)).toEqual(first)
      expect(await listIssued(book, TOWN)).toEqual([first])
      const other = await issueReport(book, { ...asked, request: 'twice' })
      expect(other.id).not.toBe(first.id)
    })

    test('invariant 5: so does a report of the whole county, also the second one', async () => {
      const clock = handClock('2026-07-01T08:00:00Z')
      const { book } = await server.newBook({ clock: clock.now })
      const report = book.definitions.report('half-year')
      const issue = () => issueReport(book, { report, orgUnit: COUNTY, period: '2026-H1', by: '王' })
      const visitors = (issued: Awaited<ReturnType<typeof issue>>) => issued.slots.find(({ slot }) => slot === 3)!.value
      await put(book, [visit('2026-03-10', 100)])
      await put(book, [visit('2026-03-10', 20, SECOND_TOWN_VILLAGE)])
      const first = await issue()
      expect(visitors(first)).toBe(120)
      clock.tick()
      await put(book, [visit('2026-03-11', 3, SECOND_TOWN_VILLAGE)])
      clock.tick()
      const second = await issue()
      expect(visitors(second)).toBe(123)
      clock.tick()
      await put(book, [visit('2026-03-12', 1000)])
      for (const town of [TOWN, SECOND_TOWN]) await sealJournal(book, codeKey(town))
      expect(await recomputeIssued(book, first)).toEqual(first.slots)
      expect(await recomputeIssued(book, second)).toEqual(second.slots)
    })

    test('figures as of an instant do not change, folded or not, within a month or after it', async () => {
      const clock = handClock('2026-03-01T00:00:00Z')
      const { book } = await server.newBook({ clock: clock.now })
      const began = clock.now().toISOString()
      const at: [string, number][] = []
      clock.tick()
      const visitors = async (asOf: string | null) =>
        (await computeFigures(book, { orgUnit: VILLAGE, period: parsePeriod('2026-H1'), asOf }, ['visitors'])).get(
          'visitors',
        )!.value
      for (let number = 1; number <= 12; number += 1) {
        await put(book, [visit(`2026-02-${String(number).padStart(2, '0')}`, 1)])
        await sealJournal(book, KEY)
        at.push([clock.now().toISOString(), number])
        clock.tick(6 * 86_400_000) // into the next month now and then
        if (number % 5 === 0) await foldCells(book, KEY)
        for (const [instant, expected] of at) expect(await visitors(instant)).toBe(expected)
      }
      expect(await visitors(began)).toBeNull() // nothing was booked yet
      expect(await visitors(null)).toBe(12)
    })
  })
})
