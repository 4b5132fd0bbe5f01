import { createHash } from 'node:crypto'
import { checkContent, checkPack, keyText, trackFromDates } from '@shishu/kernel'
import { describe, expect, test } from 'vitest'
import { packTownship } from '../src/index.ts'
import { missions } from '../src/missions.ts'
import { halfYearReport } from '../src/reports/half-year.ts'
import { type Cell, planted, townEntries, towns, townshipWorkbooks } from './index.ts'
import { layouts } from './layouts.ts'

const workbooks = townshipWorkbooks()
const textOf = (cell: Cell): string => {
  if (cell === null) return ''
  if (typeof cell !== 'object') return String(cell)
  return 'date' in cell ? cell.date : cell.text
}
const cells = workbooks.flatMap(({ sheets }) => sheets.flatMap(({ rows }) => rows.flat().map(textOf)))

test('the pack has no broken reference', () => {
  expect(checkPack(packTownship)).toEqual([])
})

test('the same workbooks every time', () => {
  const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
  expect(hash(townshipWorkbooks())).toBe(hash(workbooks))
})

test('nothing looks like a telephone or identity number', () => {
  const telephone = /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/
  const identity = /(?<!\d)\d{17}[\dXx](?![\dA-Za-z])|(?<!\d)\d{15}(?!\d)/
  expect(cells.filter((text) => telephone.test(text) || identity.test(text))).toEqual([])
})

test('nothing is dated after 30 June 2026', () => {
  const late = [...towns].flatMap((town) =>
    [...townEntries(town)].flatMap(([id, entries]) => {
      const ledger = packTownship.ledgers.find((one) => one.id === id)!
      const planned = new Set(['dueOn', 'plannedOn', 'endsOn', 'contractEndsOn'])
      const dates = Object.entries(ledger.fields).filter(([field, { type }]) => type === 'date' && !planned.has(field))
      return entries.flatMap(({ values }) => dates.filter(([field]) => String(values[field] ?? '') > '2026-06-30'))
    }),
  )
  expect(late).toEqual([])
})

/** The ledgers that the story tells of: those that a mission names. */
const told = packTownship.ledgers.filter(({ id }) => missions.some(({ ledgers }) => ledgers.includes(id)))

test.each(towns.map((town) => [town.name, town] as const))(
  '%s: every entry can be booked, and is told apart',
  (_, town) => {
    const entries = townEntries(town)
    for (const ledger of told) {
      const list = entries.get(ledger.id) ?? []
      expect(list.length, ledger.id).toBeGreaterThan(0)
      const keys = list.map(({ orgUnit, values }) => keyText(ledger, { orgUnit, values, track: [] }))
      expect(new Set(keys).size, ledger.id).toBe(keys.length)
      for (const { orgUnit, values } of list) {
        const track = ledger.loop === undefined ? [] : trackFromDates(ledger.loop, values)
        const problems = checkContent(ledger, { orgUnit, values, track })
        expect(
          problems.map(({ error }) => error.text('zh')),
          ledger.id,
        ).toEqual([])
      }
    }
  },
)

test('every ledger that a slot counts from has a sheet in its office’s workbook', () => {
  const written = Object.entries(layouts).flatMap(([office, list]) => list.map(({ ledger }) => `${office}/${ledger}`))
  expect(new Set(written)).toEqual(new Set(told.map(({ office, id }) => `${office}/${id}`)))
  const indicators = new Map(packTownship.indicators.map((one) => [one.id, one.value]))
  for (const slot of Object.values(halfYearReport.slots)) {
    if (slot.kind !== 'figure') continue
    for (const [, ledger] of indicators.get(slot.indicator)!.matchAll(/([a-z-]+)\.[a-zA-Z]+/g)) {
      expect(
        written.some((one) => one.endsWith(`/${ledger}`)),
        ledger,
      ).toBe(true)
    }
  }
})

describe('the planted habits', () => {
  const main = workbooks.filter(({ fileName }) => fileName.startsWith('青溪镇'))
  const sheet = (office: string, name: string) =>
    main.find((one) => one.office === office)?.sheets.find((one) => one.name === name)

  test.each(
    planted
      .filter(({ office }) => office !== '*')
      .flatMap((one) => one.sheets.map((name) => [one.habit, one.office, name] as const)),
  )('%s is in %s/%s', (habit, office, name) => {
    const found = sheet(office, name)
    expect(found).toBeDefined()
    const texts = found!.rows.flat().map(textOf)
    const has: Record<string, () => boolean> = {
      'two-level-headings': () => found!.merges.includes('A3:A4'),
      'yi-yuan': () => texts.some((text) => text.includes('（亿元）')),
      'month-day-dates': () => texts.some((text) => /^\d+月\d+日$/.test(text)),
      'joined-january': () => texts.some((text) => /^(\d{4}年)?1—2月$/.test(text)),
      'mixed-dates': () =>
        [/^\d{4}-\d\d-\d\d$/, /^\d{4}\.\d+\.\d+$/, /^\d{4}年\d+月\d+日$/, /^\d{4}\/\d+\/\d+$/].every((form) =>
          texts.some((text) => form.test(text)),
        ),
      'full-width-digits': () => texts.some((text) => /^[０-９]+$/.test(text)),
      ticks: () => texts.includes('√'),
      subtotals: () => texts.includes('小计') && texts.includes('合计'),
      remarks: () => texts.some((text) => /^(备注|注)：/.test(text)),
      'short-place-names': () =>
        towns[0]!.villages.some(
          ({ name: village }) =>
            texts.includes(village.replace(/村$/, '')) && texts.includes(village) && village.endsWith('村'),
        ),
      'empty-sheet': () => texts.length === 0,
      'duplicated-row': () => {
        const rows = found!.rows.map((row) => JSON.stringify(row))
        return rows.length - new Set(rows).size === 1
      },
    }
    expect(has[habit]?.()).toBe(true)
  })

  test('exactly one row is in the workbooks twice', () => {
    const twice = workbooks.flatMap(({ fileName, sheets }) =>
      sheets.flatMap(({ name, rows }) => {
        const seen = new Set<string>()
        return rows.flatMap((row) => {
          const text = JSON.stringify(row)
          const again = seen.has(text)
          seen.add(text)
          return again && typeof row[0] === 'number' ? [`${fileName}/${name}`] : []
        })
      }),
    )
    expect(twice).toHaveLength(1)
  })

  test('tabs fit into Excel and differ within a workbook', () => {
    for (const { sheets } of workbooks) {
      const names = sheets.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
      expect(names.filter((name) => name.length > 31 || /[\\/?*[\]:]/.test(name))).toEqual([])
    }
  })
})
