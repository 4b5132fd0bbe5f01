import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ENGINES,
  OTHER_VILLAGE,
  SECOND_TOWN_VILLAGE,
  type TestBook,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/book-fixture.ts'
import { bookOf, loan, put, putOne, refusalOf, visit } from '../../test/bookings.ts'
import { checkBook } from '../book/check-book.ts'
import type { OpenBook } from '../book/open-book.ts'
import { verifyBook } from '../journal/verify-book.ts'
import { bookEntries } from './book-entries.ts'
import type { Change } from './change.ts'

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('booking', () => {
    let server: TestServer
    let on: TestBook
    let book: OpenBook
    beforeAll(async () => {
      server = await start()
      on = await server.newBook()
      book = on.book
    })
    afterAll(() => server?.stop())

    const versionsOf = async (ledger: string, entry: string) =>
      on.asOwner(`select version, kind from shishu.ledger_${ledger} where entry = $1 order by version`, [entry])
    const count = async (table: string, where = 'true') =>
      Number((await on.asOwner(`select count(*) from shishu.${table} where ${where}`))[0]!.count)

    test('a correction is a new version; what was said before stays', async () => {
      const entry = await putOne(book, visit('2026-02-01', 5))
      const booked = await put(book, [{ kind: 'correct', ledger: 'visits', entry, expected: 1, values: { people: 7 } }])
      expect(booked).toMatchObject({ added: 0, corrected: 1, postings: 1, repeated: false })
      expect(await versionsOf('visits', entry)).toEqual([
        { version: 1, kind: 'add' },
        { version: 2, kind: 'correct' },
      ])
      const people = await on.asOwner('select f_people from shishu.ledger_visits where entry = $1 order by version', [
        entry,
      ])
      expect(people).toEqual([{ f_people: '5' }, { f_people: '7' }])
    })

    test.each([
      // what is asked                                           → the refusal; nothing is booked
      [
        'a stale version',
        (entry: string): Change => ({ kind: 'correct', ledger: 'visits', entry, expected: 7, values: { people: 1 } }),
        'entry.stale',
      ],
      ['an unknown entry', (): Change => ({ kind: 'withdraw', ledger: 'visits', entry: uuidv7() }), 'entry.unknown'],
      ['a taken key', (): Change => visit('2026-02-02', 9), 'entry.key-taken'],
      ['a unit of another town', (): Change => visit('2026-02-03', 1, SECOND_TOWN_VILLAGE), 'entry.wrong-town'],
      ['an unknown unit', (): Change => visit('2026-02-03', 1, '341899101099'), 'org-unit.unknown'],
      ['an impossible code', (): Change => visit('2026-02-03', 1, '34'), 'org-unit.unknown'],
      ['an unknown ledger', (): Change => ({ kind: 'withdraw', ledger: 'films', entry: uuidv7() }), 'ledger.unknown'],
      ['a wrong value', (): Change => visit('2026-02-30', 1), 'entry.refused'],
      [
        'a step of what has none',
        (entry: string): Change => ({
          kind: 'step',
          ledger: 'visits',
          entry,
          taken: { step: 'return', on: '2026-02-03', by: null },
        }),
        'ledger.not-a-case',
      ],
    ] as const)('%s → %s, and nothing of the request is booked', async (_, change, code) => {
      const known = await put(book, [{ ...visit('2026-02-02', 5), kind: 'put' } as Change])
      const entry = known.versions[0]?.entry ?? (await currentVisit(on, '2026-02-02'))
      const before = await count('posting')
      expect(await refusalOf(put(book, [visit('2026-02-28', 3), change(entry)], { town: TOWN }))).toBe(code)
      expect(await count('posting')).toBe(before)
      expect(await count('ledger_visits', "f_held_on = '2026-02-28'")).toBe(0)
    })

    test('every problem of a request is told, with the number of the row', async () => {
      const request = put(book, [visit('2026-02-30', 1), visit('2026-02-04', 1), bookOf('B-1', { subject: 'poem' })])
      const { facts } = (await request.catch((error: unknown) => error)) as { facts: { problems: string[] } }
      expect(facts.problems).toEqual([
        expect.stringMatching(/^第 1 条：.*日期/),
        expect.stringMatching(/^第 3 条：.*poem/),
      ])
    })

    test('a fact put three times: added, left alone, corrected', async () => {
      const change = (people: number): Change => ({ ...visit('2026-02-05', people), kind: 'put' }) as Change
      expect(await put(book, [change(5)])).toMatchObject({ added: 1, corrected: 0, unchanged: 0 })
      expect(await put(book, [change(5)])).toMatchObject({ added: 0, corrected: 0, unchanged: 1, postings: 0 })
      expect(await put(book, [change(6)])).toMatchObject({ added: 0, corrected: 1, unchanged: 0 })
    })

    test('a sheet with a row twice books it once, also when it corrects what was booked', async () => {
      const row = (people: number): Change => ({ ...visit('2026-02-06', people), kind: 'put' }) as Change
      expect(await put(book, [row(5), row(5)])).toMatchObject({ added: 1, unchanged: 1 })
      expect(await put(book, [row(6), row(6)])).toMatchObject({ corrected: 1, unchanged: 1 })
      expect(await refusalOf(put(book, [row(7), row(8)]))).toBe('entry.key-taken')
    })

    test('a withdrawn entry cannot change, and its key is free again', async () => {
      const entry = await putOne(book, visit('2026-02-07', 5))
      await put(book, [{ kind: 'withdraw', ledger: 'visits', entry }])
      expect(await refusalOf(put(book, [{ kind: 'correct', ledger: 'visits', entry, values: { people: 1 } }]))).toBe(
        'entry.withdrawn',
      )
      expect(await putOne(book, visit('2026-02-07', 6))).not.toBe(entry)
    })

    test('two entries can exchange their keys in one request', async () => {
      const one = await putOne(book, bookOf('K-1', {}))
      const other = await putOne(book, bookOf('K-2', {}))
      const exchanged = await put(book, [
        { kind: 'correct', ledger: 'books', entry: one, values: { number: 'K-2' } },
        { kind: 'correct', ledger: 'books', entry: other, values: { number: 'K-1' } },
      ])
      expect(exchanged.corrected).toBe(2)
      expect(await refusalOf(put(book, [bookOf('K-1', {})]))).toBe('entry.key-taken')
    })

    test('of two that change one version at once, one is booked and the other is told', async () => {
      const entry = await putOne(book, visit('2026-02-08', 5))
      const change = (people: number) =>
        refusalOf(put(book, [{ kind: 'correct', ledger: 'visits', entry, expected: 1, values: { people } }]))
      const [one, other] = (await Promise.all([change(6), change(7)])).sort()
      expect(one).toBe('booked')
      expect(other).toMatch(/^entry\.(stale|raced)$/)
      expect(await versionsOf('visits', entry)).toHaveLength(2)
    })

    test('of two that add one fact at once, one is booked and the other is told', async () => {
      const outcomes = await Promise.all([1, 2].map(() => refusalOf(put(book, [visit('2026-02-09', 5)]))))
      const [one, other] = outcomes.sort()
      expect(one).toBe('booked')
      expect(other).toMatch(/^entry\.(key-taken|raced)$/)
    })

    test('invariant 6: a request sent twice (same request id) books once', async () => {
      const request = { request: uuidv7(), town: TOWN, by: '李', changes: [visit('2026-02-10', 5)] }
      const first = await bookEntries(book, request)
      const again = await bookEntries(book, request)
      expect(again).toMatchObject({ batch: first.batch, repeated: true, added: 1, postings: first.postings })
      expect(await count('batch', `id = '${first.batch}'`)).toBe(1)
      expect(await count('ledger_visits', "f_held_on = '2026-02-10'")).toBe(1)
    })

    test('invariant 6: a request sent at once from eight connections books once', async () => {
      for (let round = 0; round < 10; round += 1) {
        const change: Change = { ...visit(`2026-03-${10 + round}`, 5), kind: round % 2 === 0 ? 'add' : 'put' } as Change
        const request = {
          request: uuidv7(),
          town: TOWN,
          by: '李',
          changes: [change, loan(`six-${round}`, { lentOn: '2026-03-01' })],
        }
        const booked = await Promise.all(Array.from({ length: 8 }, () => bookEntries(book, request)))
        expect(booked.filter(({ repeated }) => !repeated)).toHaveLength(1)
        expect(new Set(booked.map(({ batch }) => batch)).size).toBe(1)
        expect(await count('ledger_loans', `f_slip = 'six-${round}'`)).toBe(1)
      }
    })

    test('ten go by unnest and five thousand by COPY, with the same result', async () => {
      const odd = [
        'plain',
        'tab\tline\nreturn\r',
        'back\\slash \\N \\.',
        '"quoted" {1,2}',
        '中文，“引号”',
        '𠮷🙂',
        ' spaced ',
      ]
      const rows = (from: number, length: number, orgUnit: string) =>
        Array.from({ length }, (_, index) =>
          bookOf(`${orgUnit.slice(-3)}-${from + index}`, { title: odd[index % odd.length]!, price: index }, orgUnit),
        )
      const few = rows(0, 10, OTHER_VILLAGE)
      const many = rows(0, 5000, VILLAGE)
      expect(await put(book, few)).toMatchObject({ added: 10, postings: 39 }) // a price of nought books nothing
      expect(await put(book, many)).toMatchObject({ added: 5000, postings: 19_999 })
      const titles = (unit: string) =>
        on.asOwner(
          `select f_title, f_price, f_subject, f_bought_on::text as bought, f_discarded_on
             from shishu.ledger_books where org_unit = $1 and f_number like '00_-_' order by f_price`,
          [`${unit}000`],
        )
      const byCopy = await titles(VILLAGE)
      expect(byCopy).toHaveLength(10)
      expect(await titles(OTHER_VILLAGE)).toEqual(byCopy)
      expect(byCopy.map((row) => row.f_title).slice(0, odd.length)).toEqual(odd)
    })

    test('after all this the book adds up and its seals verify', async () => {
      expect((await checkBook(book)).disagreements).toEqual([])
      await verifyBook(book)
    })
  })
})

async function currentVisit(on: TestBook, day: string): Promise<string> {
  const [row] = await on.asOwner('select entry from shishu.ledger_visits where f_held_on = $1', [day])
  return String(row!.entry)
}
