import { levelOf, type OrgTree, type OrgUnit } from '@shishu/kernel'
import type { Table } from './find-table.ts'

/** The org units of township level whose name stands in a text; where one name holds another, the longer. */
export function townsIn(text: string, orgTree: OrgTree): OrgUnit[] {
  const plain = text.replace(/\s/g, '')
  const named = orgTree.all.filter(
    (unit) => levelOf(unit.code) === 'township' && plain.includes(unit.name.replace(/\s/g, '')),
  )
  return named.filter(({ name }) => !named.some((other) => other.name !== name && other.name.includes(name)))
}

/** The towns that a table names as its own: in the line 填报单位, else in its title. */
export function townsOfTable(table: Table, orgTree: OrgTree): OrgUnit[] {
  const inLine = townsIn(table.unitLine, orgTree)
  return inLine.length > 0 ? inLine : townsIn(table.titleText, orgTree)
}

/** The unit that a table's line names as the one that filled it in: `填报单位（盖章）：新桥村` gives 新桥村. */
export function reporterOf(table: Table): string {
  return /(?:填报|报送|填表|编制|编报|上报|制表)(?:单位|部门)[^:：]*[:：]\s*([^\s:：]+)/.exec(table.unitLine)?.[1] ?? ''
}
