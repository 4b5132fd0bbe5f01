import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeKey, parsePeriod, type ShishuError } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COUNTY,
  ENGINES,
  OTHER_VILLAGE,
  SECOND_TOWN_VILLAGE,
  type TestBook,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/book-fixture.ts'
import { bookOf, loan, put, putOne, refusalOf, visit } from '../../test/bookings.ts'
import type { Book } from '../book/book.ts'
import { checkBook } from '../book/check-book.ts'
import { openBook } from '../book/open-book.ts'
import { foldCells } from '../cell/fold.ts'
import type { Change } from '../entry/change.ts'
import { erasePersonal } from '../entry/erase-personal.ts'
import { computeFigures } from '../figure/figures.ts'
import type { AsOf } from '../figure/reading-scope.ts'
import { exportBook } from '../journal/export-book.ts'
import { sealJournal, sealMoment } from '../journal/seal.ts'
import { backupBook } from './backup-book.ts'
import { importExport } from './import-export.ts'
import { restoreBook } from './restore-book.ts'

const PERIOD = parsePeriod('2026-H1')
const INDICATORS = packLibrary.indicators.map(({ id }) => id)
const TOWNS = [codeKey(TOWN), codeKey('341899102000')]

/** What the whole county's figures are. */
async function figures(book: Book, asOf: AsOf = null): Promise<Record<string, number | null>> {
  const found = await computeFigures(book, { orgUnit: COUNTY, period: PERIOD, asOf }, INDICATORS)
  return Object.fromEntries([...found].map(([id, figure]) => [id, figure.value]))
}

