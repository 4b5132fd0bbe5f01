import { packTownship } from '../src/index.ts'
import { townEntries } from './generate.ts'
import { layouts } from './layouts.ts'
import { orgUnits, type Town, towns } from './org-units.ts'
import type { SheetSketch, WorkbookSketch } from './workbook-sketch.ts'
import { writeSheets } from './write-sheets.ts'

export { townEntries } from './generate.ts'
export { orgUnits, type Town, towns } from './org-units.ts'
export { type PlantedHabit, planted } from './planted.ts'
export type { SeedEntry } from './seed-entry.ts'
export type { Cell, SheetSketch, WorkbookSketch } from './workbook-sketch.ts'

/** The made-up township's workbooks, as its offices keep them: one per office and town, and the list of org units. */
export function townshipWorkbooks(): WorkbookSketch[] {
  return [orgUnitWorkbook(), ...towns.flatMap(townWorkbooks)]
}

function orgUnitWorkbook(): WorkbookSketch {
  const rows = [['代码', '名称'], ...orgUnits.map(({ code, name }) => [code, name])]
  return {
    fileName: '组织单位.xlsx',
    office: 'overall',
    town: towns[0]!.code,
    sheets: [{ name: '组织单位', rows, merges: [], widths: [16, 16] }],
  }
}

function townWorkbooks(town: Town): WorkbookSketch[] {
  const entries = townEntries(town)
  return Object.entries(layouts).map(([office, sheets]) => {
    const label = packTownship.offices[office]!
    const written = sheets.flatMap((layout) => {
      const ledger = packTownship.ledgers.find(({ id }) => id === layout.ledger)!
      return writeSheets(ledger, label, town, entries.get(ledger.id) ?? [], layout)
    })
    const empty: SheetSketch[] = office === 'customs' ? [{ name: 'Sheet3', rows: [], merges: [] }] : []
    return {
      fileName: `${town.name}-${label}-2024年1月至2026年6月台账.xlsx`,
      office,
      town: town.code,
      sheets: [...written, ...empty],
    }
  })
}
