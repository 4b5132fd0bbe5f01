import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { writeWorkbook } from '@shishu/documents'
import { codeKey, isPersonal, type Ledger, parsePeriod, storedFields } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { type Town, townEntries, towns, townshipWorkbooks } from '@shishu/pack-township/seeds'
import { makeReport, reportJson } from '@shishu/server/report'
import { checkBook, computeFigures, type OpenBook, verifyBook } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSheets, type Sheet } from './read-sheets.ts'
import { RECOUNT } from './recount.ts'
import { COUNTY, importFrom, MAIN_TOWN, openTownship, TOWNS, writeTownship } from './township.ts'

const root = mkdtempSync(join(tmpdir(), 'recount-'))
const paths = writeTownship(join(root, '台账'))
let book: OpenBook

beforeAll(async () => {
  book = await openTownship(join(root, 'data'))
})
afterAll(async () => {
  await book?.close()
  rmSync(root, { recursive: true, force: true })
})

const halfYear = packTownship.reports.find(({ id }) => id === 'half-year')!
const bound = new Map(
  Object.entries(halfYear.slots).flatMap(([slot, bind]) => (bind.kind === 'figure' ? [[Number(slot), bind]] : [])),
)
const indicators = [...new Set([...bound.values()].map(({ indicator }) => indicator))]

const isOf = (path: string, code: string) =>
  towns.some((town) => (code === COUNTY || town.code === code) && basename(path).startsWith(town.name))
/** The sheets of each town, and of all three for the county. */
const sheets = new Map<string, Sheet[]>(
  [...TOWNS, COUNTY].map((code) => [
    code,
    paths.filter((path) => isOf(path, code)).flatMap((path) => readSheets(readFileSync(path))),
  ]),
)

function recount(place: string, period: string) {
  const { from, until } = parsePeriod(period)
  const audit = { sheets: sheets.get(place)!, from, until }
  return new Map(indicators.map((id) => [id, RECOUNT[id]!(audit)]))
}

/** The figures as the product has them: money in fen, lengths in metres. */
async function figures(place: string, period: string) {
  const found = await computeFigures(book, { orgUnit: place, period: parsePeriod(period), asOf: null }, indicators)
  return new Map(indicators.map((id) => [id, found.get(id)!.value]))
}

describe('every figure equals an independent recount from the workbook files', () => {
  test('the recount knows every figure of the half-year report', () => {
    expect(Object.keys(RECOUNT).sort()).toEqual([...indicators].sort())
  })

  const periods = ['2026-H1', '2025-H1', '2025-H2', '2026-Q1', '2025-Q4', '2026-03', '2025-11', '2026-06', '2025']
  test.each([...TOWNS, COUNTY].flatMap((place) => periods.map((period) => [place, period] as const)))(
    '%s %s',
    async (place, period) => expect(await figures(place, period)).toEqual(recount(place, period)),
  )

  test('nothing but the rates over an empty base is missing for the main town', () => {
    expect([...recount(MAIN_TOWN, '2026-H1').values()]).not.toContain(null)
  })

  test('invariant 9: a county’s rate is computed from entries, never by averaging its towns’ rates', async () => {
    const county = await figures(COUNTY, '2026-H1')
    const own = await Promise.all(TOWNS.map((town) => figures(town, '2026-H1')))
    for (const id of ['funeral-in-time-rate', 'investment-growth', 'bridging-funds-disbursed-share']) {
      const mean = own.reduce((sum, one) => sum + one.get(id)!, 0) / own.length
      expect(Math.abs(county.get(id)! - mean), id).toBeGreaterThan(0.1)
    }
  })
})

