import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { codeKey } from '@shishu/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ENGINES,
  OTHER_VILLAGE,
  SECOND_TOWN_VILLAGE,
  type TestBook,
  type TestServer,
  TOWN,
} from '../../test/book-fixture.ts'
import { loan, put, putOne, refusalOf, visit } from '../../test/bookings.ts'
import type { Book } from '../book/book.ts'
import { checkBook } from '../book/check-book.ts'
import { batchDigest, versionLine } from '../entry/batch-digest.ts'
import type { Change } from '../entry/change.ts'
import type { StoredVersion } from '../entry/version.ts'
import { exportBook, verifyExport } from '../journal/export-book.ts'
import { verifyBook } from '../journal/verify-book.ts'
import { inSnapshot, inTransaction } from '../sql/transaction.ts'
import type { EvidenceFile } from './evidence.ts'
import { everyFile, evidenceHistory, readEvidence, referencedFiles } from './read-evidence.ts'

const KEY = codeKey(TOWN)

const photo = (of: string, more: Partial<EvidenceFile> = {}): EvidenceFile => ({
  sha256: createHash('sha256').update(of).digest('hex'),
  name: `${of}.jpg`,
  mediaType: 'image/jpeg',
  size: 1234,
  ...more,
})
const withFiles = (change: Change, ...evidence: EvidenceFile[]): Change => ({ ...change, evidence }) as Change
const correct = (entry: string, more: Partial<Change & { kind: 'correct' }>): Change => ({
  kind: 'correct',
  ledger: 'visits',
  entry,
  values: {},
  ...more,
})