describe.each(ENGINES)('$name', ({ name, missing, start }) => {
  describe.skipIf(missing !== null || name === 'Citus')('a backup', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shishu-backup-'))
    const filesDir = join(folder, 'files')
    const KEY = 'a passphrase of some length'
    let server: TestServer
    let on: TestBook
    let databases = 0
    /** An empty database beside the book's. */
    const emptyDatabase = async () => {
      databases += 1
      await on.asOwner(`create database restored_${databases}`)
      return on.databaseUrl.replace(/\/book_\d+\?/, `/restored_${databases}?`)
    }
    const target = async () => ({ dataDir: '', databaseUrl: await emptyDatabase(), pack: packLibrary })
    const path = (file: string) => join(folder, file)
    const ask = async (databaseUrl: string, sql: string) => {
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      return client
        .query(sql)
        .then(({ rows }) => rows)
        .finally(() => client.end())
    }

    beforeAll(async () => {
      server = await start()
      on = await server.newBook()
      const { book } = on
      await put(book, [visit('2026-02-01', 5)])
      await put(book, [visit('2026-02-01', 8, SECOND_TOWN_VILLAGE)])
      await put(
        book,
        Array.from({ length: 300 }, (_, index) => bookOf(`B-${index}`, { price: 100 + index })),
      )
      await put(book, [loan('J-1', { lentOn: '2026-02-01', reader: '王小明' }), loan('J-2', { lentOn: '2026-03-01' })])
      for (const town of TOWNS) await sealJournal(book, town)
      await foldCells(book, TOWNS[0]!)
      mkdirSync(join(filesDir, 'ab'), { recursive: true })
      writeFileSync(join(filesDir, 'ab', 'abcd'), 'a photo')
      writeFileSync(join(filesDir, 'ab', 'abce.part'), 'half a photo')
    })
    afterAll(async () => {
      await server?.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    test('taken while others book, and restored, is of one moment: seals verify, it recounts, and figures agree', async () => {
      const { book } = on
      let going = true
      let number = 0
      const writers = Array.from({ length: 4 }, async () => {
        while (going) {
          number += 1
          await put(
            book,
            [
              bookOf(`W-${number}`, { price: number }),
              visit(`2026-03-${String((number % 28) + 1).padStart(2, '0')}`, 1, OTHER_VILLAGE),
            ].slice(0, number < 28 ? 2 : 1),
          )
          if (number % 10 === 0) await sealJournal(book, TOWNS[0]!)
        }
      })
      await sleep(300)
      const before = number
      const taken = await book.asOwner((owner) => backupBook(owner, path('busy'), { key: KEY, filesDir }))
      const after = number
      going = false
      await Promise.all(writers)
      expect(after).toBeGreaterThan(before) // they booked while it was taken
      const to = await target()
      const restored = await restoreBook(path('busy'), to, { key: KEY, filesDir: path('restored-files') })
      expect(restored).toMatchObject({ rows: taken.rows, files: 1, tables: taken.tables, cut: null })
      expect(restored.check.disagreements).toEqual([])
      expect(restored.check.entries).toBeGreaterThan(304)
      expect(readFileSync(join(path('restored-files'), 'ab', 'abcd'), 'utf8')).toBe('a photo')

      const again = await openBook(to)
      try {
        // What the restored book has is a prefix of what was acknowledged, batch by batch the same.
        const batches = "select town, id, encode(digest, 'hex') as digest from shishu.batch order by town, id"
        const [mine, theirs] = [(await again.pool.query(batches)).rows, (await book.pool.query(batches)).rows]
        const known = new Set(theirs.map((row) => JSON.stringify(row)))
        expect(mine.filter((row) => !known.has(JSON.stringify(row)))).toEqual([])
        expect(mine.length).toBeGreaterThan(4)
        expect(mine.length).toBeLessThan(theirs.length)
        // The source, as of the last place that the backup had sealed, has the figures that the copy had then.
        const last = await ask(
          to.databaseUrl,
          "select town, max(position) as position from shishu.journal where sealed_at <= '" +
            taken.takenAt +
            "' group by town",
        )
        const at = {
          at: taken.takenAt,
          positions: last.map((row) => [Number(row.town), Number(row.position)] as const),
        }
        expect(await figures(again, at)).toEqual(await figures(book, at))
        // Personal values and natural keys are there: the same loan cannot be booked twice.
        expect(await refusalOf(put(again, [loan('J-1', { lentOn: '2026-02-01' })]))).toBe('entry.key-taken')
        const vault = await ask(to.databaseUrl, 'select value from shishu.vault order by value')
        expect(vault).toContainEqual({ value: '王小明' })
        await put(again, [visit('2026-04-01', 2)])
      } finally {
        await again.close()
      }
    })

    test('every table comes back row by row, with its rights, policies, indexes and comments', async () => {
      await on.book.asOwner((owner) => backupBook(owner, path('quiet')))
      const to = await target()
      await restoreBook(path('quiet'), to)
      const shape = `select n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relacl::text, obj_description(c.oid) as comment,
          (select array_agg(i.indexdef order by i.indexdef) from pg_indexes as i where i.schemaname = n.nspname and i.tablename = c.relname) as indexes,
          (select array_agg(pg_get_constraintdef(k.oid) order by pg_get_constraintdef(k.oid)) from pg_constraint as k where k.conrelid = c.oid) as constraints,
          (select array_agg(p::text order by p::text) from pg_policies as p where p.schemaname = n.nspname and p.tablename = c.relname) as policies,
          (select array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || a.attnotnull::text order by a.attname)
             from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
        from pg_class as c join pg_namespace as n on n.oid = c.relnamespace
       where n.nspname like 'shishu%' and c.relkind = 'r' order by 1, 2`
      const sorted = (rows: Record<string, unknown>[]) =>
        rows.map((row) => ({ ...row, relacl: String(row.relacl).replace(/[{}]/g, '').split(',').sort() }))
      const mine = sorted(await ask(to.databaseUrl, shape))
      expect(mine).toEqual(sorted(await on.asOwner(shape)))
      for (const { nspname, relname } of mine as unknown as { nspname: string; relname: string }[]) {
        // Restoring sealed and folded what waited; everything else is as it was.
        if (['pending', 'journal', 'cell', 'town_cell', 'fold'].includes(relname)) continue
        const rows = `select coalesce(jsonb_agg(to_jsonb(t) order by to_jsonb(t)), '[]') as rows from ${nspname}.${relname} as t`
        expect([relname, await ask(to.databaseUrl, rows)]).toEqual([relname, await on.asOwner(rows)])
      }
    })

    test('until a moment, it is the book as of that moment: figures, keys, personal values, definitions', async () => {
      const { book, asOwner } = await server.newBook()
      const entry = await putOne(book, loan('K-1', { lentOn: '2026-02-01', reader: '李早' }))
      await put(book, [bookOf('M-1', { price: 500 }), bookOf('M-2', { price: 700 })])
      const kept = await putOne(book, bookOf('M-3', { price: 900 }))
      const { moment } = await sealMoment(book, TOWNS)
      const then = await figures(book, moment)
      await sleep(5)
      // Later: a key moves, an entry is withdrawn, another takes its key, a name is put right.
      await put(book, [{ kind: 'correct', ledger: 'books', entry: kept, values: { number: 'M-9', price: 1 } }])
      await put(book, [bookOf('M-3', { price: 4 })])
      await put(book, [{ kind: 'correct', ledger: 'loans', entry, values: { reader: '李晚' } }])
      await put(book, [{ kind: 'withdraw', ledger: 'loans', entry }])
      await put(book, [visit('2026-02-05', 50)])
      await sealMoment(book, TOWNS)
      for (const town of TOWNS) await foldCells(book, town)
      await put(book, [visit('2026-02-06', 60)]) // waits for its seal
      const file = path('until')
      await book.asOwner((owner) => backupBook(owner, file))
      expect(await figures(book)).not.toEqual(then)

      const to = await target()
      const restored = await restoreBook(file, to, { until: moment.at })
      expect(restored.check.disagreements).toEqual([])
      expect(restored.cut).toEqual({ until: moment.at, batches: 6, lostKeys: [] })
      expect(restored.journals).toEqual([{ town: TOWNS[0], position: 3, seal: expect.any(String) }])
      const again = await openBook(to)
      try {
        expect(await figures(again)).toEqual(then)
        expect(await ask(to.databaseUrl, 'select value from shishu.vault')).toEqual([{ value: '李早' }])
        expect(await refusalOf(put(again, [bookOf('M-3', {})]))).toBe('entry.key-taken')
        expect(await refusalOf(put(again, [loan('K-1', { lentOn: '2026-02-01' })]))).toBe('entry.key-taken')
        expect(await put(again, [bookOf('M-9', { price: 2 })])).toMatchObject({ added: 1 })
        expect((await checkBook(again)).disagreements).toEqual([])
      } finally {
        await again.close()
      }
      const later = new Date(Date.now() + 3_600_000).toISOString()
      expect(await refusalOf(restoreBook(file, await target(), { until: later }))).toBe('backup.until-later')
      expect(await asOwner('select count(*)::integer as count from shishu.pending')).toEqual([{ count: 1 }])
    })

    test('until a moment before new counting rules, the old rules are in force, and opening re-books under the new', async () => {
      const own = await server.newBook()
      await put(own.book, [visit('2026-02-01', 5), visit('2026-02-02', 7)])
      const { moment } = await sealMoment(own.book, TOWNS)
      const then = await figures(own.book, moment)
      await sleep(5)
      const visits = packLibrary.ledgers.find(({ id }) => id === 'visits')!
      const { people } = visits.measures
      const changed = {
        ...visits,
        measures: { ...visits.measures, people: { ...people!, where: { people: { atLeast: 6 } } } },
      }
      const pack = { ...packLibrary, ledgers: packLibrary.ledgers.map((one) => (one.id === 'visits' ? changed : one)) }
      const book = await own.reopen({ pack: pack as typeof packLibrary })
      await sealMoment(book, TOWNS)
      expect(await figures(book)).not.toEqual(then)
      await book.asOwner((owner) => backupBook(owner, path('rules')))
      const old = await target()
      expect((await restoreBook(path('rules'), old, { until: moment.at })).check.disagreements).toEqual([])
      const first = await openBook(old)
      expect(await figures(first)).toEqual(then)
      expect(
        await ask(old.databaseUrl, "select count(*)::integer as count from shishu.batch where kind = 'rebooking'"),
      ).toEqual([{ count: 0 }])
      await first.close()
      const newer = { ...(await target()), pack: pack as typeof packLibrary }
      expect((await restoreBook(path('rules'), newer, { until: moment.at })).check.disagreements).toEqual([])
      const second = await openBook(newer)
      expect(await figures(second)).toEqual(await figures(book))
      await second.close()

      // The old rules once more: they are recorded with their last time alone, and were not in force at the moment between.
      const { moment: between } = await sealMoment(book, TOWNS)
      const changedThen = await figures(book, between)
      await sleep(5)
      const back = await own.reopen({ pack: packLibrary })
      await sealMoment(back, TOWNS)
      expect(await figures(back)).toEqual(then)
      await back.asOwner((owner) => backupBook(owner, path('rules')))
      const third = { ...(await target()), pack: pack as typeof packLibrary }
      const restored = await restoreBook(path('rules'), third, { until: between.at })
      expect([restored.check.disagreements, restored.cut?.batches]).toEqual([[], 1])
      const last = await openBook(third)
      expect(await figures(last)).toEqual(changedThen)
      const rebookings = "select count(*)::integer as count from shishu.batch where kind = 'rebooking'"
      expect(await ask(third.databaseUrl, rebookings)).toEqual([{ count: 1 }])
      await last.close()
    })

    test.each([
      // A key as it is: deriving one from a passphrase, which other tests do, is slow on purpose.
      ['encrypted', createHash('sha256').update('a key').digest()],
      ['not encrypted', undefined],
    ])(
      '%s: a byte altered anywhere, or a file cut off anywhere, is refused, and nothing is restored',
      async (_, key) => {
        const file = path(`altered-${key === undefined}`)
        const { book } = on
        await book.asOwner((owner) => backupBook(owner, file, { filesDir, ...(key !== undefined && { key }) }))
        const whole = readFileSync(file)
        const options = key === undefined ? {} : { key }
        const to = await target()
        const places = [0, 15, 16, 17, 18, 19, 20, 40, 90]
        for (let index = 1; index < 16; index += 1) places.push(Math.floor((whole.length * index) / 16))
        places.push(whole.length - 40, whole.length - 17, whole.length - 1)
        for (const place of places) {
          const bytes = Buffer.from(whole)
          bytes[place]! ^= 1 << (place % 8)
          writeFileSync(file, bytes)
          const code = await refusalOf(restoreBook(file, to, options))
          expect([place, code]).toEqual([place, place < 16 ? 'backup.not-a-backup' : 'backup.damaged'])
        }
        for (const size of [whole.length - 1, whole.length - 300, Math.floor(whole.length / 2), 200, 10, 0]) {
          writeFileSync(file, whole)
          truncateSync(file, size)
          expect([size, await refusalOf(restoreBook(file, to, options))]).toEqual([
            size,
            size < 16 ? 'backup.not-a-backup' : 'backup.damaged',
          ])
        }
        writeFileSync(file, Buffer.concat([whole, Buffer.from('x')]))
        expect(await refusalOf(restoreBook(file, to, options))).toBe('backup.damaged')
        expect(await ask(to.databaseUrl, "select nspname from pg_namespace where nspname like 'shishu%'")).toEqual([])
        writeFileSync(file, whole)
        expect((await restoreBook(file, to, options)).check.disagreements).toEqual([])
      },
    )

    test.each([
      [{}, 'backup.key-needed'],
      [{ key: 'another passphrase altogether' }, 'backup.wrong-key'],
      [{ key: createHash('sha256').update('x').digest() }, 'backup.wrong-key'],
    ])('with %j it is refused', async (options, code) => {
      await on.book.asOwner((owner) => backupBook(owner, path('locked'), { key: KEY }))
      expect(readFileSync(path('locked')).includes('shishu.batch')).toBe(false)
      expect(await refusalOf(restoreBook(path('locked'), await target(), options))).toBe(code)
    })

    test('a target that holds a book is refused and stays as it is', async () => {
      await on.book.asOwner((owner) => backupBook(owner, path('second')))
      const other = await server.newBook()
      await put(other.book, [visit('2026-01-01', 1)])
      const before = await figures(other.book)
      const location = { dataDir: '', databaseUrl: other.databaseUrl, pack: packLibrary }
      expect(await refusalOf(restoreBook(path('second'), location))).toBe('backup.target-not-empty')
      expect(await refusalOf(importExport(await exported(), location))).toBe('backup.target-not-empty')
      expect(await figures(other.book)).toEqual(before)
      expect((await checkBook(other.book)).disagreements).toEqual([])
    })

    test('a backup of a newer book is refused, by its schema number', async () => {
      const other = await server.newBook()
      await other.asOwner("insert into shishu.migration values (9000, '9000-later.sql', now())")
      await other.book.asOwner((owner) => backupBook(owner, path('newer')))
      expect(await refusalOf(restoreBook(path('newer'), await target()))).toBe('book.newer')
    })

    test.each([
      ['given up', 'ABORT_ERR'],
      ['its connection killed', 'engine.connection-lost'],
    ])('%s in the middle, it leaves no file', async (title, code) => {
      const { book, databaseUrl, asOwner } = on
      const stop = new AbortController()
      const blocker = new pg.Client({ connectionString: databaseUrl })
      await blocker.connect()
      // It is held up in the middle, at one table.
      await blocker.query('begin; lock table shishu.measure')
      const work = refusalOf(
        book.asOwner((owner) => backupBook(owner, path('ended'), { key: KEY, signal: stop.signal })),
      )
      const waiting =
        "from pg_stat_activity where query like 'copy (select%from shishu.measure)%' and wait_event_type = 'Lock'"
      while ((await asOwner(`select pid ${waiting}`)).length === 0) await sleep(20)
      expect(readdirSync(folder)).toContain('ended.part')
      if (title === 'given up') stop.abort()
      else await asOwner(`select pg_terminate_backend(pid) ${waiting}`)
      expect(await work).toBe(code)
      await blocker.end()
      expect(readdirSync(folder).filter((name) => name.startsWith('ended'))).toEqual([])
    })

    test('a schema that a part makes for itself, with types and functions, is left to it; plain tables come back', async () => {
      const own = await server.newBook()
      await own.asOwner(`
        create schema shishu_job; create type shishu_job.state as enum ('new', 'done');
        create function shishu_job.one() returns integer language sql as 'select 1';
        create table shishu_job.job (name text, state shishu_job.state) partition by list (name);
        create table shishu_job.job_a partition of shishu_job.job for values in ('a');
        insert into shishu_job.job values ('a', 'new');
        create schema shishu_other;
        create table shishu_other.parent (id bigint generated always as identity primary key, name text default 'x');
        create table shishu_other.child (id serial, parent bigint not null references shishu_other.parent);
        insert into shishu_other.parent (name) values (E'tab\\there\\nline\\\\'), (null);
        insert into shishu_other.child (parent) values (2)`)
      await own.book.asOwner((owner) => backupBook(owner, path('schemas')))
      const to = await target()
      expect(await restoreBook(path('schemas'), to)).toMatchObject({ left: ['shishu_job'] })
      const insert = (url: string) =>
        ask(
          url,
          "insert into shishu_other.parent (name) values ('y') returning id, (select count(*)::integer from shishu_other.child) as count",
        )
      expect(await insert(to.databaseUrl)).toEqual([{ id: '3', count: 1 }])
      expect(await ask(to.databaseUrl, 'select name from shishu_other.parent order by id limit 2')).toEqual([
        { name: 'tab\there\nline\\' },
        { name: null },
      ])
      expect(await refusalOf(ask(to.databaseUrl, 'insert into shishu_other.child (parent) values (9)'))).toBe('23503')
      expect(await ask(to.databaseUrl, 'insert into shishu_other.child (parent) values (1) returning id')).toEqual([
        { id: 2 },
      ])
    })

    test('a database without a book is nothing to back up', async () => {
      const client = new pg.Client({ connectionString: await emptyDatabase() })
      await client.connect()
      expect(await refusalOf(backupBook(client, path('nothing')))).toBe('backup.no-book')
      await client.end()
    })

    test('under a user that policies hide rows from it is refused, not made with gaps', async () => {
      await on.asOwner('create role plain login; grant shishu_app to plain')
      const url = new URL(on.databaseUrl)
      url.username = 'plain'
      const client = new pg.Client({ connectionString: url.href })
      await client.connect()
      await client.query('set role shishu_app')
      const error = await backupBook(client, path('gaps')).catch((cause: unknown) => cause)
      expect(error).toMatchObject({ code: 'backup.rights-needed' })
      expect((error as ShishuError).facts.tables).toContain('shishu.vault')
      await client.end()
    })

    const exported = async () => {
      const file = path('export.gz')
      await exportBook(on.book, file)
      return file
    }

    test('an export opens as a book of its own: same seals, same figures, nothing personal, and it says what is lost', async () => {
      const own = await server.newBook()
      const { book } = own
      await put(book, [
        visit('2026-02-01', 5),
        bookOf('A-1', { price: 100 }),
        loan('J-1', { lentOn: '2026-02-01', reader: '王小明' }),
      ])
      await put(book, [visit('2026-02-01', 8, SECOND_TOWN_VILLAGE)])
      const gone = await putOne(book, bookOf('A-2', { price: 200 }))
      await put(book, [{ kind: 'withdraw', ledger: 'books', entry: gone }])
      const file = path('own-export.gz')
      await exportBook(book, file)
      const to = await target()
      const imported = await importExport(file, to)
      expect(imported.check.disagreements).toEqual([])
      expect(imported.lost).toEqual({ personalValues: 1, keys: [], files: 0 })
      expect(imported.journals.map(({ position }) => position)).toEqual([3, 1])
      const again = await openBook(to)
      try {
        const sealOf = async (one: Book) => (await sealMoment(one, TOWNS)).seal
        expect(await sealOf(again)).toBe(await sealOf(book))
        expect(await figures(again)).toEqual(await figures(book))
        expect(await refusalOf(put(again, [bookOf('A-1', {})]))).toBe('entry.key-taken')
        expect(await put(again, [bookOf('A-2', {}), visit('2026-02-07', 1, VILLAGE)])).toMatchObject({ added: 2 })
        expect(await ask(to.databaseUrl, 'select count(*)::integer as count from shishu.vault')).toEqual([{ count: 0 }])
      } finally {
        await again.close()
      }
    })

    test('files and keys made of personal values: cut at a moment with their versions, named as lost in an export', async () => {
      const photo = (name: string) => ({
        sha256: createHash('sha256').update(name).digest('hex'),
        name: `${name}.jpg`,
        mediaType: 'image/jpeg',
        size: 1234,
      })
      const ledgers = packLibrary.ledgers.map((one) => (one.id === 'loans' ? { ...one, key: ['reader'] } : one))
      const pack = { ...packLibrary, ledgers }
      const own = await server.newBook({ pack })
      const { book } = own
      const add = loan('P-1', { lentOn: '2026-02-01', reader: '钱先生' })
      const entry = await putOne(book, { ...add, evidence: [photo('one')] } as Change)
      const { moment } = await sealMoment(book, TOWNS)
      await sleep(5)
      const later = { kind: 'correct', ledger: 'loans', entry, values: { reader: '孙先生' }, evidence: [photo('two')] }
      await put(book, [later as Change])
      await sealMoment(book, TOWNS)
      await book.asOwner((owner) => backupBook(owner, path('personal')))

      const to = { ...(await target()), pack }
      const restored = await restoreBook(path('personal'), to, { until: moment.at })
      expect([restored.check.disagreements, restored.cut?.lostKeys]).toEqual([[], []])
      expect(await ask(to.databaseUrl, 'select name from shishu.evidence')).toEqual([{ name: 'one.jpg' }])
      const again = await openBook(to)
      expect(await refusalOf(put(again, [loan('P-2', { lentOn: '2026-02-01', reader: '钱先生' })]))).toBe(
        'entry.key-taken',
      )
      expect(await put(again, [loan('P-3', { lentOn: '2026-02-01', reader: '孙先生' })])).toMatchObject({ added: 1 })
      await again.close()

      await exportBook(book, path('personal.gz'))
      const opened = { ...(await target()), pack }
      const imported = await importExport(path('personal.gz'), opened)
      expect(imported.check.disagreements).toEqual([])
      expect(imported.lost).toEqual({ personalValues: 2, keys: [{ ledger: '借阅台账', entries: 1 }], files: 2 })
    })

    test('an export altered anywhere is refused, and nothing of it is opened', async () => {
      const file = await exported()
      const bytes = readFileSync(file)
      bytes[Math.floor(bytes.length / 2)]! ^= 4
      writeFileSync(file, bytes)
      const to = await target()
      expect(['export.malformed', 'journal.broken']).toContain(await refusalOf(importExport(file, to)))
      expect(await ask(to.databaseUrl, "select nspname from pg_namespace where nspname like 'shishu%'")).toEqual([])
    })

    test('a personal value erased before the backup is in none of it, also until a moment before the erasure', async () => {
      const own = await server.newBook()
      const entry = await putOne(own.book, loan('E-1', { lentOn: '2026-02-01', reader: '赵某某' }))
      const { moment } = await sealMoment(own.book, TOWNS)
      await sleep(5)
      await erasePersonal(own.book, { town: TOWN, ledger: 'loans', entry, by: '李', reason: '期满' })
      await own.book.asOwner((owner) => backupBook(owner, path('erased')))
      const to = await target()
      const restored = await restoreBook(path('erased'), to, { until: moment.at })
      expect(restored.cut?.batches).toBe(1)
      expect(restored.check.disagreements).toEqual([])
      expect(await ask(to.databaseUrl, 'select count(*)::integer as count from shishu.vault')).toEqual([{ count: 0 }])
    })
  })
})
