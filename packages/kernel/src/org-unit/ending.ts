import { kernelError } from '../error/kernel-errors.ts'
import type { Day } from '../period/day.ts'
import type { OrgTree, OrgUnit } from './org-unit.ts'
import { levelOf, parentCode, townshipOf } from './org-unit-code.ts'

/** What is to be recorded of a unit: its names; of the rest, what is absent stays as it is, and null takes it back. */
export interface OrgUnitChange extends Pick<OrgUnit, 'code' | 'name' | 'shortName'> {
  since?: Day | null
  endsOn?: Day | null
  mergedInto?: string | null
}

/** Whether a unit still is on a day: from the day it ends on (撤并) it is no more. */
export function stands({ endsOn }: Pick<OrgUnit, 'endsOn'>, on: Day): boolean {
  return endsOn === undefined || on < endsOn
}

/**
 * The units as they are to be, with what was recorded of them before and is not said anew.
 *
 * A new name is no longer known since the former one's day; a unit that no longer ends is merged into none.
 */
export function changedUnits(tree: OrgTree, changes: readonly OrgUnitChange[]): OrgUnit[] {
  return changes.map((change) => {
    const { code, name, shortName } = change
    const known = tree.find(code)
    const since = change.since === undefined && known?.name === name ? known.since : change.since
    const endsOn = change.endsOn === undefined ? known?.endsOn : change.endsOn
    const mergedInto = change.mergedInto === undefined ? known?.mergedInto : change.mergedInto
    return {
      code,
      name,
      ...(shortName === undefined ? {} : { shortName }),
      ...(since == null ? {} : { since }),
      ...(endsOn == null ? {} : { endsOn, ...(mergedInto == null ? {} : { mergedInto }) }),
    }
  })
}

/**
 * Checks how units of a tree that changed end, with those above them and those merged into them: villages and grids alone; with nothing below that outlasts them; merged only into one of
 * their own town and level that outlasts them.
 *
 * Errors  org-unit.end-level, org-unit.end-below, org-unit.merge-unfit
 */
export function checkEndings(tree: OrgTree, codes: readonly string[]): void {
  const changed = new Set(codes)
  const above = codes.flatMap((code) => tree.find(parentCode(code) ?? '')?.code ?? [])
  // What changed may also be what another was merged into.
  const merged = tree.all.filter(({ mergedInto }) => mergedInto !== undefined && changed.has(mergedInto))
  for (const code of new Set([...codes, ...above, ...merged.map((unit) => unit.code)])) {
    const { name, endsOn, mergedInto } = tree.get(code)
    if (endsOn === undefined) continue
    const level = levelOf(code)
    if (level !== 'village' && level !== 'grid') throw kernelError('org-unit.end-level', { name })
    const below = tree.children(code).find((unit) => unit.endsOn === undefined || unit.endsOn > endsOn)
    if (below !== undefined) throw kernelError('org-unit.end-below', { name, below: below.name })
    if (mergedInto === undefined) continue
    const into = tree.get(mergedInto)
    const fits =
      mergedInto !== code &&
      levelOf(mergedInto) === level &&
      townshipOf(mergedInto) === townshipOf(code) &&
      stands(into, endsOn)
    if (!fits) throw kernelError('org-unit.merge-unfit', { name, into: into.name })
  }
}