describe('the half-year report', () => {
  /** How a figure reads in the prose, by its own few lines. */
  const read: Record<string, (value: number) => string> = {
    plain: String,
    money: (fen) => (fen < 1e10 ? wan(fen) : `${(Math.round(fen / 1e8) / 100).toFixed(2)}亿元`),
    'money-wan': (fen) => wan(fen),
    percent: (value) => `${value.toFixed(1)}%`,
    rate: (value) => `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}%`,
    growth: (value) => `${value < 0 ? '下降' : '增长'}${Math.abs(value).toFixed(1)}%`,
    'at-least': (value) => `增长${Math.floor(value)}%以上`,
    about: (value) => {
      if (value < 10) return String(value)
      const unit = value < 100 ? 10 : 10 ** (String(value).length - 2)
      return value % unit === 0 ? String(value) : `${value - (value % unit)}余`
    },
  }
  const wan = (fen: number) => `${Math.round(fen / 1e4) / 100}万元`
  const request = { report: 'half-year', orgUnit: MAIN_TOWN, period: '2026-H1', asOf: null, language: 'zh' as const }

  test('all 76 slots are filled, in order, each as the recount has it', async () => {
    const { figures: told, ...head } = await reportJson(book, await makeReport(book, request))
    expect(head).toMatchObject({ report: 'half-year', org: MAIN_TOWN, period: '2026-H1' })
    expect(head.seal).toMatch(/^[0-9a-f]{64}$/)
    expect(told.map(({ slot }) => slot)).toEqual(Array.from({ length: 76 }, (_, at) => at + 1))
    const counted = recount(MAIN_TOWN, '2026-H1')
    for (const { slot, indicator, value, text, entries } of told) {
      const bind = bound.get(slot)
      expect(indicator, `slot ${slot}`).toBe(bind?.indicator ?? null)
      expect(text, `slot ${slot}`).not.toMatch(/^$|—/)
      if (bind === undefined) {
        expect(value).toBe(text)
        continue
      }
      const parts = counted.get(bind.indicator)!
      const inUnit = bind.indicator === 'road-length-under-way' ? parts / 1000 : parts
      expect(value, `slot ${slot}`).toBe(inUnit)
      expect(text, `slot ${slot}`).toBe(read[bind.wording]!(inUnit))
      expect(entries, `slot ${slot}`).toBeGreaterThan(0)
    }
  })

  test('labels name the town, the years, the months covered, the dates and the town’s own numbers', async () => {
    const { figures: told } = await reportJson(book, await makeReport(book, request))
    const labels = Object.fromEntries(
      told.flatMap(({ slot, indicator, text }) => (indicator === null ? [[slot, text]] : [])),
    )
    const meeting = sheets
      .get(MAIN_TOWN)!
      .flatMap(({ title, rows }) => (title.endsWith('现场会台账') ? rows : []))
      .filter(({ cells }) => cells.get('召开层级') === '县级' && cells.get('会议主题') === '改厕及人居环境整治')
      .flatMap(({ cells }) => /2026年([1-6])月(\d+)日/.exec(cells.get('召开日期')!)?.slice(1, 3) ?? [])
    expect(labels).toEqual({
      ...{ 1: '青溪', 4: '1', 5: '5', 8: '1', 9: '5', 18: '467', 19: '467', 21: '2026', 35: '2026' },
      ...{ 38: meeting.at(-2), 39: meeting.at(-1), 40: '2026', 46: '2', 48: '2', 49: '20', 50: '3' },
      ...{ 51: '青溪', 52: '青溪', 61: '3', 62: '3', 72: '467', 76: '2025' },
    })
  })
})

describe('importing', () => {
  test.each(towns.map((town) => [town.name, town] as const))(
    '%s: what is booked is what the offices meant',
    async (_, town) => {
      for (const ledger of packTownship.ledgers) {
        const meant = townEntries(town).get(ledger.id) ?? []
        const lines = meant.map(({ orgUnit, values }) =>
          line(
            orgUnit,
            storedFields(ledger.fields).map(([id]) => values[id] ?? null),
          ),
        )
        expect(await bookedLines(ledger, town), ledger.id).toEqual(lines.sort())
      }
    },
  )

  /** An entry in one line. Where yes is a tick, no and “not filled in” look alike in a sheet. */
  const line = (orgUnit: string, values: readonly unknown[]) =>
    JSON.stringify([orgUnit, ...values.map((value) => (value === false || value === null ? '' : String(value)))])

  async function bookedLines(ledger: Ledger, town: Town): Promise<string[]> {
    const client = await book.pool.connect()
    const columns = storedFields(ledger.fields).map(([id, field]) => {
      const column = `f_${id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
      if (isPersonal(field))
        return `(select value from shishu.vault as p where p.town = v.town and p.reference = v.${column})`
      return field.type === 'boolean' ? `nullif(v.${column}, false)::text` : `v.${column}::text`
    })
    try {
      await client.query("begin; set local shishu.personal = 'on'")
      const { rows } = await client.query<string[]>({
        text: `select v.org_unit::text, ${columns.join(', ')} from shishu.ledger_${ledger.id.replaceAll('-', '_')} as v where v.town = $1`,
        values: [codeKey(town.code)],
        rowMode: 'array',
      })
      return rows.map(([orgUnit, ...values]) => line(orgUnit!.slice(0, 12), values)).sort()
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  test('importing every workbook again books nothing', async () => {
    const before = await verifyBook(book)
    for (const path of paths) {
      const imported = await importFrom(book, path)
      // The list of org units is read again: it is no ledger, and books nothing.
      expect(imported, path).toMatchObject(path === paths[0] ? { booked: null } : { outcome: 'repeated' })
    }
    expect(await verifyBook(book)).toEqual(before)
  })

  test('one cell changed is one correction', async () => {
    const before = await figures(COUNTY, '2026-H1')
    const sketch = townshipWorkbooks().find(({ town, office }) => town === TOWNS[1] && office === 'safety')!
    const sheet = sketch.sheets.find(({ name }) => name === '安全检查2026年')!
    const row = sheet.rows[4]!
    const units = sheet.rows[2]!.indexOf('检查家数')
    row[units] = Number(row[units]) + 1
    const path = join(root, sketch.fileName)
    expect(await importFrom(book, path, writeWorkbook(sketch))).toMatchObject({
      outcome: 'booked',
      booked: { added: 0, corrected: 1, versions: [{ ledger: 'safety-inspections', version: 2 }] },
    })
    const after = await figures(COUNTY, '2026-H1')
    expect(after.get('units-inspected')).toBe(before.get('units-inspected')! + 1)
    expect([...after].filter(([id, value]) => value !== before.get(id))).toHaveLength(1)
    expect((await checkBook(book)).disagreements).toEqual([])
  })
})
