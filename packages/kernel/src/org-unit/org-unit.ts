import { kernelError } from '../error/kernel-errors.ts'
import type { Day } from '../period/day.ts'
import { codeKey, codeRange, levelOf, type OrgUnitLevel, parentCode } from './org-unit-code.ts'

/** A place in the tree 省-市-县-乡镇-村-网格. */
export interface OrgUnit {
  /** 12 digits, or 15 for a grid; see org-unit-code. */
  code: string
  name: string
  shortName?: string
  /** The day from which it bears this name, where a document says so. */
  since?: Day
  /** The first day on which it is no more (撤并). */
  endsOn?: Day
  /** Code of the unit that it was merged into when it ended. */
  mergedInto?: string
}

/** A set of org units that never changes; lists are in the order of codes. */
export interface OrgTree {
  readonly all: readonly OrgUnit[]
  /** Errors  org-unit.unknown */
  get(code: string): OrgUnit
  find(code: string): OrgUnit | undefined
  /** The tree with these units added, or renamed where their codes are known. Errors as orgTree. */
  with(units: readonly OrgUnit[]): OrgTree
  /** The units directly below. Errors  org-unit.unknown */
  children(code: string): OrgUnit[]
  /** The unit and all below it. Errors  org-unit.unknown */
  subtree(code: string): OrgUnit[]
  /**
   * The units at or below `within` that officers call by this name: by full name; if none, by short name;
   * if none, with another ending or none (新桥, 新桥村委会 for 新桥村). More than one means it must be asked.
   *
   * Errors  org-unit.unknown: `within`
   */
  byName(name: string, within: string): OrgUnit[]
}

/** Endings of names, by what they name. A unit with one ending of a row is also called by the row's others, or by none. */
const ENDINGS: readonly (readonly string[])[] = [
  ['村', '村委会', '村村委会', '村民委员会', '村村民委员会'],
  ['社区', '居委会', '社区居委会', '居民委员会', '社区居民委员会'],
  ['镇', '镇政府', '镇人民政府'],
  ['乡', '乡政府', '乡人民政府'],
  ['街道', '街道办', '街道办事处'],
]
/** A one-character place keeps its ending (东村 is never 东), so a shorter stem alone is not a name. */
const SHORTEST_STEM = 2

const LEVEL_ORDER: readonly OrgUnitLevel[] = ['country', 'province', 'city', 'county', 'township', 'village', 'grid']

/** A name without the spaces that sheets put in to align it. */
function tidyName(name: string): string {
  return name.replace(/\s/g, '')
}

/** The other names that follow from a full name's ending. */
function namesByEnding(name: string): string[] {
  const matches = ENDINGS.flatMap((row) =>
    row.filter((ending) => name.endsWith(ending)).map((ending) => ({ row, ending })),
  )
  // The longest ending is the right one: 村民委员会 of 新桥村民委员会 leaves 新桥.
  const longest = matches.sort((a, b) => b.ending.length - a.ending.length)[0]
  if (!longest) return []
  const stem = name.slice(0, -longest.ending.length)
  if (stem === '') return []
  const spellings = longest.row.map((ending) => stem + ending)
  return stem.length < SHORTEST_STEM ? spellings : [stem, ...spellings]
}

function group(units: readonly OrgUnit[], namesOf: (unit: OrgUnit) => readonly string[]): Map<string, OrgUnit[]> {
  const groups = new Map<string, OrgUnit[]>()
  for (const unit of units) {
    for (const name of namesOf(unit)) {
      const same = groups.get(name)
      if (same) same.push(unit)
      else groups.set(name, [unit])
    }
  }
  return groups
}

/**
 * Makes a tree of org units. Roots are the units of the highest level in the list; every other unit's parent
 * must be in it.
 *
 * Errors  org-unit.code-malformed, org-unit.code-twice, org-unit.parent-missing
 */
export function orgTree(units: readonly OrgUnit[]): OrgTree {
  const keyed = units.map((unit) => ({ unit, key: codeKey(unit.code) })).sort((a, b) => a.key - b.key)
  const all = keyed.map(({ unit }) => unit)
  const keys = keyed.map(({ key }) => key)
  const byCode = new Map<string, OrgUnit>()
  for (const unit of all) {
    if (byCode.has(unit.code)) throw kernelError('org-unit.code-twice', { code: unit.code })
    byCode.set(unit.code, unit)
  }

  const depth = (unit: OrgUnit): number => LEVEL_ORDER.indexOf(levelOf(unit.code))
  const rootDepth = all.reduce((least, unit) => Math.min(least, depth(unit)), LEVEL_ORDER.length)
  const childrenOf = new Map<string, OrgUnit[]>(all.map((unit) => [unit.code, []]))
  for (const unit of all) {
    const parent = parentCode(unit.code)
    if (parent === undefined || depth(unit) === rootDepth) continue
    const siblings = childrenOf.get(parent)
    if (!siblings) throw kernelError('org-unit.parent-missing', { code: unit.code, parent })
    siblings.push(unit)
  }

  /** Where in `keys` the first key stands that is not below `key`. */
  const position = (key: number): number => {
    let low = 0
    let high = keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (keys[middle]! < key) low = middle + 1
      else high = middle
    }
    return low
  }
  const get = (code: string): OrgUnit => {
    const unit = byCode.get(code)
    if (!unit) throw kernelError('org-unit.unknown', { code })
    return unit
  }

  /** From the surest reading of a name to the loosest: the first that finds a unit decides. */
  const readings = [
    group(all, (unit) => [tidyName(unit.name)]),
    group(all, (unit) => (unit.shortName ? [tidyName(unit.shortName)] : [])),
    group(all, (unit) => namesByEnding(tidyName(unit.name))),
  ]

  return {
    all,
    get,
    find: (code) => byCode.get(code),
    with: (units) => {
      const codes = new Set(units.map(({ code }) => code))
      return orgTree([...all.filter(({ code }) => !codes.has(code)), ...units])
    },
    children: (code) => [...childrenOf.get(get(code).code)!],
    subtree: (code) => {
      const { from, until } = codeRange(get(code).code)
      return all.slice(position(from), position(until))
    },
    byName: (name, within) => {
      const { from, until } = codeRange(get(within).code)
      const inRange = (unit: OrgUnit): boolean => {
        const key = codeKey(unit.code)
        return key >= from && key < until
      }
      for (const reading of readings) {
        const found = (reading.get(tidyName(name)) ?? []).filter(inRange)
        if (found.length > 0) return found
      }
      return []
    },
  }
}
