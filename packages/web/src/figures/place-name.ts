import type { OrgTree } from '@shishu/kernel'

/** A place's short name; its code where it is not in the tree. */
export function placeName(tree: OrgTree, code: string): string {
  const unit = tree.find(code)
  return unit?.shortName ?? unit?.name ?? code
}
