import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describePeriod, listPeriods, parsePeriod } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { fillReport, type OpenBook, openBook } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importFrom, MAIN_TOWN, ORG_UNITS, writeTownship } from '../packages/cli/test/township.ts'

/** The half-year whose months, quarters and whole are filled: the made-up township’s records end with it. */
const HALF_YEAR = parsePeriod('2026-H1')

const JOINT = '1月、2月合并上报，1月没有报表'
/** Blanks that have no value, by report and period, each with its reason. */
const WITHOUT_VALUE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'monthly-brief 2026-01': {
    investment: JOINT,
    'investment-on-course': JOINT,
    'investment-growth': JOINT,
    'industrial-output': JOINT,
    'industrial-output-growth': JOINT,
    'retail-sales': JOINT,
    'retail-sales-growth': JOINT,
  },
  'leader-page 2026-01': {
    'investment-on-course': JOINT,
    'investment-growth': JOINT,
    'industrial-output-growth': JOINT,
    'retail-sales-growth': JOINT,
  },
}

const root = mkdtempSync(join(tmpdir(), 'report-templates-'))
let book: OpenBook

beforeAll(async () => {
  const paths = writeTownship(join(root, '台账'))
  book = await openBook({ dataDir: join(root, 'data'), pack: packTownship })
  for (const path of paths.filter((one) => basename(one) === ORG_UNITS || basename(one).startsWith('青溪镇'))) {
    const imported = await importFrom(book, path)
    if (imported.outcome !== 'booked') throw new Error(`${path}: ${imported.outcome}`)
  }
})
afterAll(async () => {
  await book?.close()
  rmSync(root, { recursive: true, force: true })
})

describe.each(packTownship.reports.map((report) => [report.id, report] as const))('%s', (id, report) => {
  const periods = listPeriods(report.periodKind, HALF_YEAR)
  test.each(periods.map((period) => [period.id, period] as const))(
    'fills for the main town, %s, and what has no value is known to have none',
    async (_, period) => {
      const rendered = await fillReport(book, report, { orgUnit: MAIN_TOWN, period, asOf: null })
      expect(rendered.title.startsWith(`青溪镇${describePeriod(period, 'zh')}`)).toBe(true)
      expect(rendered.slots).toHaveLength(Object.keys(report.slots).length)
      const empty = rendered.slots.filter(({ text }) => text === '' || text.includes('—'))
      expect(empty.map(({ slot, figure }) => figure?.indicator.id ?? `label ${slot}`)).toEqual(
        Object.keys(WITHOUT_VALUE[`${id} ${period.id}`] ?? {}),
      )
    },
  )
})

test('every report is made for a period within a half-year', () => {
  expect(packTownship.reports.filter(({ periodKind }) => listPeriods(periodKind, HALF_YEAR).length === 0)).toEqual([])
})
