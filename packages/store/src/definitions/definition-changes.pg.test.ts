import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Act,
  codeKey,
  count,
  type DefinitionCase,
  type DefinitionChange,
  date,
  type Ledger,
  parsePeriod,
  type Rights,
  rightsOf,
  text,
} from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COUNTY, ENGINES, handClock, type TestBook, type TestServer, TOWN, VILLAGE } from '../../test/book-fixture.ts'
import { loan, put, putOne, refusalOf, visit } from '../../test/bookings.ts'
import { scopeOf } from '../access/scope.ts'
import { bookFor } from '../access/scoped-pool.ts'
import { cutAtMoment } from '../backup/cut-at-moment.ts'
import { importExport } from '../backup/import-export.ts'
import type { Book } from '../book/book.ts'
import { checkBook } from '../book/check-book.ts'
import { type OpenBook, openBook } from '../book/open-book.ts'
import { computeFigures } from '../figure/figures.ts'
import { exportBook } from '../journal/export-book.ts'
import { issueReport, recomputeIssued } from '../journal/issue-report.ts'
import { sealJournal } from '../journal/seal.ts'
import { verifyBook } from '../journal/verify-book.ts'
import { adoptDefinitions, bringDefinitionsUpToDate } from './bring-up-to-date.ts'
import { listDefinitionChanges } from './definition-changes.ts'
import {
  checkDefinitions,
  type PublishRequest,
  publishDefinitions,
  withdrawDefinitions,
} from './publish-definitions.ts'
import { readPackInForce } from './read-pack-in-force.ts'

const WORDS = { label: '报修', gloss: 'repairs', source: '馆务会' }
const repairs: Ledger = {
  ...WORDS,
  id: 'own-repairs',
  kind: 'event',
  office: 'desk',
  fields: { on: date({ ...WORDS, required: true }), what: text({ ...WORDS, required: true }) },
  key: ['on', 'what'],
  measures: { told: count({ ...WORDS, on: 'on' }) },
}
const newLedger: DefinitionChange = { kind: 'ledger', body: repairs }
const indicatorOf = (value: string): DefinitionChange => ({
  kind: 'indicator',
  body: { ...WORDS, id: 'own-repairs-told', unit: 'one', value, better: 'neither' },
})
const report = packLibrary.reports[0]!
const withRepairs: DefinitionChange = {
  kind: 'report',
  body: {
    ...report,
    paragraphs: [...report.paragraphs, { style: 'body', text: '报修{9}次。' }],
    slots: { ...report.slots, 9: { kind: 'figure', indicator: 'own-repairs-told', wording: 'plain' } },
  },
}
const loanDays = (value: number): DefinitionChange => ({
  kind: 'param',
  body: { ...packLibrary.params.find(({ id }) => id === 'loan.days')!, value },
})
const repair = (on: string, what: string) =>
  ({ kind: 'add', ledger: 'own-repairs', orgUnit: VILLAGE, values: { on, what } }) as const

let requests = 0
const asked = (changes: readonly DefinitionChange[], more: Partial<PublishRequest> = {}): PublishRequest => {
  requests += 1
  return {
    request: `request-${requests}`,
    from: '2026-07-01',
    by: '数',
    reason: '馆务会定',
    changes,
    cases: [],
    ...more,
  }
}
const publish = (book: OpenBook, changes: readonly DefinitionChange[], more: Partial<PublishRequest> = {}) =>
  publishDefinitions(book, book, asked(changes, more))
const figureOf = async (book: Book, id: string, asOf: string | null = null) =>
  (await computeFigures(book, { orgUnit: TOWN, period: parsePeriod('2026-H1'), asOf }, [id])).get(id)!.value
