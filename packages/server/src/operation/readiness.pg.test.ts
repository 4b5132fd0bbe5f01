import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINES, handClock, type TestServer, TOWN } from '../../../store/test/book-fixture.ts'
import { put, visit } from '../../../store/test/bookings.ts'
import { readJournalLag } from './journal-lag.ts'
import {
  auditKept,
  bookNotNewer,
  databaseAnswers,
  diskFree,
  folderWritable,
  journalSealed,
  migrationNumber,
  readiness,
} from './readiness.ts'

let server: TestServer
const folder = mkdtempSync(join(tmpdir(), 'shishu-ready-'))
beforeAll(async () => {
  server = await ENGINES[0]!.start()
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true })
})

test('a server that can do its work is ready', async () => {
  const { book } = await server.newBook()
  const opened = await migrationNumber(book.keeperPool)
  const { ready, checks } = await readiness([
    databaseAnswers(book.keeperPool),
    bookNotNewer(book.keeperPool, opened),
    diskFree(folder, 1),
    folderWritable(folder),
    journalSealed(book.keeperPool, 60, book.clock),
    auditKept(() => 0, 100),
  ])()
  expect(checks.map(({ name, ok, detail }) => [name, ok, detail])).toEqual(
    ['database', 'migrations', 'disk', 'files', 'journal', 'audit'].map((name) => [name, true, null]),
  )
  expect(ready).toBe(true)
  expect(readdirSync(folder)).toEqual([])
})

test('the journal’s lag counts from the oldest batch without a seal', async () => {
  const clock = handClock('2026-03-02T01:00:00Z')
  const { book } = await server.newBook({ clock: clock.now })
  await put(book, [visit('2026-02-01', 5)])
  clock.tick(90_000)
  expect(await readJournalLag(book.keeperPool, clock.now())).toEqual([{ town: TOWN, waiting: 1, seconds: 90 }])
  const find = (most: number) => journalSealed(book.keeperPool, most, clock.now).find()
  expect(await find(90)).toBeNull()
  expect(await find(89)).toBe('a batch has waited 90 s for its seal')
})

test('a book that a later program has brought forward is not ours any more', async () => {
  const { book, asOwner } = await server.newBook()
  const opened = await migrationNumber(book.keeperPool)
  await asOwner('insert into shishu.migration values ($1, $2, now())', [9_999, '9999-later.sql'])
  expect(await bookNotNewer(book.keeperPool, opened).find()).toBe(`book at 9999, opened at ${opened}`)
})

test('what is wrong makes the server not ready, and does not hide the rest', async () => {
  const nobody = new pg.Pool({ host: '127.0.0.1', port: 1 })
  const { ready, checks } = await readiness(
    [
      databaseAnswers(nobody),
      diskFree(folder, Number.MAX_SAFE_INTEGER),
      folderWritable(join(folder, 'absent')),
      auditKept(() => 101, 100),
      { name: 'hangs', find: () => new Promise(() => undefined) },
      { name: 'well', find: async () => null },
    ],
    { withinMs: 50 },
  )()
  expect(ready).toBe(false)
  expect(checks.map(({ ok }) => ok)).toEqual([false, false, false, false, false, true])
  expect(checks[0]!.detail).toBe('ECONNREFUSED')
  expect(checks[2]!.detail).toBe('ENOENT')
  expect(checks[4]!.detail).toBe('no answer in 50 ms')
})

test('asked often, it asks the parts once', async () => {
  let asked = 0
  const ask = readiness(
    [
      {
        name: 'counted',
        find: async () => {
          asked += 1
          return null
        },
      },
    ],
    { keepMs: 50 },
  )
  await Promise.all([ask(), ask(), ask()])
  expect(asked).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 60))
  await ask()
  expect(asked).toBe(2)
})
