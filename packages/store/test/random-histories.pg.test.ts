import process from 'node:process'
import { addDays, codeKey, deadlineOf, isWithin, parsePeriod, stateCouncilCalendar } from '@shishu/kernel'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkBook } from '../src/book/check-book.ts'
import type { OpenBook } from '../src/book/open-book.ts'
import { foldCells } from '../src/cell/fold.ts'
import { bookEntries } from '../src/entry/book-entries.ts'
import type { Change } from '../src/entry/change.ts'
import { explainDifference } from '../src/figure/difference.ts'
import { explainFigures } from '../src/figure/explain.ts'
import { sealJournal } from '../src/journal/seal.ts'
import { verifyBook } from '../src/journal/verify-book.ts'
import { addOrgUnits } from '../src/org-unit/add-org-units.ts'
import { ENGINES, type TestBook, type TestServer } from './book-fixture.ts'
import { refusalOf } from './bookings.ts'

const WHOLE = process.env.SHISHU_HISTORIES === 'whole'
/**
 * Histories a database engine. Each run draws others, and shares five hundred out among the engines that are here;
 * `SHISHU_HISTORIES=whole` has each of them live all: with two engines more than a thousand.
 */
const HISTORIES = WHOLE ? 520 : Math.ceil(520 / ENGINES.filter(({ missing }) => missing === null).length)
/** Histories that run at once; each prints its own seed when it fails. */
const AT_ONCE = 4
/** Towns to be had: each history has one to itself, and a failing one is shrunk in fresh ones. */
const TOWNS = 1600

/** A day from November 2025 to mid-May 2026; the year after 2026 has no holidays yet. */
const day = fc.integer({ min: 0, max: 195 }).map((number) => addDays('2025-11-01', number))
const pick = fc.nat(50)
const village = fc.constantFrom(1, 2)
const operation = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ op: fc.constant('visit' as const), on: day, people: fc.nat(9), village, put: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('book' as const),
      on: day,
      kept: fc.option(fc.nat(90)),
      novel: fc.boolean(),
      price: fc.nat(9999),
      village,
    }),
  },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('loan' as const), on: day, village }) },
  { weight: 6, arbitrary: fc.record({ op: fc.constant('step' as const), pick, which: pick, wait: fc.nat(45) }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('correct' as const), pick, number: fc.nat(9), village }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('withdraw' as const), pick }) },
  { weight: 2, arbitrary: fc.constant({ op: 'seal' as const }) },
  { weight: 2, arbitrary: fc.constant({ op: 'fold' as const }) },
  { weight: 1, arbitrary: fc.constant({ op: 'weeks pass' as const }) },
  { weight: 3, arbitrary: fc.constant({ op: 'remember' as const }) },
)
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never

/** What an entry says now, as the model keeps it: no versions, no postings. */
interface Fact {
  entry: string
  village: string
  on: string
  withdrawn: boolean
  /** Visits. */
  people?: number
  /** Books. */
  book?: { until: string | null; novel: boolean; price: number }
  /** Loans: the steps taken. */
  track?: { step: 'renew' | 'return' | 'lose' | 'check' | 'find'; on: string }[]
}

const NEXT = { lent: ['return', 'renew', 'lose'], returned: ['check'], lost: ['find'], done: [] } as const
const TO = { renew: 'lent', return: 'returned', lose: 'lost', check: 'done', find: 'returned' } as const

/** The state of a loan on the eve of a day; null before it was lent. */
function stateBefore(fact: Fact, until: string): keyof typeof NEXT | null {
  if (fact.on >= until) return null
  return fact.track!.filter(({ on }) => on < until).reduce<keyof typeof NEXT>((_, { step }) => TO[step], 'lent')
}

function isOverdue(fact: Fact, until: string): boolean {
  let due = deadlineOf(fact.on, { count: 30, unit: 'calendar-day' }, stateCouncilCalendar)
  // Renewing adds a month once, and only while the loan is in time.
  const renewal = fact.track!.find(({ step }) => step === 'renew')
  if (renewal !== undefined && renewal.on <= due) {
    due = deadlineOf(due, { count: 1, unit: 'month' }, stateCouncilCalendar)
  }
  const left = fact.track!.find(({ step }) => step !== 'renew')?.on ?? null
  return addDays(due, 1) < until && (left === null || left >= until)
}

const INDICATORS = [
  'visitors',
  'books-held',
  'novels-held',
  'books-spent',
  'loans-out',
  'loans-overdue',
  'in-time-rate',
] as const

