import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkContent, parsePeriod, ShishuError, trackFromDates } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { bookEntries, computeFigures, listDue, listMissing, type OpenBook, verifyBook } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as flaws from '../../pack-township/seeds/planted-flaws.ts'
import { missedIn, overdueOn, recountFigure } from './entries-recount.ts'
import { COUNTY, MAIN_TOWN, openTownship, TOWNS } from './township.ts'

const root = mkdtempSync(join(tmpdir(), 'planted-'))
let book: OpenBook
let verified: Awaited<ReturnType<typeof verifyBook>>

beforeAll(async () => {
  book = await openTownship(join(root, 'data'))
  verified = await verifyBook(book)
})
afterAll(async () => {
  await book?.close()
  rmSync(root, { recursive: true, force: true })
})

const planted = Object.values(flaws).flat()
const figureFlaws = planted.flatMap((one) => ('reveals' in one ? [one] : []))
const refusals = planted.flatMap((one) => ('error' in one ? [one] : []))
const PLACES = [...TOWNS, COUNTY]

/** An indicator’s number as the store has it. */
async function figure(id: string, orgUnit: string, period: string) {
  const found = await computeFigures(book, { orgUnit, period: parsePeriod(period), asOf: null }, [id])
  return found.get(id)!.value
}

test('every planted flaw names a figure or a refusal', () => {
  expect(figureFlaws.length + refusals.length).toBe(planted.length)
  expect([figureFlaws.length, refusals.length]).toEqual([33, 17])
})

describe('a flaw is revealed by its figure', () => {
  test.each(figureFlaws.map((one) => [one.flaw, one] as const))(
    '%s',
    async (_, { indicator, orgUnit, period, reveals }) => {
      expect(await figure(indicator, orgUnit, period)).toBe(reveals)
      const definition = packTownship.indicators.find(({ id }) => id === indicator)!
      expect(recountFigure(definition, orgUnit, parsePeriod(period))).toBe(reveals)
    },
  )
})

describe('a flaw that nobody may enter is refused', () => {
  test.each(refusals.map((one) => [one.flaw, one] as const))(
    '%s',
    async (flaw, { ledger: id, values, takers, error }) => {
      const ledger = packTownship.ledgers.find((one) => one.id === id)!
      const orgUnit = '341899101201'
      const dated = ledger.loop === undefined ? [] : trackFromDates(ledger.loop, values)
      const track = dated.map((one) => ({ ...one, by: takers?.[one.step] ?? null }))
      const problems = checkContent(ledger, { orgUnit, values, track })
      expect(problems.map((problem) => problem.error.code)).toEqual([error])

      const change = { kind: 'add', ledger: id, orgUnit, values, track } as const
      const booking = bookEntries(book, { request: `planted ${flaw}`, town: MAIN_TOWN, by: '测试', changes: [change] })
      const refused = await booking.then(
        () => null,
        (thrown: unknown) => thrown,
      )
      expect(refused).toBeInstanceOf(ShishuError)
      expect(refused).toMatchObject({ code: 'entry.refused' })
      expect((refused as ShishuError).text('zh')).toContain(problems[0]!.error.text('zh'))
    },
  )

  test('and leaves nothing behind', async () => {
    expect(await verifyBook(book)).toEqual(verified)
  })
})

describe('what is due and what is missing agree with the figures', () => {
  const LAST_DAY = '2026-06-30'
  const loops = packTownship.ledgers.flatMap((ledger) =>
    ledger.loop === undefined ? [] : [{ ...ledger, loop: ledger.loop }],
  )

  test.each(PLACES)('%s: cases overdue, by ledger and state', async (place) => {
    const due = await listDue(book, { orgUnit: place, on: LAST_DAY })
    const overdue = new Map<string, number>()
    for (const { ledger, state } of due.filter(({ status }) => status === 'overdue')) {
      const measure = `${ledger}.overdue[${state}]`
      overdue.set(measure, (overdue.get(measure) ?? 0) + 1)
    }
    expect(overdue.size).toBeGreaterThan(0)
    const timed = loops.flatMap(({ id, loop }) =>
      Object.keys(loop.states).flatMap((state) =>
        loop.states[state]!.limit === undefined ? [] : [`${id}.overdue[${state}]`],
      ),
    )
    const counted = new Map(timed.map((measure) => [measure, overdueOn(measure, place, LAST_DAY)]))
    expect(Object.fromEntries(overdue)).toEqual(Object.fromEntries([...counted].filter(([, count]) => count > 0)))

    for (const { id, value } of packTownship.indicators) {
      const measures = value.split(' + ').map((part) => /^stock\(([\w-]+\.overdue\[[\w-]+\])\)$/.exec(part)?.[1])
      if (!measures.every((measure) => measure !== undefined)) continue
      const listed = measures.reduce((sum, measure) => sum + (overdue.get(measure) ?? 0), 0)
      expect(await figure(id, place, '2026-06'), id).toBe(listed)
    }
  })

  test.each(PLACES.flatMap((place) => ['2026-06', '2026-Q2', '2026-H1'].map((period) => [place, period] as const)))(
    '%s %s: what is missing, by requirement',
    async (place, period) => {
      const listed = await listMissing(book, { orgUnit: place, period: parsePeriod(period) })
      const missing = new Map(listed.map((one) => [one.requirement.id, one.missing.length]))
      expect([...missing.keys()]).toEqual(packTownship.requirements.map(({ id }) => id))
      for (const requirement of packTownship.requirements) {
        expect(missing.get(requirement.id), requirement.id).toBe(missedIn(requirement, place, parsePeriod(period)))
      }
      for (const { id, value } of packTownship.indicators) {
        const ids = value.split(' + ').map((part) => /^missed\(([\w-]+)\)$/.exec(part)?.[1])
        if (!ids.every((one) => one !== undefined)) continue
        expect(await figure(id, place, period), id).toBe(ids.reduce((sum, one) => sum + missing.get(one)!, 0))
      }
    },
  )
})
