import { levelOf, type OrgUnit, ShishuError } from '@shishu/kernel'
import { documentsError } from '../documents-errors.ts'
import { columnLetter } from './cell-address.ts'
import { plainText } from './cells/plain-text.ts'
import type { Fault } from './fault.ts'
import { findTable } from './find-table.ts'
import { bareHeadingKey } from './heading-key.ts'
import { EMPTY_CELL, type Sheet } from './workbook.ts'

/** The name of the sheet that holds org units instead of entries. */
export const ORG_UNITS_SHEET = '组织单位'

const HEADINGS = {
  code: ['代码', '编码', '组织单位代码', '区划代码', '行政区划代码', '统计用区划代码'],
  name: ['名称', '组织单位', '组织单位名称', '单位名称', '区划名称'],
  shortName: ['简称'],
} as const
const KNOWN: ReadonlySet<string> = new Set(Object.values(HEADINGS).flat())

/**
 * Reads the sheet 组织单位: 代码, 名称 and, where it stands, 简称.
 *
 * Errors  none thrown. Faults: org-units.column-missing, org-units.name-missing, org-units.code-twice,
 *         org-unit.code-malformed
 */
export function readOrgUnits(sheet: Sheet): { orgUnits: OrgUnit[]; faults: Fault[] } {
  const orgUnits: OrgUnit[] = []
  const faults: Fault[] = []
  const table = findTable(sheet, (text) => KNOWN.has(bareHeadingKey(text)))
  if (table === undefined) return { orgUnits, faults }
  const columnOf = (names: readonly string[]) =>
    table.headings.find(({ path }) => names.includes(bareHeadingKey(path.at(-1)!)))?.column
  const code = columnOf(HEADINGS.code)
  const name = columnOf(HEADINGS.name)
  const shortName = columnOf(HEADINGS.shortName)
  const fault = (row: number, column: number | null, found: string, error: ShishuError) =>
    faults.push({ sheet: sheet.name, row, column: column === null ? null : columnLetter(column), found, error })
  for (const [column, label] of [
    [code, '代码'],
    [name, '名称'],
  ] as const) {
    if (column === undefined) {
      fault(table.headingRow, null, '', documentsError('org-units.column-missing', { column: label }))
    }
  }
  if (code === undefined || name === undefined) return { orgUnits, faults }
  const rowOf = new Map<string, number>()
  for (const { rowNumber, cells } of table.rows) {
    const unit = { code: plainText(cells[code] ?? EMPTY_CELL), name: plainText(cells[name] ?? EMPTY_CELL) }
    const short = shortName === undefined ? '' : plainText(cells[shortName] ?? EMPTY_CELL)
    try {
      levelOf(unit.code)
    } catch (error) {
      if (!(error instanceof ShishuError)) throw error
      fault(rowNumber, code, unit.code, error)
      continue
    }
    const earlier = rowOf.get(unit.code)
    if (earlier !== undefined) {
      fault(rowNumber, code, unit.code, documentsError('org-units.code-twice', { code: unit.code, row: earlier }))
    } else if (unit.name === '') {
      fault(rowNumber, name, '', documentsError('org-units.name-missing', { code: unit.code }))
    } else {
      rowOf.set(unit.code, rowNumber)
      orgUnits.push(short === '' ? unit : { ...unit, shortName: short })
    }
  }
  return { orgUnits, faults }
}