/** Every figure of the facts, counted by hand; nought stands for “nothing was kept”. */
function countByHand(
  facts: readonly Fact[],
  orgUnit: string,
  periodId: string,
): Record<(typeof INDICATORS)[number], number | null> {
  const { from, until } = parsePeriod(periodId)
  const here = facts.filter((fact) => !fact.withdrawn && isWithin(fact.village, orgUnit))
  const within = (on: string) => on >= from && on < until
  const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
  const books = here.filter(({ book }) => book !== undefined)
  const loans = here.filter(({ track }) => track !== undefined)
  const standing = books.filter(({ on, book }) => on < until && !(book!.until !== null && book!.until < until))
  const back = loans.flatMap(({ on, track }) =>
    track!
      .filter(({ step, on: returned }) => step === 'return' && within(returned))
      .map((step) => ({ lent: on, returned: step.on })),
  )
  const inTime = back.filter(({ lent, returned }) => returned <= addDays(lent, 30)).length
  return {
    visitors: total(here.filter(({ on }) => within(on)).map(({ people }) => people ?? 0)),
    'books-held': standing.length,
    'novels-held': standing.filter(({ book }) => book!.novel).length,
    'books-spent': total(books.filter(({ on }) => within(on)).map(({ book }) => book!.price)),
    'loans-out': loans.filter((fact) => stateBefore(fact, until) === 'lent').length,
    'loans-overdue': loans.filter((fact) => isOverdue(fact, until)).length,
    'in-time-rate': back.length === 0 ? null : Math.round((inTime * 1000) / back.length) / 10,
  }
}

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('random histories', () => {
    let server: TestServer
    let on: TestBook
    let book: OpenBook
    // Each look moves the clock on by a millisecond, so that every instant is told apart from every other.
    let time = Date.parse('2026-01-01T00:00:00Z')
    let towns = 0
    let histories = 0
    const liveLoans = new Map<string, number>()

    beforeAll(async () => {
      server = await start()
      const clock = () => {
        time += 1
        return new Date(time)
      }
      on = await server.newBook({ clock })
      book = on.book
      const counties = ['341897000000', '341898000000']
      const codes = Array.from({ length: TOWNS }, (_, index) => townCode(index))
      await addOrgUnits(book, [
        ...counties.map((code) => ({ code, name: code })),
        ...codes.flatMap((code) =>
          ['000', '001', '002'].map((end) => ({ code: code.slice(0, 9) + end, name: code + end })),
        ),
      ])
    })
    afterAll(() => server?.stop())

    test('invariant 2 and 4: present, earlier figures, explanations and differences of random histories are those counted by hand', async () => {
      const seed = Number(process.env.SHISHU_SEED ?? Date.now() % 2 ** 31)
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, lane) =>
          fc.assert(
            fc.asyncProperty(fc.array(operation, { minLength: 3, maxLength: 12 }), live),
            // A failure prints the seed and the shrunk history; SHISHU_SEED runs all of them again.
            { numRuns: Math.ceil(HISTORIES / AT_ONCE), seed: seed + lane },
          ),
        ),
      )
      expect(histories).toBeGreaterThanOrEqual(HISTORIES)
    }, 300_000)

    test('invariant 2: after all histories, cells + postings since = postings = post() over current versions', async () => {
      const checked = await checkBook(book)
      expect(checked.disagreements).toEqual([])
      expect(checked.towns).toBeGreaterThanOrEqual(HISTORIES / 2) // a history may book nothing
      await verifyBook(book)
    })

    test('invariant 3: the states add up to what was opened and not withdrawn', async () => {
      const rows = await on.asOwner(
        `select p.town, sum(p.amount) filter (where m.key like 'loans.at[%') as standing,
                sum(p.amount) filter (where m.key = 'loans.opened') as opened
           from shishu.posting as p join shishu.measure as m on m.id = p.measure
          where m.ledger = 'loans' group by p.town`,
      )
      expect(rows.length).toBeGreaterThan(HISTORIES / 3)
      for (const { town, standing, opened } of rows) {
        expect([town, Number(standing ?? 0), Number(opened ?? 0)]).toEqual([
          town,
          liveLoans.get(String(town)),
          liveLoans.get(String(town)),
        ])
      }
    })

    test('invariant 3: no entry is in two states on one day, nor in one twice', async () => {
      const rows = await on.asOwner(
        `select entry, day from (
           select p.entry, p.day, sum(sum(p.amount)) over (partition by p.town, p.entry order by p.day) as standing
             from shishu.posting as p join shishu.measure as m on m.id = p.measure
            where m.key like 'loans.at[%' group by p.town, p.entry, p.day) as together
          where standing not in (0, 1)
          union all
         select entry, day from (
           select p.entry, p.day, sum(sum(p.amount)) over (partition by p.town, p.entry, p.measure order by p.day) as standing
             from shishu.posting as p join shishu.measure as m on m.id = p.measure
            where m.key like 'loans.at[%' group by p.town, p.entry, p.measure, p.day) as each
          where standing not in (0, 1)`,
      )
      expect(rows).toEqual([])
    })

    function townCode(index: number): string {
      const county = index < 800 ? '341897' : '341898'
      return `${county}${String(101 + (index % 800))}000`
    }

    /** Lives one history in a town of its own and compares the book with the count by hand. */
    async function live(operations: readonly Operation[]): Promise<void> {
      const town = townCode(towns % TOWNS)
      towns += 1
      histories += 1
      const key = codeKey(town)
      const place = (number: number) => `${town.slice(0, 9)}00${number}`
      const facts: Fact[] = []
      const remembered: { instant: string; facts: Fact[] }[] = []
      let numbers = 0
      const request = (change: Change) => bookEntries(book, { request: uuidv7(), town, by: '李', changes: [change] })
      const remember = async () => {
        await sealJournal(book, key)
        remembered.push({ instant: book.clock().toISOString(), facts: structuredClone(facts) })
      }
      const add = async (change: Change, fact: Omit<Fact, 'entry' | 'withdrawn'>) => {
        const booked = await request(change)
        facts.push({ ...fact, entry: booked.versions[0]!.entry, withdrawn: false })
      }
      const current = () => facts.filter(({ withdrawn }) => !withdrawn)
      const choose = <T>(from: readonly T[], number: number): T | undefined => from[number % Math.max(from.length, 1)]

      for (const operation of operations) {
        if (operation.op === 'visit') {
          const orgUnit = place(operation.village)
          const { on: heldOn, people } = operation
          const twin = current().find(
            (fact) => fact.people !== undefined && fact.on === heldOn && fact.village === orgUnit,
          )
          const change = {
            kind: operation.put ? 'put' : 'add',
            ledger: 'visits',
            orgUnit,
            values: { heldOn, people },
          } as const
          if (twin === undefined) await add(change, { village: orgUnit, on: heldOn, people })
          else if (operation.put) {
            await request(change)
            twin.people = people
          } else expect(await refusalOf(request(change))).toBe('entry.key-taken')
        } else if (operation.op === 'book') {
          const orgUnit = place(operation.village)
          const { on: boughtOn, novel, price, kept } = operation
          const until = kept === null ? null : addDays(boughtOn, kept)
          numbers += 1
          const subject = novel ? 'novel' : 'science'
          const values = { number: `${numbers}`, title: '无题', subject, boughtOn, discardedOn: until, price }
          await add(
            { kind: 'add', ledger: 'books', orgUnit, values },
            { village: orgUnit, on: boughtOn, book: { until, novel, price } },
          )
        } else if (operation.op === 'loan') {
          const orgUnit = place(operation.village)
          numbers += 1
          const values = { slip: `${numbers}`, reader: '甲', lentOn: operation.on }
          await add(
            { kind: 'add', ledger: 'loans', orgUnit, values },
            { village: orgUnit, on: operation.on, track: [] },
          )
        } else if (operation.op === 'step') {
          const fact = choose(
            current().filter(({ track }) => track !== undefined),
            operation.pick,
          )
          const renewed = fact?.track?.filter(({ step }) => step === 'renew').length ?? 0
          const steps =
            fact === undefined
              ? []
              : NEXT[stateBefore(fact, '9999-12-31')!].filter((step) => step !== 'renew' || renewed < 3)
          const step = choose(steps, operation.which)
          if (fact === undefined || step === undefined) continue
          const last = fact.track!.at(-1)?.on ?? fact.on
          const taken = { step, on: addDays(last, operation.wait), by: null }
          const values = step === 'check' ? { damaged: false } : {}
          await request({ kind: 'step', ledger: 'loans', entry: fact.entry, taken, values })
          fact.track!.push({ step, on: taken.on })
        } else if (operation.op === 'correct') {
          const fact = choose(current(), operation.pick)
          if (fact === undefined) continue
          const orgUnit = place(operation.village)
          const ledger = fact.people !== undefined ? 'visits' : fact.book !== undefined ? 'books' : 'loans'
          const values =
            ledger === 'visits' ? { people: operation.number } : ledger === 'books' ? { price: operation.number } : {}
          const taken = current().some(
            (other) =>
              other !== fact &&
              ledger === 'visits' &&
              other.people !== undefined &&
              other.on === fact.on &&
              other.village === orgUnit,
          )
          const outcome = await refusalOf(request({ kind: 'correct', ledger, entry: fact.entry, orgUnit, values }))
          expect(outcome).toBe(taken ? 'entry.key-taken' : 'booked')
          if (taken) continue
          fact.village = orgUnit
          if (fact.people !== undefined) fact.people = operation.number
          if (fact.book !== undefined) fact.book.price = operation.number
        } else if (operation.op === 'withdraw') {
          const fact = choose(current(), operation.pick)
          if (fact === undefined) continue
          const ledger = fact.people !== undefined ? 'visits' : fact.book !== undefined ? 'books' : 'loans'
          await request({ kind: 'withdraw', ledger, entry: fact.entry })
          fact.withdrawn = true
        } else if (operation.op === 'seal') await sealJournal(book, key)
        else if (operation.op === 'fold') await foldCells(book, key)
        else if (operation.op === 'weeks pass') time += 12 * 86_400_000
        else await remember()
      }
      liveLoans.set(String(key), current().filter(({ track }) => track !== undefined).length)

      await compare(facts, town, '2026-H1', null)
      await compare(facts, place(1), '2026-03', null)
      if (remembered.length === 0) return
      await remember()
      await foldCells(book, key)
      for (const { instant, facts: then } of remembered) await compare(then, town, '2026-Q1', instant)
      const [first, last] = [remembered[0]!, remembered.at(-1)!]
      const indicator = INDICATORS[operations.length % INDICATORS.length]!
      await difference(first, last, place(2), indicator)
    }

    async function compare(
      facts: readonly Fact[],
      orgUnit: string,
      period: string,
      asOf: string | null,
    ): Promise<void> {
      const expected = countByHand(facts, orgUnit, period)
      const explained = await explainFigures(book, { orgUnit, period: parsePeriod(period), asOf }, INDICATORS)
      const found = Object.fromEntries(
        explained.map(({ figure, indicator }) => [
          indicator.id,
          figure.value ?? (indicator.id === 'in-time-rate' ? null : 0),
        ]),
      )
      expect(found).toEqual(expected)
      for (const { inputs } of explained) {
        for (const { amount, contributions } of inputs) expect(sumOf(contributions)).toBe(amount ?? 0)
      }
      // The entries behind the visitors are those counted, each with its own people.
      const { from, until } = parsePeriod(period)
      const behind = facts
        .filter(
          (fact) =>
            !fact.withdrawn &&
            isWithin(fact.village, orgUnit) &&
            fact.on >= from &&
            fact.on < until &&
            (fact.people ?? 0) > 0,
        )
        .map(({ entry, village: unit, on: heldOn, people }) => ({ entry, orgUnit: unit, day: heldOn, amount: people }))
      const told = explained[0]!.inputs[0]!.contributions.map(({ entry, orgUnit: unit, day: heldOn, amount }) => ({
        entry,
        orgUnit: unit,
        day: heldOn,
        amount,
      }))
      const byEntry = (one: { entry: string }, other: { entry: string }) => (one.entry < other.entry ? -1 : 1)
      expect(told.sort(byEntry)).toEqual(behind.sort(byEntry))
    }

    async function difference(
      first: { instant: string; facts: Fact[] },
      last: { instant: string; facts: Fact[] },
      orgUnit: string,
      indicator: (typeof INDICATORS)[number],
    ): Promise<void> {
      const question = { orgUnit, period: parsePeriod('2026-H1'), from: first.instant, to: last.instant }
      const { before, after, inputs } = await explainDifference(book, question, indicator)
      const none = indicator === 'in-time-rate' ? null : 0
      expect(before.value ?? none).toBe(countByHand(first.facts, orgUnit, '2026-H1')[indicator])
      expect(after.value ?? none).toBe(countByHand(last.facts, orgUnit, '2026-H1')[indicator])
      for (const { before: was, after: is, lines } of inputs)
        expect(sumOf(lines)).toBe(Number(is ?? 0) - Number(was ?? 0))
    }
  })
})

const sumOf = (lines: readonly { amount: number }[]) => lines.reduce((sum, { amount }) => sum + amount, 0)
