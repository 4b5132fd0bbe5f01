import { isWithin, type OrgTree } from '@shishu/kernel'
import { documentsError } from '../../documents-errors.ts'
import type { Cell } from '../workbook.ts'
import { plainText } from './plain-text.ts'

/** How offices write that a matter is the town's own. */
const OF_THE_TOWN = new Set(['本级', '镇本级', '乡本级', '街道本级', '镇级', '乡级'])

/**
 * Reads an org unit of the town, by name or code; 镇本级 is the town itself.
 *
 * Shape   its code; null for an empty cell
 * Errors  cell.place-unknown: also one that lies outside the town; cell.place-ambiguous
 */
export function readPlace(cell: Cell, orgTree: OrgTree, town: string): string | null {
  const name = plainText(cell)
  if (name === '') return null
  const townName = orgTree.get(town).name
  if (/^\d{12}(\d{3})?$/.test(name)) {
    const unit = orgTree.find(name)
    if (unit === undefined || !isWithin(unit.code, town))
      throw documentsError('cell.place-unknown', { name, town: townName })
    return unit.code
  }
  if (OF_THE_TOWN.has(name) || name === `${townName}本级`) return town
  // 云溪镇新桥村 says the town as well.
  const bare = name.startsWith(townName) && name !== townName ? name.slice(townName.length) : name
  const units = orgTree.byName(bare, town)
  if (units.length === 0) throw documentsError('cell.place-unknown', { name, town: townName })
  if (units.length > 1) {
    const places = units.map((unit) => `${unit.name}（${unit.code}）`)
    throw documentsError('cell.place-ambiguous', { name, places })
  }
  return units[0]!.code
}
