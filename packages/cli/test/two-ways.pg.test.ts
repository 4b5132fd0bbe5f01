import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listPeriods, type Period, parsePeriod } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { orgUnits } from '@shishu/pack-township/seeds'
import { computeFigures, type OpenBook } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recountFigure } from './entries-recount.ts'
import { openTownship } from './township.ts'

const root = mkdtempSync(join(tmpdir(), 'two-ways-'))
let book: OpenBook

beforeAll(async () => {
  book = await openTownship(join(root, 'data'))
})
afterAll(async () => {
  await book?.close()
  rmSync(root, { recursive: true, force: true })
})

const { indicators } = packTownship
const ids = indicators.map(({ id }) => id)
const span = { from: parsePeriod('2024-H1').from, until: parsePeriod('2026-H1').until }
const periods = (['month', 'quarter', 'half-year'] as const).flatMap((kind) => listPeriods(kind, span))

/** How many figures were compared, and those that differ, in words. */
async function compare(place: string, period: Period): Promise<{ valued: number; differing: string[] }> {
  const figures = await computeFigures(book, { orgUnit: place, period, asOf: null }, ids)
  let valued = 0
  const differing = indicators.flatMap((indicator) => {
    const booked = figures.get(indicator.id)!.value
    const counted = recountFigure(indicator, place, period)
    if (counted !== null) valued += 1
    if (booked === counted) return []
    return [`${indicator.id} ${place} ${period.id}: store ${booked}, entries ${counted}`]
  })
  return { valued, differing }
}

describe('every indicator counted two ways, from postings and straight from the entries', () => {
  test('thirty months, ten quarters and five half-years', () => {
    expect(periods).toHaveLength(45)
  })

  test.each(orgUnits.map(({ code, name }) => [name, code] as const))('%s', { timeout: 120_000 }, async (_, place) => {
    let valued = 0
    const differing: string[] = []
    for (const found of await Promise.all(periods.map((period) => compare(place, period)))) {
      valued += found.valued
      differing.push(...found.differing)
    }
    expect(differing.slice(0, 20), `${differing.length} differ`).toEqual([])
    // Agreeing that there is nothing would prove little.
    expect(valued).toBeGreaterThan(periods.length * 40)
  })
})
