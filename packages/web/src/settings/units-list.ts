import { isWithin, type OrgTree, parentCode } from '@shishu/kernel'
import type { NewOrgUnit } from '../api/settings.ts'
import { readTabSeparated } from '../ledgers/tab-separated.ts'

export type UnitFault = 'code' | 'name' | 'twice' | 'parent' | 'outside'

/** A row of a pasted list of units: what it would do, or what is wrong with it. */
export interface UnitRow {
  unit: NewOrgUnit
  does: 'adds' | 'renames' | 'nothing'
  fault: UnitFault | null
}

const CODE = /^\d{12}(\d{3})?$/
/** A grid's own digits are never 000, and nothing lies in a province 00. */
const NO_CODE = /^(00|\d{12}000$)/

/** Reads rows of code, name and perhaps short name as they were copied from a sheet; a row of headings is left out. */
export function readUnitsList(text: string, tree: OrgTree, home: string): UnitRow[] {
  const rows = readTabSeparated(text).map((cells) => cells.map((cell) => cell.normalize('NFKC').trim()))
  const listed = rows.filter(
    ([code, name], index) => index > 0 || /\d/.test(code ?? '') || !/[代编]码|code/i.test(`${code}${name}`),
  )
  const codes = listed.map(([code = '']) => code.replace(/\s/g, ''))
  return listed.map(([, name = '', shortName = ''], index): UnitRow => {
    const code = codes[index]!
    const unit = { code, name, ...(shortName === '' ? {} : { shortName }) }
    const known = CODE.test(code) ? tree.find(code) : undefined
    const fault = faultOf(code, name, codes.indexOf(code) < index)
    if (known === undefined || fault !== null) return { unit, does: 'adds', fault }
    // What the list does not say of a short name stays.
    const kept = shortName === '' && known.shortName !== undefined ? { ...unit, shortName: known.shortName } : unit
    const same = known.name === name && known.shortName === kept.shortName
    return { unit: kept, does: same ? 'nothing' : 'renames', fault }
  })

  function faultOf(code: string, name: string, twice: boolean): UnitFault | null {
    if (!CODE.test(code) || NO_CODE.test(code)) return 'code'
    if (name === '' || name.length > 60) return 'name'
    if (twice) return 'twice'
    if (!isWithin(code, home)) return 'outside'
    const parent = parentCode(code)
    const hasParent = parent === undefined || tree.find(parent) !== undefined || codes.includes(parent)
    return hasParent || code === home ? null : 'parent'
  }
}
