import { COUNTRY, type OrgTree } from '@shishu/kernel'

/** A place by name. Places above the tree's own are known by their code, the whole country by name. */
export function namedOrgUnit(tree: OrgTree, code: string): { code: string; name: string } {
  return { code, name: tree.find(code)?.name ?? (code === COUNTRY ? '全国' : code) }
}

/** Refuses a place that is not in the tree; the country, above every tree, is one. Errors: org-unit.unknown. */
export function checkPlace(tree: OrgTree, code: string): void {
  if (code !== COUNTRY) tree.get(code)
}