const statesOf = async (book: Book) => (await listDefinitionChanges(book.keeperPool)).map(({ state }) => state)
const problemsIn = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: { facts: { problems: string[]; cases: string[] } }) => [...error.facts.problems, ...error.facts.cases],
  )

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('definitions kept in the book', () => {
    let server: TestServer
    let clock: ReturnType<typeof handClock>
    const newBook = async (): Promise<TestBook> => {
      clock = handClock('2026-07-01T08:00:00Z')
      return server.newBook({ clock: clock.now })
    }
    const openBeside = (on: TestBook, pack = packLibrary) =>
      openBook({ dataDir: '', databaseUrl: on.databaseUrl, pack, clock: clock.now })
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server?.stop())

    test('a ledger, its indicator and its place in a report are there at once, at the other server soon, and later', async () => {
      const on = await newBook()
      const other = await openBeside(on)
      const made = await publish(on.book, [newLedger, indicatorOf('flow(own-repairs.told)'), withRepairs])
      expect(made).toMatchObject({ state: 'in-force', definitions: on.book.definitionsId, repeated: false })
      await put(on.book, [repair('2026-03-02', '暖气'), repair('2026-03-09', '屋面')])
      expect(await figureOf(on.book, 'own-repairs-told')).toBe(2)

      expect(await refusalOf(put(other, [visit('2026-03-02', 1)]))).toBe('book.definitions-changed')
      expect(await adoptDefinitions(other)).toBe(true)
      expect(other.definitionsId).toBe(made.definitions)
      await put(other, [repair('2026-03-10', '门')])
      expect(await figureOf(other, 'own-repairs-told')).toBe(3)
      await other.close()

      const book = await on.reopen()
      expect(book.definitionsId).toBe(made.definitions)
      expect(await figureOf(book, 'own-repairs-told')).toBe(3)
      expect((await checkBook(book)).disagreements).toEqual([])
      expect(await bringDefinitionsUpToDate(book)).toEqual([])
      const location = { dataDir: '', databaseUrl: on.databaseUrl, pack: packLibrary }
      expect((await readPackInForce(location)).ledgers.at(-1)).toEqual(repairs)
    })

    test('an example kept with an earlier change still comes out, or is replaced', async () => {
      const { book } = await newBook()
      const example = (value: number): DefinitionCase => {
        const sums = { 'own-repairs.told': 2 }
        return { kind: 'figure', name: '两次', indicator: 'own-repairs-told', sums, value }
      }
      await publish(book, [newLedger, indicatorOf('flow(own-repairs.told)')], { cases: [example(2)] })
      const doubled = [indicatorOf('flow(own-repairs.told) * 2')]
      expect(await problemsIn(publish(book, doubled))).toEqual(['样例“两次”：应为2，算出4'])
      const { cases } = await checkDefinitions(book, { changes: doubled, cases: [] })
      expect(cases).toMatchObject([{ name: '两次', passed: false }])
      await publish(book, doubled, { cases: [example(4)] })
    })

    test('invariant 5: a changed parameter counts anew; what was issued before is computed under its own definitions', async () => {
      const on = await newBook()
      const { book } = on
      await publish(book, [newLedger, indicatorOf('flow(own-repairs.told)'), withRepairs])
      await put(book, [repair('2026-03-02', '暖气'), loan('J-1', { lentOn: '2026-03-02', returnedOn: '2026-03-20' })])
      await sealJournal(book, codeKey(TOWN))
      const template = book.definitions.report('half-year')
      const issued = await issueReport(book, { report: template, orgUnit: TOWN, period: '2026-H1', by: '王' })
      expect(issued.slots.find(({ slot }) => slot === 9)?.text).toBe('1')
      const before = clock.tick()
      clock.tick()
      const changes = [loanDays(14), indicatorOf('flow(own-repairs.told) * 10'), { ...withRepairs, body: report }]
      expect(await checkDefinitions(book, { changes: changes as DefinitionChange[], cases: [] })).toEqual({
        problems: [],
        cases: [],
        rebooked: [{ ledger: 'loans', entries: 1 }],
      })
      expect(await figureOf(book, 'in-time-rate')).toBe(100) // checking changes nothing
      await publish(book, changes as DefinitionChange[])
      expect([await figureOf(book, 'in-time-rate'), await figureOf(book, 'own-repairs-told')]).toEqual([0, 10])
      await sealJournal(book, codeKey(TOWN))
      expect(await figureOf(book, 'in-time-rate', before)).toBe(100)
      expect(await recomputeIssued(book, issued)).toEqual(issued.slots)
      expect((await checkBook(book)).disagreements).toEqual([])
      await verifyBook(book)
    })

    test('what waits comes into force when its day comes, in Shanghai; what is withdrawn does not', async () => {
      const on = await newBook()
      const { book } = on
      const later = await publish(book, [newLedger], { from: '2026-07-03' })
      const never = await publish(book, [loanDays(14)], { from: '2026-07-03' })
      expect([later.state, never.state]).toEqual(['waiting', 'waiting'])
      // The one of before would set this one back when its day comes.
      const twice = await problemsIn(publish(book, [{ kind: 'ledger', body: { ...repairs, label: '维修' } }]))
      expect(twice).toEqual(['ledgers.own-repairs：另有一项变更 2026-07-03 起生效（馆务会定），请先撤回它'])
      await withdrawDefinitions(book, { change: never.id, by: '数', reason: '不改了' })
      clock.set('2026-07-02T15:59:00Z')
      await bringDefinitionsUpToDate(book)
      expect(await refusalOf(put(book, [repair('2026-03-02', '门')]))).toBe('ledger.unknown')
      clock.set('2026-07-02T16:00:00Z') // midnight in Shanghai
      await bringDefinitionsUpToDate(book)
      await putOne(book, repair('2026-03-02', '门'))
      expect(await statesOf(book)).toEqual(['withdrawn', 'in-force'])
      expect(book.definitions.params.get('loan.days')).toBe(30)
      const withdraw = (change: string) => refusalOf(withdrawDefinitions(book, { change, by: '数', reason: '撤回' }))
      expect(await withdraw(later.id)).toBe('definition.not-waiting')
      expect(await withdraw('018f0000-0000-7000-8000-000000000000')).toBe('definition.change-unknown')
      expect(await refusalOf(publish(book, [loanDays(20)], { from: '2026-07-02' }))).toBe('definition.from-past')
    })

    test('a day that comes while nobody has the book open is kept at the next opening', async () => {
      const on = await newBook()
      await publish(on.book, [newLedger], { from: '2026-07-05' })
      clock.set('2026-07-09T08:00:00Z')
      const book = await on.reopen()
      expect([await statesOf(book), book.definitions.ledger('own-repairs').id]).toEqual([['in-force'], 'own-repairs'])
    })

    test('the same request publishes once; a broken one, and one whose example fails, publishes nothing', async () => {
      const on = await newBook()
      const request = asked([newLedger, indicatorOf('flow(own-repairs.told)')])
      const first = await publishDefinitions(on.book, on.book, request)
      expect(await publishDefinitions(on.book, on.book, request)).toEqual({ ...first, repeated: true })
      const example: DefinitionCase = {
        kind: 'figure',
        name: '两次',
        indicator: 'own-repairs-told',
        sums: { 'own-repairs.told': 2 },
        value: 3,
      }
      expect(await problemsIn(publish(on.book, [loanDays(9)], { cases: [example] }))).toEqual([
        '样例“两次”：应为3，算出2',
      ])
      expect(await problemsIn(publish(on.book, [indicatorOf('flow(own-repairs.lost)')]))).toEqual([
        'indicators.own-repairs-told.value：第 1 行第 6 列：没有科目 own-repairs.lost',
      ])
      expect(await statesOf(on.book)).toEqual(['in-force'])
      expect(on.book.definitionsId).toBe(first.definitions)
    })

    test('the database keeps changes from whoever has no right to them, and rows only ever arrive', async () => {
      const on = await newBook()
      const as = (role: string, orgUnit: string) => {
        const rights: Rights = rightsOf(
          packLibrary.roles,
          [{ role, orgUnit, office: null, from: '2026-01-01', until: null }],
          '2026-07-01',
        )
        expect(rights.mayAnywhere('definitions.manage' satisfies Act)).toBe(role === 'librarian')
        return bookFor(on.book, scopeOf(on.book.definitions, rights, 'p1'))
      }
      const mine = asked([newLedger], { by: 'p1', from: '2026-07-03' })
      const tried = (by: Book) => refusalOf(publishDefinitions(on.book, by, mine))
      expect(await tried(as('branch-clerk', VILLAGE))).toBe('access.refused')
      // One town's librarian answers for that town alone, and definitions hold in all three.
      expect(await tried(as('librarian', TOWN))).toBe('access.refused')
      const county = as('librarian', COUNTY)
      // In nobody else's name.
      expect(await refusalOf(publishDefinitions(on.book, county, asked([newLedger])))).toBe('access.refused')
      expect(await tried(county)).toBe('booked')
      const waiting = (await listDefinitionChanges(on.book.keeperPool))[0]!.id
      const withdrawn = (by: Book) =>
        refusalOf(withdrawDefinitions(by, { change: waiting, by: 'p1', reason: '不改了' }))
      expect(await withdrawn(as('librarian', TOWN))).toBe('access.refused')
      expect(await withdrawn(county)).toBe('booked')
      const change = async (sql: string) => refusalOf(on.book.pool.query(sql))
      expect(await change("update shishu.definition_change set reason = ''")).toBe('42501')
      expect(await change('delete from shishu.definition_change_end')).toBe('42501')
    })

    test('a newer program whose pack no longer goes with the changes is refused, and told which', async () => {
      const on = await newBook()
      const { id } = await publish(on.book, [newLedger, indicatorOf('flow(visits.people)')])
      const gone = {
        ...packLibrary,
        ledgers: packLibrary.ledgers.filter(({ id }) => id !== 'visits'),
        indicators: packLibrary.indicators.filter(({ value }) => !/visit|weekly/.test(value)),
        requirements: [],
        reports: [],
        missions: [],
      }
      const refused = await openBeside(on, gone).catch((error: { code: string; message: string }) => error)
      expect(refused).toMatchObject({ code: 'definition.unfit' })
      const said = String((refused as { message?: unknown }).message)
      expect(said).toContain(`2026-07-01 馆务会定（ledgers.own-repairs、indicators.own-repairs-told；${id}）`)
      expect(said).toContain('没有科目 visits.people')
      await put(on.book, [repair('2026-03-02', '门')]) // nothing was touched
    })

    test('a book that another program has taken over is left to it', async () => {
      const on = await newBook()
      const newer = await openBeside(on, { ...packLibrary, label: '新馆' })
      expect(await refusalOf(publish(on.book, [newLedger]))).toBe('book.definitions-changed')
      await publish(newer, [newLedger])
      await bringDefinitionsUpToDate(on.book)
      expect(on.book.definitionsId).not.toBe(newer.definitionsId)
      await put(newer, [repair('2026-03-02', '门')])
      await newer.close()
    })

    test('definitions that the tables cannot take are not put in force: the book still opens', async () => {
      const on = await newBook()
      // As of an earlier moment the ledger was not there; its table is.
      await on.asOwner('create table shishu.ledger_own_repairs (town bigint, entry uuid, version integer, f_on text)')
      expect(await refusalOf(publish(on.book, [newLedger]))).toBe('definition.retyped')
      expect(await statesOf(on.book)).toEqual([])
      const { id } = await publish(on.book, [newLedger], { from: '2026-07-02' })
      clock.set('2026-07-02T08:00:00Z')
      expect((await bringDefinitionsUpToDate(on.book)).map((unfit) => unfit.id)).toEqual([id])
      const book = await on.reopen()
      // What can never come into force stands in nobody's way.
      expect((await publish(book, [loanDays(14)], { from: '2026-07-02' })).state).toBe('in-force')
      expect(await statesOf(book)).toEqual(['in-force', 'waiting'])
    })

    test('no ledger’s name is that of another’s index', async () => {
      const on = await newBook()
      const named = (id: string): DefinitionChange => ({ kind: 'ledger', body: { ...repairs, id } })
      const ids = ['own-a', 'own-a-batch', 'own-a-pkey', 'own-a-key', 'own-a-by-f-on', `own-${'a'.repeat(46)}`]
      await publish(on.book, ids.map(named))
      await put(on.book, [{ ...repair('2026-03-02', '门'), ledger: 'own-a-batch' }])
      expect((await checkBook(on.book)).disagreements).toEqual([])
    })

    test('what another waiting change rests on is not withdrawn before it', async () => {
      const on = await newBook()
      const first = await publish(on.book, [newLedger], { from: '2026-07-03' })
      const second = await publish(on.book, [indicatorOf('flow(own-repairs.told)')], { from: '2026-07-04' })
      const withdraw = (change: string) => withdrawDefinitions(on.book, { change, by: '数', reason: '不改了' })
      const [problem] = await problemsIn(withdraw(first.id))
      expect(problem).toContain('没有科目 own-repairs.told')
      await withdraw(second.id)
      await withdraw(first.id)
      expect(await statesOf(on.book)).toEqual(['withdrawn', 'withdrawn'])
    })

    test('nothing is issued while entries are counted by old and by new rules; nobody is in an example', async () => {
      const on = await newBook()
      const { book } = on
      const other = await openBeside(on)
      const issue = (from: Book) =>
        refusalOf(
          issueReport(from, {
            report: from.definitions.report('half-year'),
            orgUnit: TOWN,
            period: '2026-H1',
            by: '王',
          }),
        )
      const values = { slip: 'J-1', reader: '张三', lentOn: '2026-03-02' }
      const example: DefinitionCase = {
        kind: 'booking',
        name: '例',
        ledger: 'loans',
        values,
        books: { 'loans.opened': 1 },
      }
      await publish(book, [loanDays(14)], { cases: [example] })
      expect(JSON.stringify(await listDefinitionChanges(book.keeperPool))).not.toContain('张三')
      expect(await issue(other)).toBe('book.definitions-changed')
      await on.asOwner("insert into shishu.rebooking values ('loans')") // as if cut off
      expect(await issue(book)).toBe('book.rebooking')
      await bringDefinitionsUpToDate(book)
      expect(await issue(book)).toBe('booked')
      await other.close()
    })

    test('restored to a moment before them, they are not there; and can be defined anew', async () => {
      const on = await newBook()
      await put(on.book, [visit('2026-03-02', 1)])
      await sealJournal(on.book, codeKey(TOWN))
      const before = clock.tick()
      clock.tick()
      await publish(on.book, [newLedger, loanDays(14)])
      await put(on.book, [repair('2026-03-02', '门')])
      await sealJournal(on.book, codeKey(TOWN))
      await on.book.asOwner(async (owner) => {
        await owner.query('begin')
        await cutAtMoment(owner, before)
        await owner.query('commit')
      })
      const book = await on.reopen()
      expect([await statesOf(book), book.definitions.params.get('loan.days')]).toEqual([[], 30])
      expect((await checkBook(book)).disagreements).toEqual([])
      await publish(book, [newLedger])
      await put(book, [repair('2026-03-02', '窗')])
      expect((await checkBook(book)).disagreements).toEqual([])
    })

    test('an export carries them: the book opened from it goes by them', async () => {
      const on = await newBook()
      await publish(on.book, [newLedger, indicatorOf('flow(own-repairs.told)')])
      await publish(on.book, [loanDays(14)], { from: '2026-09-01' })
      await put(on.book, [repair('2026-03-02', '门')])
      const folder = mkdtempSync(join(tmpdir(), 'shishu-export-'))
      const target = await server.newBook()
      try {
        await exportBook(on.book, join(folder, 'book.gz'))
        await target.asOwner('drop schema shishu cascade; drop schema shishu_account cascade')
        const location = { dataDir: '', databaseUrl: target.databaseUrl, pack: packLibrary, clock: clock.now }
        await importExport(join(folder, 'book.gz'), location)
        const book = await openBook(location)
        expect(book.definitionsId).toBe(on.book.definitionsId)
        expect([await figureOf(book, 'own-repairs-told'), await statesOf(book)]).toEqual([1, ['waiting', 'in-force']])
        await book.close()
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
  })
})
