import { codeRange, type Rights } from '@shishu/kernel'
import { storeError } from '@shishu/store'
import type { Asked } from './route.ts'

/** Whether rights allow what is asked. */
export function allows(rights: Rights, { act, orgUnit, ledger, reach = 'whole' }: Asked): boolean {
  if (reach === 'whole') return rights.may(act, { orgUnit, ledger })
  const { from, until } = codeRange(orgUnit)
  return rights.ranges(act, ledger).some((range) => range.from < until && from < range.until)
}

/** Refuses what rights do not allow. Errors: access.refused. */
export function authorise(rights: Rights, asked: Asked | readonly Asked[]): void {
  const all = Array.isArray(asked) ? asked : [asked as Asked]
  if (!all.every((one) => allows(rights, one))) throw storeError('access.refused', {})
}
