import { rightsOf } from '@shishu/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COUNTY,
  ENGINES,
  handClock,
  OTHER_VILLAGE,
  SECOND_TOWN_VILLAGE,
  type TestBook,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/book-fixture.ts'
import { bookOf, loan, put, putOne, refusalOf, visit } from '../../test/bookings.ts'
import { scopeOf } from '../access/scope.ts'
import { bookFor } from '../access/scoped-pool.ts'
import { sealJournal } from '../journal/seal.ts'
import type { EntryFilter } from './entry-filter.ts'
import { MASKED } from './entry-history.ts'
import type { EntrySort } from './entry-sort.ts'
import { groupEntries } from './group-entries.ts'
import { type EntriesRequest, listEntries } from './list-entries.ts'

const INJECTION = `'; drop table shishu.batch; --`

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('a list of entries', () => {
    let server: TestServer
    let on: TestBook
    const clock = handClock('2026-03-20T02:00:00Z')
    const ask = (ledger: string, more: Partial<EntriesRequest> = {}) =>
      listEntries(on.book, { ledger, orgUnit: TOWN, asOf: null, limit: 100, ...more })
    /** Values of one field of a list, in its order. */
    const listed = async (ledger: string, field: string, more: Partial<EntriesRequest> = {}) =>
      (await ask(ledger, more)).entries.map(({ values }) => values[field] ?? null)
    const sorted = (by: string, descending = false): { sort: EntrySort } => ({ sort: { by, descending } })
    /** Every page of a list, with something done after each. */
    const pages = async (ledger: string, more: Partial<EntriesRequest>, between = async () => {}) => {
      const entries: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof ask>> = await ask(ledger, { ...more, after })
        entries.push(...page.entries.map(({ entry }) => entry))
        after = page.next
        await between()
      } while (after !== null)
      return entries
    }

    beforeAll(async () => {
      server = await start()
      on = await server.newBook({ clock: clock.now })
      await put(on.book, [
        bookOf('A-1', { title: '张三丰 100%', price: 5980 }),
        bookOf('A-2', { title: '李白_诗', subject: 'science', boughtOn: '2026-02-01' }, OTHER_VILLAGE),
        bookOf('A-3', { title: 'Abc', boughtOn: '2026-03-01', discardedOn: '2026-03-05', price: 100 }),
        bookOf('B-1', { title: '王维', boughtOn: '2026-02-01', price: 5980 }, OTHER_VILLAGE),
      ])
      await put(on.book, [bookOf('Z-1', { title: '别镇的书' }, SECOND_TOWN_VILLAGE)])
      await put(on.book, [
        loan('J-1', { lentOn: '2026-01-02' }),
        loan('J-2', { lentOn: '2026-03-01', returnedOn: '2026-03-11', damaged: true }),
        loan('J-3', { lentOn: '2026-03-02', returnedOn: '2026-03-04', checkedOn: '2026-03-05', damaged: false }),
        loan('J-4', { lentOn: '2026-03-03', lostOn: '2026-03-10' }, OTHER_VILLAGE),
        loan('J-5', { lentOn: '2026-03-03', renewedOn: '2026-03-10' }, OTHER_VILLAGE),
      ])
      await put(on.book, [
        { kind: 'add', ledger: 'budget', orgUnit: TOWN, values: { month: '2026-02', spent: 5 } },
        { kind: 'add', ledger: 'budget', orgUnit: TOWN, values: { month: '2026-03', spent: 7 } },
      ])
    })
    afterAll(() => server?.stop())

    test.each<[string, string, EntryFilter, string[]]>([
      ['books', 'number', { field: 'title', is: '王维' }, ['B-1']],
      ['books', 'number', { field: 'title', in: ['王维', 'Abc'] }, ['A-3', 'B-1']],
      ['books', 'number', { field: 'title', contains: 'aB' }, ['A-3']],
      ['books', 'number', { field: 'title', contains: '%' }, ['A-1']],
      ['books', 'number', { field: 'title', contains: '_' }, ['A-2']],
      ['books', 'number', { field: 'title', contains: INJECTION }, []],
      ['books', 'number', { field: 'title', is: INJECTION }, []],
      ['books', 'number', { field: 'subject', is: 'science' }, ['A-2']],
      ['books', 'number', { field: 'subject', in: ['novel', 'science'] }, ['A-1', 'A-2', 'A-3', 'B-1']],
      ['books', 'number', { field: 'boughtOn', is: '2026-02-01' }, ['A-2', 'B-1']],
      ['books', 'number', { field: 'boughtOn', from: '2026-02-01', until: '2026-03-01' }, ['A-2', 'B-1']],
      ['books', 'number', { field: 'discardedOn', until: '2026-04-01' }, ['A-3']],
      ['books', 'number', { field: 'discardedOn', filled: false }, ['A-1', 'A-2', 'B-1']],
      ['books', 'number', { field: 'price', is: 5980 }, ['A-1', 'B-1']],
      ['books', 'number', { field: 'price', from: 100, until: 5980 }, ['A-3']],
      ['books', 'number', { field: 'price', until: 5980 }, ['A-3']],
      ['books', 'number', { field: 'price', filled: true }, ['A-1', 'A-3', 'B-1']],
      ['loans', 'slip', { field: 'damaged', is: false }, ['J-3']],
      ['loans', 'slip', { field: 'daysOut', is: 2 }, ['J-3']],
      ['loans', 'slip', { field: 'daysOut', from: 3 }, ['J-2']],
      ['loans', 'slip', { field: 'reader', filled: true }, ['J-1', 'J-2', 'J-3', 'J-4', 'J-5']],
      ['budget', 'month', { field: 'month', from: '2026-03' }, ['2026-03']],
      ['budget', 'month', { field: 'month', until: '2026-03' }, ['2026-02']],
    ])('of %s (%s) where %j: %j', async (ledger, field, filter, expected) => {
      expect(await listed(ledger, field, { filter: [filter], ...sorted(field) })).toEqual(expected)
      expect((await ask(ledger, { filter: [filter], withCount: true, limit: 1 })).count).toBe(expected.length)
    })

    test.each<[unknown, string]>([
      [{ field: 'author', is: 'x' }, 'entry.filter-field'],
      [{ field: INJECTION, is: 'x' }, 'entry.filter-field'],
      [{ field: 'constructor', is: 'x' }, 'entry.filter-field'],
      [{ field: 'title' }, 'entry.filter-test'],
      [{ field: 'title', from: 'a' }, 'entry.filter-test'],
      [{ field: 'title', is: 'a', contains: 'b' }, 'entry.filter-test'],
      [{ field: 'title', like: 'a' }, 'entry.filter-test'],
      [{ field: 'price', contains: '5' }, 'entry.filter-test'],
      [{ field: 'title', is: 5 }, 'entry.filter-value'],
      [{ field: 'title', contains: '' }, 'entry.filter-value'],
      [{ field: 'title', contains: 'x'.repeat(201) }, 'entry.filter-value'],
      [{ field: 'title', contains: 'x\0' }, 'entry.filter-value'],
      [{ field: 'title', is: '\ud800' }, 'entry.filter-value'],
      [{ field: 'title', in: INJECTION }, 'entry.filter-value'],
      [{ field: 'title', in: Array.from({ length: 201 }, String) }, 'entry.filter-too-long'],
      [{ field: 'subject', is: 'poem' }, 'entry.filter-value'],
      [{ field: 'subject', is: 'toString' }, 'entry.filter-value'],
      [{ field: 'boughtOn', from: INJECTION }, 'entry.filter-value'],
      [{ field: 'boughtOn', is: '2026-02-30' }, 'entry.filter-value'],
      [{ field: 'price', is: '5980' }, 'entry.filter-value'],
      [{ field: 'price', is: 1e300 }, 'entry.filter-value'],
      [{ field: 'price', is: null }, 'entry.filter-value'],
      [{ field: 'price', filled: 'yes' }, 'entry.filter-value'],
    ])('a filter %j is refused: %s', async (filter, code) => {
      expect(await refusalOf(ask('books', { filter: [filter as EntryFilter] }))).toBe(code)
    })

    test.each([
      ['books', 'title', TOWN],
      ['books', 'entry', COUNTY],
      ['loans', 'lentOn', COUNTY],
    ])('of %s by %s, a look into the middle shows what paging comes to there', async (ledger, by, orgUnit) => {
      const all = (await ask(ledger, { orgUnit, ...sorted(by) })).entries.map(({ entry }) => entry)
      for (let skip = 0; skip <= all.length; skip += 1) {
        const page = await ask(ledger, { orgUnit, ...sorted(by), skip, limit: 2 })
        expect(page.entries.map(({ entry }) => entry)).toEqual(all.slice(skip, skip + 2))
      }
      const first = await ask(ledger, { orgUnit, ...sorted(by), limit: 1 })
      const beyond = await ask(ledger, { orgUnit, ...sorted(by), limit: 1, after: first.next, skip: 1 })
      expect(beyond.entries[0]!.entry).toBe(all[2])
      expect(await refusalOf(ask(ledger, { skip: -1 }))).toBe('entry.skip')
    })

    test('only what lies with the place itself is listed where that is asked for', async () => {
      expect(await listed('budget', 'month', { exactly: true, ...sorted('month') })).toEqual(['2026-02', '2026-03'])
      expect(await listed('books', 'number', { exactly: true })).toEqual([])
    })

    const grouped = (ledger: string, by: string, filter: EntryFilter[] = []) =>
      groupEntries(on.book, { ledger, orgUnit: TOWN, asOf: null, by, filter })

    test('entries are grouped with their counts and sums, in the order that the definition has', async () => {
      expect(await grouped('books', 'subject')).toEqual({
        groups: [
          { key: 'novel', count: 3, sums: { price: 12_060 } },
          { key: 'science', count: 1, sums: {} },
        ],
        count: 4,
      })
      expect((await grouped('books', 'discardedOn')).groups.map(({ key, count }) => [key, count])).toEqual([
        ['2026-03', 1],
        [null, 3],
      ])
      expect((await grouped('books', 'orgUnit')).groups.map(({ key }) => key)).toEqual([VILLAGE, OTHER_VILLAGE].sort())
      expect((await grouped('books', 'subject', [{ field: 'title', is: 'x' }])).groups).toEqual([])
    })

    test('a group by state holds what a list of that state holds', async () => {
      const { groups, count } = await grouped('loans', 'state')
      expect(count).toBe(5)
      expect(groups.length).toBeGreaterThan(2)
      for (const group of groups) {
        const { entries } = await ask('loans', { state: [group.key!] })
        expect([group.key, group.count]).toEqual([entries[0]!.state, entries.length])
      }
    })

    test.each([
      ['books', 'title'],
      ['loans', 'reader'],
      ['books', 'state'],
      ['books', INJECTION],
    ])('%s cannot be grouped by %s', async (ledger, by) => {
      expect(await refusalOf(grouped(ledger, by))).toBe('entry.group-unfit')
    })

    test('a personal field is neither searched nor sorted by, and is masked', async () => {
      expect(await refusalOf(ask('loans', { filter: [{ field: 'reader', is: '甲' }] }))).toBe('entry.filter-personal')
      expect(await refusalOf(ask('loans', sorted('reader')))).toBe('entry.sort-unfit')
      const { entries } = await ask('loans')
      expect(entries.map(({ values }) => values.reader)).toEqual(Array(5).fill(MASKED))
      expect(JSON.stringify(entries)).not.toContain('甲')
    })

    test.each<[string, boolean, (string | null)[]]>([
      ['title', false, ['A-2', 'B-1', 'A-1', 'A-3']], // 李 lǐ, 王 wáng, 张 zhāng, then Latin letters
      ['title', true, ['A-3', 'A-1', 'B-1', 'A-2']],
      ['price', false, ['A-2', 'A-3', 'A-1', 'B-1']], // what is empty is least; ties in booking order
      ['price', true, ['B-1', 'A-1', 'A-3', 'A-2']],
      ['boughtOn', true, ['A-3', 'B-1', 'A-2', 'A-1']],
      ['discardedOn', true, ['A-3', 'B-1', 'A-2', 'A-1']],
      ['subject', false, ['A-1', 'A-3', 'B-1', 'A-2']],
      ['orgUnit', false, ['A-1', 'A-3', 'A-2', 'B-1']],
      ['entry', false, ['A-1', 'A-2', 'A-3', 'B-1']],
      ['entry', true, ['B-1', 'A-3', 'A-2', 'A-1']],
    ])('books by %s, descending %s: %j, page by page too', async (by, descending, expected) => {
      expect(await listed('books', 'number', sorted(by, descending))).toEqual(expected)
      const whole = (await ask('books', sorted(by, descending))).entries.map(({ entry }) => entry)
      expect(await pages('books', { ...sorted(by, descending), limit: 1 })).toEqual(whole)
      expect(await pages('books', { ...sorted(by, descending), limit: 3 })).toEqual(whole)
    })

    test.each(['damaged', 'daysOut', 'returnedOn', 'slip'])('loans by %s page as they list', async (by) => {
      for (const descending of [true, false]) {
        const whole = (await ask('loans', sorted(by, descending))).entries.map(({ entry }) => entry)
        expect(await pages('loans', { ...sorted(by, descending), limit: 2 })).toEqual(whole)
        expect(new Set(whole).size).toBe(5)
      }
    })

    test('a place, and several towns at once', async () => {
      expect(await listed('books', 'number', { orgUnit: OTHER_VILLAGE, ...sorted('entry') })).toEqual(['A-2', 'B-1'])
      const county = { orgUnit: COUNTY, ...sorted('number') }
      expect(await listed('books', 'number', county)).toEqual(['A-1', 'A-2', 'A-3', 'B-1', 'Z-1'])
      expect(await pages('books', { ...county, limit: 2 })).toHaveLength(5)
      expect((await ask('books', { ...county, withCount: true, limit: 1 })).count).toBe(5)
      expect(await refusalOf(ask('books', { orgUnit: '341899109000' }))).toBe('org-unit.unknown')
    })

    test.each([
      [['lent'], ['J-1', 'J-5']],
      [['returned'], ['J-2']],
      [
        ['done', 'lost'],
        ['J-3', 'J-4'],
      ],
      [[], []],
    ])('loans that stand in %j: %j', async (state, expected) => {
      expect(await listed('loans', 'slip', { state, ...sorted('slip') })).toEqual(expected)
    })

    test('a state that the loop has not is refused', async () => {
      expect(await refusalOf(ask('loans', { state: ['gone'] }))).toBe('entry.state-unknown')
      expect(await refusalOf(ask('loans', { state: ['constructor'] }))).toBe('entry.state-unknown')
      expect(await refusalOf(ask('books', { state: ['lent'] }))).toBe('entry.state-unknown')
    })

    test('a case says where it stands and by when it must move on', async () => {
      const { entries } = await ask('loans', sorted('slip'))
      expect(entries.map(({ values, state, due, status }) => [values.slip, state, due, status])).toEqual([
        ['J-1', 'lent', '2026-02-02', 'overdue'], // thirty days end on a Sunday
        ['J-2', 'returned', '2026-03-16', 'overdue'],
        ['J-3', 'done', null, null],
        ['J-4', 'lost', null, null],
        ['J-5', 'lent', '2026-05-06', 'in-time'], // 2 April and a month, which ends within the May holidays
      ])
      const [book] = (await ask('books')).entries
      expect([book!.state, book!.due, book!.status]).toEqual([null, null, null])
      expect(book).toMatchObject({ by: '李', version: 1, orgUnit: OTHER_VILLAGE, withdrawn: false })
    })

    test.each([
      ['a letter', 'x'],
      ['a statement', "'; select 1"],
      ['no list', Buffer.from('null').toString('base64url')],
      ['no entry', Buffer.from('["a","b",null]').toString('base64url')],
      ['a long text', 'x'.repeat(20_000)],
    ])('a cursor that is %s is refused', async (_, after) => {
      expect(await refusalOf(ask('books', { after, limit: 1 }))).toBe('entry.cursor-malformed')
    })

    test('a cursor goes on with its own question alone, and with a key that the question has', async () => {
      const question: Partial<EntriesRequest> = { ...sorted('boughtOn'), limit: 1 }
      const { next } = await ask('books', question)
      expect(await refusalOf(ask('books', { ...sorted('boughtOn', true), limit: 1, after: next }))).toBe(
        'entry.cursor-foreign',
      )
      expect(await refusalOf(ask('books', { ...question, orgUnit: VILLAGE, after: next }))).toBe('entry.cursor-foreign')
      const [mark, entry] = JSON.parse(Buffer.from(next!, 'base64url').toString())
      const forged = (key: unknown) => Buffer.from(JSON.stringify([mark, entry, key])).toString('base64url')
      for (const key of [INJECTION, null, 5, '2026-02-30']) {
        expect(await refusalOf(ask('books', { ...question, after: forged(key) }))).toBe('entry.cursor-malformed')
      }
      expect((await ask('books', { ...question, limit: 2, after: next })).entries).toHaveLength(2) // another page size
    })

    test.each([0, 501, 1.5, Number.NaN])('a page of %s is refused', async (limit) => {
      expect(await refusalOf(ask('books', { limit }))).toBe('entry.limit')
    })

    test('paging comes upon every entry exactly once while others book and correct', async () => {
      const days = Array.from({ length: 27 }, (_, day) => `2026-01-${String(day + 1).padStart(2, '0')}`)
      const { versions } = await put(
        on.book,
        days.map((day, index) => visit(day, index % 3)),
      )
      const before = versions.map(({ entry }) => entry)
      let more = 0
      const between = async () => {
        more += 1
        await put(on.book, [visit(`2025-0${1 + (more % 9)}-${10 + Math.floor(more / 9)}`, more % 3, OTHER_VILLAGE)])
        const entry = before[(more * 5) % before.length]!
        await put(on.book, [{ kind: 'correct', ledger: 'visits', entry, values: { fines: more } }])
      }
      for (const sort of ['entry', 'heldOn', 'people', 'orgUnit'].flatMap((by) => [sorted(by), sorted(by, true)])) {
        const seen = await pages('visits', { ...sort, limit: 7 }, between)
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen).toEqual(expect.arrayContaining(before))
      }
    })

    test('a withdrawn entry is listed only when asked for; a corrected one as it now reads', async () => {
      const entry = await putOne(on.book, visit('2024-05-01', 1))
      const gone = await putOne(on.book, visit('2024-05-02', 2))
      await put(on.book, [{ kind: 'correct', ledger: 'visits', entry, values: { people: 9 } }])
      await put(on.book, [{ kind: 'withdraw', ledger: 'visits', entry: gone }])
      const may = { filter: [{ field: 'heldOn', from: '2024-05-01', until: '2024-06-01' }], ...sorted('heldOn') }
      const shown = (await ask('visits', may)).entries
      expect(shown.map(({ values, version }) => [values.people, version])).toEqual([[9, 2]])
      const all = (await ask('visits', { ...may, withdrawn: true })).entries
      expect(all.map(({ values, withdrawn }) => [values.people, withdrawn])).toEqual([
        [9, false],
        [2, true],
      ])
    })

    test('as of a moment: what was sealed by then, as it read then', async () => {
      const { book } = on
      const entry = await putOne(book, visit('2023-05-01', 1))
      const second = await putOne(book, visit('2023-05-02', 2))
      const moved = await putOne(book, visit('2023-05-04', 4))
      const town = Number(`${TOWN}000`)
      clock.tick()
      const { position } = await sealJournal(book, town)
      const then = clock.now().toISOString()
      clock.tick(60_000)
      await put(book, [{ kind: 'correct', ledger: 'visits', entry, values: { people: 5 } }])
      await put(book, [{ kind: 'withdraw', ledger: 'visits', entry: second }])
      await put(book, [{ kind: 'correct', ledger: 'visits', entry: moved, orgUnit: OTHER_VILLAGE, values: {} }])
      await put(book, [visit('2023-05-03', 3)])
      const may = { filter: [{ field: 'heldOn', from: '2023-05-01', until: '2023-06-01' }], ...sorted('heldOn') }
      const people = (asOf: EntriesRequest['asOf'], orgUnit = VILLAGE) =>
        listed('visits', 'people', { ...may, asOf, orgUnit })
      expect(await people(null)).toEqual([5, 3])
      expect(await people(then)).toEqual([1, 2, 4])
      expect(await people({ at: then, positions: [[town, position]] })).toEqual([1, 2, 4])
      expect(await people(clock.now().toISOString())).toEqual([1, 2, 4]) // what waits for its seal is in no past moment
      expect(await people(then, COUNTY)).toEqual([1, 2, 4])
      expect(await people(null, OTHER_VILLAGE)).toEqual([4])
      await sealJournal(book, town)
      expect(await people(then)).toEqual([1, 2, 4])
      expect(await people(clock.now().toISOString())).toEqual([5, 3])
      expect(await pages('visits', { ...may, asOf: then, limit: 1 })).toEqual([entry, second, moved])
      expect((await ask('visits', { ...may, asOf: then, limit: 1, withCount: true })).count).toBe(3)
    })

    test('under row-level security a page holds the reader’s own places alone, whatever is asked', async () => {
      const { definitions } = on.book
      const reader = definitions.pack.roles.find(
        (role) => role.ledgers['entry.read'] && role.levels.includes('village'),
      )!
      const appointment = { role: reader.id, orgUnit: OTHER_VILLAGE, office: 'desk', from: '2020-01-01', until: null }
      const scope = scopeOf(definitions, rightsOf([reader], [appointment], '2026-03-20'), 'p1')
      const own = bookFor(on.book, scope)
      const request = { ledger: 'loans', orgUnit: TOWN, asOf: null, limit: 1, withCount: true, ...sorted('lentOn') }
      const first = await listEntries(own, request)
      expect([first.count, first.entries[0]!.values.slip]).toEqual([2, 'J-4'])
      const second = await listEntries(own, { ...request, after: first.next })
      expect([second.entries.map(({ values }) => values.slip), second.next]).toEqual([['J-5'], null])
    })

    test('a book of before gains the index that lists by day walk, also where its definitions stay', async () => {
      const fresh = await server.newBook()
      const names = async () => {
        const rows = await fresh.asOwner(
          "select indexname from pg_indexes where indexname like '%\\_by\\_f\\_%' order by 1",
        )
        return rows.map(({ indexname }) => indexname)
      }
      const made = await names()
      expect(made).toEqual([
        'ledger_books__by_f_bought_on',
        'ledger_budget__by_f_month',
        'ledger_goals__by_f_set_on',
        'ledger_loans__by_f_lent_on',
        'ledger_visits__by_f_held_on',
      ])
      await fresh.asOwner('drop index shishu.ledger_loans__by_f_lent_on')
      await fresh.reopen()
      expect(await names()).toEqual(made)
    })
  })
})