describe('the canonical line of a version', () => {
  const version: StoredVersion = {
    ledger: 'visits',
    entry: '0197a0aa-0000-7000-8000-000000000001',
    version: 2,
    kind: 'correct',
    orgUnit: 341899101001000,
    values: { people: 5, heldOn: '2026-02-01' },
    track: [],
  }
  const before =
    '["v","visits","0197a0aa-0000-7000-8000-000000000001",2,"correct",341899101001000,{"heldOn":"2026-02-01","people":5},[]]'

  test('is what it was before there were files, where a version says nothing of any', () => {
    expect(versionLine(version)).toBe(before)
    expect(versionLine({ ...version, evidence: [] })).toBe(before)
  })

  test('covers everything that is said of a file, and in which order', () => {
    const file = { ...photo('甲'), kind: 'attach', described: null } as const
    const line = versionLine({ ...version, evidence: [file] })
    expect(line).toBe(`${before.slice(0, -1)},[["attach","${file.sha256}","甲.jpg","image/jpeg",1234,null]]]`)
    const others = [
      [{ ...file, kind: 'detach' as const }],
      [{ ...file, sha256: photo('乙').sha256 }],
      [{ ...file, name: '乙.jpg' }],
      [{ ...file, mediaType: 'image/png' }],
      [{ ...file, size: 1235 }],
      [{ ...file, described: '现场' }],
      [file, { ...file, sha256: photo('乙').sha256 }],
      [{ ...file, sha256: photo('乙').sha256 }, file],
    ].map((evidence) => versionLine({ ...version, evidence }))
    expect(new Set([line, ...others]).size).toBe(9)
  })
})

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('evidence', () => {
    let server: TestServer
    let on: TestBook
    let book: Book
    let folder: string
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'shishu-evidence-'))
      server = await start()
      on = await server.newBook()
      book = on.book
    })
    afterAll(async () => {
      await server?.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    const read = (entries: readonly string[], upTo?: ReadonlyMap<string, number>) =>
      inSnapshot(book.pool, (client) => readEvidence(client, KEY, entries, upTo))
    const names = async (entry: string, upTo?: number) =>
      ((await read([entry], upTo === undefined ? undefined : new Map([[entry, upTo]]))).get(entry) ?? []).map(
        ({ name }) => name,
      )

    test('files come with versions and stay until a correction takes them off, with its reason', async () => {
      const entry = await putOne(book, withFiles(visit('2026-02-01', 5), photo('一'), photo('二')))
      expect(await names(entry)).toEqual(['一.jpg', '二.jpg'])
      await put(book, [correct(entry, { values: { people: 6 } })])
      expect(await names(entry)).toEqual(['一.jpg', '二.jpg'])
      await put(book, [correct(entry, { evidence: [photo('三', { described: '整改后' })] })])
      expect(await names(entry)).toEqual(['一.jpg', '二.jpg', '三.jpg'])
      const drop = correct(entry, { detach: [photo('一').sha256] })
      expect(await refusalOf(put(book, [drop]))).toBe('evidence.reason-needed')
      await put(book, [drop], { reason: '拍错了地方' })
      expect(await names(entry)).toEqual(['二.jpg', '三.jpg'])
      expect(await names(entry, 3)).toEqual(['一.jpg', '二.jpg', '三.jpg']) // as it stood at version 3
      expect(await names(entry, 1)).toEqual(['一.jpg', '二.jpg'])
      const [, third] = (await read([entry])).get(entry)!
      expect(third).toEqual({ ...photo('三'), described: '整改后', version: 3, sharedWith: [] })
      const history = await inSnapshot(book.pool, (client) => evidenceHistory(client, KEY, entry))
      expect([...history].map(([version, said]) => [version, said.map(({ kind, name }) => `${kind} ${name}`)])).toEqual(
        [
          [1, ['attach 一.jpg', 'attach 二.jpg']],
          [3, ['attach 三.jpg']],
          [4, ['detach 一.jpg']],
        ],
      )
    })

    test('a file brought or taken off is a change; one that is there already is none', async () => {
      const entry = await putOne(book, withFiles(visit('2026-02-02', 5), photo('四')))
      const outcome = async (more: Partial<Change & { kind: 'correct' }>) => {
        const { corrected, unchanged, postings } = await put(book, [correct(entry, more)], { reason: '更正' })
        return { corrected, unchanged, postings }
      }
      expect(await outcome({})).toEqual({ corrected: 0, unchanged: 1, postings: 0 })
      expect(await outcome({ evidence: [photo('四')] })).toEqual({ corrected: 0, unchanged: 1, postings: 0 })
      expect(await outcome({ evidence: [photo('五'), photo('五')] })).toEqual({
        corrected: 1,
        unchanged: 0,
        postings: 0,
      })
      expect(await outcome({ detach: [photo('四').sha256] })).toEqual({ corrected: 1, unchanged: 0, postings: 0 })
      expect(await outcome({ evidence: [photo('四')] })).toEqual({ corrected: 1, unchanged: 0, postings: 0 })
      expect(await names(entry)).toEqual(['五.jpg', '四.jpg'])
      expect(await outcome({ detach: [photo('四').sha256], evidence: [photo('六')] })).toMatchObject({ corrected: 1 })
      expect(await names(entry)).toEqual(['五.jpg', '六.jpg'])
    })

    test('a step brings files, and a case keeps those of its earlier steps', async () => {
      const entry = await putOne(book, withFiles(loan('S-1', { lentOn: '2026-02-01' }), photo('借')))
      const taken = { step: 'return', on: '2026-02-10', by: null }
      await put(book, [{ kind: 'step', ledger: 'loans', entry, taken, evidence: [photo('还')] }])
      expect(await names(entry)).toEqual(['借.jpg', '还.jpg'])
    })

    test.each([
      ['a hash that is none', photo('七', { sha256: 'AB' }), 'evidence.malformed'],
      ['a name with a path', photo('七', { name: '../七.jpg' }), 'evidence.malformed'],
      ['a name with a line break', photo('七', { name: '七\r\nX: y' }), 'evidence.malformed'],
      ['no name', photo('七', { name: '' }), 'evidence.malformed'],
      ['half a character', photo('七', { name: '\ud800.jpg' }), 'evidence.malformed'],
      ['no media type', photo('七', { mediaType: 'jpeg' }), 'evidence.malformed'],
      ['a negative size', photo('七', { size: -1 }), 'evidence.malformed'],
      ['an endless description', photo('七', { described: '长'.repeat(501) }), 'evidence.malformed'],
    ])('%s is refused, and nothing is booked', async (_, file, code) => {
      expect(await refusalOf(put(book, [withFiles(visit('2026-02-28', 5), file)]))).toBe(code)
      expect(await on.asOwner("select from shishu.ledger_visits where f_held_on = '2026-02-28'")).toEqual([])
    })

    test('what is not attached cannot be taken off', async () => {
      const entry = await putOne(book, visit('2026-02-03', 5))
      const drop = put(book, [correct(entry, { detach: [photo('无').sha256] })], { reason: '更正' })
      expect(await refusalOf(drop)).toBe('evidence.not-attached')
    })

    test('the same photo at two entries is shown at both, until one of them gives it up', async () => {
      const one = await putOne(book, withFiles(visit('2026-02-04', 5), photo('同'), photo('独')))
      const other = await putOne(book, withFiles(loan('S-2', { lentOn: '2026-02-04' }, OTHER_VILLAGE), photo('同')))
      await put(book, [withFiles(visit('2026-02-04', 5, SECOND_TOWN_VILLAGE), photo('同'))]) // another town's book
      const shared = async () => {
        const found = await read([one, other])
        return [one, other].map((entry) => (found.get(entry) ?? []).map(({ name, sharedWith }) => [name, sharedWith]))
      }
      const twice = [
        [
          ['同.jpg', [{ ledger: 'loans', entry: other }]],
          ['独.jpg', []],
        ],
        [['同.jpg', [{ ledger: 'visits', entry: one }]]],
      ]
      expect(await shared()).toEqual(twice)
      await put(book, [{ kind: 'withdraw', ledger: 'loans', entry: other }])
      expect(await shared()).toEqual([
        [
          ['同.jpg', []],
          ['独.jpg', []],
        ],
        [], // a withdrawal takes its files back
      ])
    })

    test('a file that any version of any town ever had is referenced', async () => {
      const entry = await putOne(book, withFiles(visit('2026-02-05', 5, SECOND_TOWN_VILLAGE), photo('旧')))
      await put(
        book,
        [{ ...correct(entry, { detach: [photo('旧').sha256] }), orgUnit: SECOND_TOWN_VILLAGE } as Change],
        {
          reason: '更正',
        },
      )
      const asked = [photo('旧').sha256, photo('从未').sha256]
      const found = await on.book.asOwner((owner) => referencedFiles(owner, asked))
      expect([...found]).toEqual([photo('旧').sha256])
      const all = await on.book.asOwner(async (owner) => {
        const pages: string[][] = []
        for await (const page of everyFile(owner)) pages.push(page)
        return pages.flat()
      })
      expect(all).toContain(photo('旧').sha256)
      expect(new Set(all).size).toBe(all.length)
      // A role under policies might not see every row: it is refused rather than told half.
      expect(await refusalOf(inTransaction(book.pool, (client) => referencedFiles(client, asked)))).toBe(
        'access.refused',
      )
    })

    test('an entry that moves to another place takes its files along, whichever way it is said', async () => {
      const place = async (entry: string) => {
        const rows = await on.asOwner(
          'select version, kind, org_unit, name from shishu.evidence where entry = $1 order by version, position',
          [entry],
        )
        return rows.map((row) => `${row.version} ${row.kind} ${String(row.org_unit).slice(9, 12)} ${row.name}`)
      }
      const entry = await putOne(book, withFiles(loan('V-1', { lentOn: '2026-02-07' }), photo('搬一'), photo('搬二')))
      const move: Change = { kind: 'correct', ledger: 'loans', entry, values: {}, orgUnit: OTHER_VILLAGE }
      await put(book, [{ ...move, detach: [photo('搬一').sha256] } as Change], { reason: '搬家' })
      expect(await place(entry)).toEqual([
        '1 attach 001 搬一.jpg',
        '1 attach 001 搬二.jpg',
        '2 detach 002 搬一.jpg',
        '2 attach 002 搬二.jpg',
      ])
      expect(await names(entry)).toEqual(['搬二.jpg'])
      const row = { ...loan('V-1', { lentOn: '2026-02-07' }), kind: 'put' } as Change
      expect(await put(book, [row])).toMatchObject({ corrected: 1 })
      expect((await place(entry)).at(-1)).toBe('3 attach 001 搬二.jpg')
      expect(await names(entry)).toEqual(['搬二.jpg'])
    })

    test('many rows with files are booked at once', async () => {
      const changes = Array.from({ length: 300 }, (_, index) =>
        withFiles(loan(`M-${index}`, { lentOn: '2026-02-06' }), photo(`多${index}`)),
      )
      const { versions } = await put(book, changes)
      const found = await read(versions.map(({ entry }) => entry))
      expect(found.size).toBe(300)
    })

    test('the application’s role can add and read evidence, never change or remove it', async () => {
      for (const sql of [
        "update shishu.evidence set name = 'x'",
        'delete from shishu.evidence',
        'truncate shishu.evidence',
      ]) {
        expect([sql, await book.pool.query(sql).catch((error) => error.code)]).toEqual([sql, '42501'])
      }
    })

    test('the seals cover evidence: the book verifies, and tells what was changed past the application', async () => {
      const other = await server.newBook()
      const { asOwner } = other
      await put(other.book, [visit('2026-02-01', 5)])
      const entry = await putOne(other.book, withFiles(visit('2026-02-02', 5), photo('八'), photo('九')))
      await put(other.book, [correct(entry, { detach: [photo('八').sha256] })], { reason: '重复' })
      await verifyBook(other.book)
      expect((await checkBook(other.book)).disagreements).toEqual([])
      const hash = (of: string) => `'\\x${photo(of).sha256}'`
      for (const [change, back] of [
        [
          "update shishu.evidence set name = 'x.jpg' where name = '九.jpg'",
          "update shishu.evidence set name = '九.jpg' where name = 'x.jpg'",
        ],
        [
          `update shishu.evidence set sha256 = ${hash('十')} where sha256 = ${hash('九')}`,
          `update shishu.evidence set sha256 = ${hash('九')} where sha256 = ${hash('十')}`,
        ],
        [
          "update shishu.evidence set kind = 'attach' where version = 2",
          "update shishu.evidence set kind = 'detach' where version = 2",
        ],
        [
          "update shishu.evidence set version = 7 where name = '九.jpg'", // of no version
          "update shishu.evidence set version = 1 where name = '九.jpg'",
        ],
      ] as const) {
        await asOwner(change)
        expect([change, await refusalOf(verifyBook(other.book))]).toEqual([change, 'journal.broken'])
        await asOwner(back)
        await verifyBook(other.book)
      }
      await asOwner('delete from shishu.evidence where version = 2')
      expect(await refusalOf(verifyBook(other.book))).toBe('journal.broken')
    })

    test('an export carries evidence and verifies without a database', async () => {
      const other = await server.newBook()
      await put(other.book, [visit('2026-02-01', 5)])
      await put(other.book, [withFiles(visit('2026-02-02', 5), photo('十一'))])
      const file = join(folder, 'book.gz')
      await exportBook(other.book, file)
      expect(await verifyExport(file)).toEqual(await verifyBook(other.book))
      const text = gunzipSync(readFileSync(file)).toString()
      expect(text).toContain(photo('十一').sha256)
      const tampered = join(folder, 'tampered.gz')
      writeFileSync(tampered, gzipSync(text.replace(photo('十一').sha256, photo('十二').sha256)))
      expect(await refusalOf(verifyExport(tampered))).toBe('journal.broken')
    })

    test('a batch without files has the digest that it had before there were any', async () => {
      const other = await server.newBook()
      const { batch } = await put(other.book, [visit('2026-02-01', 5)])
      const [row] = await other.asOwner(
        `select b.*, v.entry from shishu.batch as b join shishu.ledger_visits as v on v.batch = b.id where b.id = $1`,
        [batch],
      )
      const [sealed] = await other
        .asOwner(
          'select p.*, m.key, p.day::text as on from shishu.posting p join shishu.measure m on m.id = p.measure order by m.key',
        )
        .then((rows) => [rows])
      const head = {
        town: KEY,
        id: batch,
        request: row!.request as string,
        kind: 'entries',
        definitions: row!.definitions as string,
        bookedAt: (row!.booked_at as Date).toISOString(),
        bookedBy: '李',
        reason: null,
        record: row!.record as string,
      }
      const line = `["v","visits","${row!.entry}",1,"add",341899101001000,{"heldOn":"2026-02-01","people":5},[]]`
      const postings = sealed!.map(
        (p) => `["p","${p.entry}",${p.version},"${p.key}",${p.org_unit},"${p.on}",${p.amount}]`,
      )
      expect(batchDigest(head, [line], postings)).toEqual(row!.digest)
    })
  })
})
