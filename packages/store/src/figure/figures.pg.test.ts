import { parsePeriod } from '@shishu/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COUNTY,
  ENGINES,
  OTHER_VILLAGE,
  SECOND_TOWN,
  SECOND_TOWN_VILLAGE,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/book-fixture.ts'
import { bookOf, loan, put, putOne, refusalOf, visit } from '../../test/bookings.ts'
import type { OpenBook } from '../book/open-book.ts'
import { explainFigure, explainFigures } from './explain.ts'
import { computeFigures, fillReport } from './figures.ts'

const H1 = parsePeriod('2026-H1')

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('figures', () => {
    let server: TestServer
    let book: OpenBook
    beforeAll(async () => {
      server = await start()
      book = (await server.newBook()).book
      // In the first town 1 of 2 came back in time, in the second 3 of 3.
      await put(book, [
        loan('J-1', { lentOn: '2026-03-02', returnedOn: '2026-03-10' }),
        loan('J-2', { lentOn: '2026-03-02', returnedOn: '2026-05-10' }, OTHER_VILLAGE),
        loan('J-9', { lentOn: '2026-06-01' }),
        visit('2026-03-10', 100),
        visit('2025-03-10', 80),
        visit('2026-06-28', 20, OTHER_VILLAGE),
      ])
      await put(
        book,
        [1, 2, 3].map((number) =>
          loan(`K-${number}`, { lentOn: '2026-03-02', returnedOn: '2026-03-10' }, SECOND_TOWN_VILLAGE),
        ),
      )
      await put(book, [{ kind: 'add', ledger: 'goals', orgUnit: TOWN, values: { setOn: '2026-01-01', visitors: 300 } }])
      await put(book, [
        {
          kind: 'add',
          ledger: 'budget',
          orgUnit: TOWN,
          values: { month: '2026-03', spent: 1_100_000, base: 1_000_000 },
        },
        {
          kind: 'add',
          ledger: 'budget',
          orgUnit: TOWN,
          values: { month: '2026-05', spent: 1_100_000, base: 1_500_000 },
        },
      ])
    })
    afterAll(() => server?.stop())

    const figure = async (id: string, orgUnit: string, period = H1) =>
      (await computeFigures(book, { orgUnit, period, asOf: null }, [id])).get(id)!

    test('invariant 9: a parent’s rate is computed from entries, never from its children’s rates', async () => {
      expect(await figure('in-time-rate', TOWN)).toMatchObject({ value: 50, numerator: 1, denominator: 2 })
      expect(await figure('in-time-rate', SECOND_TOWN)).toMatchObject({ value: 100, numerator: 3, denominator: 3 })
      expect(await figure('in-time-rate', COUNTY)).toMatchObject({ value: 80, numerator: 4, denominator: 5 }) // not 75
      expect(await figure('in-time-rate', VILLAGE)).toMatchObject({ value: 100 })
    })

    test.each([
      // indicator          where    period      → value
      ['visitors', TOWN, '2026-H1', 120],
      ['visitors', VILLAGE, '2026-H1', 100],
      ['visitors', TOWN, '2026-06-B', 20], // a half month, read from postings
      ['visitors', TOWN, '2026-06-28', 20],
      ['visitors', TOWN, '2026-Q1', 100],
      ['visitors-growth', TOWN, '2026-H1', 50],
      ['visitors-growth', OTHER_VILLAGE, '2026-H1', null], // nothing a year earlier
      ['visitors-course', TOWN, '2026-H1', 80], // 120 of half of 300
      ['visitors-course', VILLAGE, '2026-H1', null], // no target of its own
      ['loans-out', TOWN, '2026-H1', 1],
      ['loans-overdue', TOWN, '2026-04', 1], // J-2, until it came back in May
      ['loans-overdue', TOWN, '2026-05', 0],
      ['budget-growth', TOWN, '2026-H1', -12],
      ['branches-visited', COUNTY, '2026-H1', 2],
      ['books-held', TOWN, '2026-H1', null], // nothing kept: nobody can say it is nought
    ] as const)('%s of %s in %s → %s', async (id, orgUnit, period, expected) => {
      expect((await figure(id, orgUnit, parsePeriod(period))).value).toBe(expected)
    })

    test('a report is filled from one reading, and what has no value reads —', async () => {
      const { title, slots } = await fillReport(book, book.definitions.report('half-year'), {
        orgUnit: TOWN,
        period: H1,
        asOf: null,
      })
      expect(title).toBe('青石镇图书馆2026年上半年小结')
      expect(slots.map(({ text }) => text)).toEqual(['青石', '2026', '120', '增长50.0%', '1', '50.0%', '6', '28'])
      const other = await fillReport(book, book.definitions.report('half-year'), {
        orgUnit: SECOND_TOWN,
        period: H1,
        asOf: null,
      })
      expect(other.slots.map(({ text }) => text)).toEqual(['白沙', '2026', '—', '—', '0', '100.0%', '—', '—'])
    })

    test('an explanation tells each entry as it stands: its village, day and words', async () => {
      const entry = await putOne(book, bookOf('X-1', { title: '初名', boughtOn: '2026-01-05' }, OTHER_VILLAGE))
      await put(book, [
        { kind: 'correct', ledger: 'books', entry, orgUnit: VILLAGE, values: { boughtOn: '2026-02-06' } },
      ])
      await put(book, [{ kind: 'correct', ledger: 'books', entry, values: { title: '定名' } }])
      const { inputs } = await explainFigure(book, { orgUnit: TOWN, period: H1, asOf: null }, 'books-held')
      const [contribution] = inputs[0]!.contributions
      expect(contribution).toMatchObject({ entry, orgUnit: VILLAGE, day: '2026-02-06', amount: 1, version: 3 })
      expect(contribution!.summary).toContain('定名')
    })

    test('invariant 4: an explanation sums to its figure exactly, also while others book', async () => {
      let booking = true
      const background = Promise.all(
        [1, 2].map(async (lane) => {
          for (let number = 0; booking; number += 1)
            await put(book, [loan(`bg-${lane}-${number}`, { lentOn: '2026-06-02' })])
        }),
      )
      for (let round = 0; round < 40; round += 1) {
        const explained = await explainFigures(book, { orgUnit: TOWN, period: H1, asOf: null }, [
          'loans-out',
          'visitors',
        ])
        for (const { figure: told, inputs } of explained) {
          const sum = inputs.flatMap(({ contributions }) => contributions).reduce((all, { amount }) => all + amount, 0)
          expect(sum).toBe(told.value)
        }
      }
      booking = false
      await background
    })

    test('an unknown indicator or org unit is refused', async () => {
      expect(await refusalOf(figure('readers', TOWN))).toBe('indicator.unknown')
      expect(await refusalOf(figure('visitors', '341899199000'))).toBe('org-unit.unknown')
    })
  })
})
