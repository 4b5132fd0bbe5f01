import { COUNTRY, levelOf, type OrgTree } from '@shishu/kernel'

/** The org unit whose journal takes the head of the audit log: as set, else the first town; before there is one, the country. */
export function auditPlace(set: string | null, orgTree: OrgTree): string {
  if (set !== null) return set
  const towns = orgTree.all.map(({ code }) => code).filter((code) => levelOf(code) === 'township')
  return towns.sort()[0] ?? COUNTRY
}
