import { readFileSync } from 'node:fs'
import { definitionsOf, missionTable } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { describe, expect, test } from 'vitest'
import { MISSION_DOCUMENT, missionDocument } from '../scripts/write-mission.ts'

/** Every row that the township is charged with. */
const ROWS = [
  ...['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9'],
  ...['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7'],
  ...['C1', 'C2', 'C3', 'C4', 'C5'],
  ...['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10', 'D11'],
  ...['E1', 'E2', 'E3'],
  ...['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8'],
  ...['G1', 'G2', 'G3'],
  ...['H1', 'H2'],
  ...['I1', 'I2', 'I3', 'I4', 'I5'],
]
/** Rows that keep nothing of their own: what they say is derived from other rows. */
const DERIVED = ['I2', 'I4', 'I5']
const BLANKS = 76

const rows = missionTable(definitionsOf(packTownship))
const document = missionDocument(packTownship)

test('docs/mission.md is what `npm run docs` writes', () => {
  expect(readFileSync(MISSION_DOCUMENT, 'utf8') === document, 'run npm run docs').toBe(true)
})

test('the definitions have the rows A1 to I5, in order, and no other', () => {
  expect(rows.map(({ id }) => id)).toEqual(ROWS)
})

describe.each(ROWS)('%s', (id) => {
  test('is told, with ledgers and indicators', () => {
    const row = rows.find((one) => one.id === id)
    expect(document.includes(`\n## ${id} ${row?.label}\n`)).toBe(true)
    if (DERIVED.includes(id)) return
    expect(row?.ledgers).not.toEqual([])
    expect(row?.indicators).not.toEqual([])
  })
})

test('every blank of the half-year report belongs to a row', () => {
  const covered = new Set(rows.flatMap(({ slots }) => slots))
  expect(Array.from({ length: BLANKS }, (_, at) => at + 1).filter((slot) => !covered.has(slot))).toEqual([])
})

test('every ledger belongs to a row', () => {
  const carried = new Set(rows.flatMap(({ ledgers }) => ledgers))
  expect(packTownship.ledgers.map(({ id }) => id).filter((id) => !carried.has(id))).toEqual([])
})
