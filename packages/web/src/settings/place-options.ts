import { isWithin, type OrgUnit, parentCode } from '@shishu/kernel'

/**
 * Org units at and below a place as lines of a choice, each set in by how deep it lies; the place itself
 * comes first. One that has ended by `today` (撤并) is marked with `ended`.
 */
export function placeOptions(
  units: readonly OrgUnit[],
  home: { code: string; name: string },
  today: string,
  ended: string,
): { value: string; label: string }[] {
  const within = units.filter(({ code }) => code !== home.code && isWithin(code, home.code))
  const codes = new Set([home.code, ...within.map(({ code }) => code)])
  return [
    { value: home.code, label: home.name },
    ...within.map(({ code, name, endsOn }) => ({
      value: code,
      label: `${'　'.repeat(depthOf(code, codes))}${name}${endsOn !== undefined && endsOn <= today ? ended : ''}`,
    })),
  ]
}

/** How many of a unit's ancestors are among these. */
export function depthOf(code: string, codes: ReadonlySet<string>): number {
  let depth = 0
  for (let up = parentCode(code); up !== undefined; up = parentCode(up)) if (codes.has(up)) depth += 1
  return depth
}
