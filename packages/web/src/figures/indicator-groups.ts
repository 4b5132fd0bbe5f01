import { type Definitions, type Indicator, missionTable } from '@shishu/kernel'

/** The indicators of one office, by the missions that ask for them. */
export interface OfficeIndicators {
  office: string
  name: string
  missions: readonly MissionIndicators[]
  count: number
}

export interface MissionIndicators {
  /** Undefined for indicators that no mission asks for. */
  mission: { id: string; label: string; gloss: string } | undefined
  indicators: readonly Indicator[]
}

/** Every indicator once: under the office whose ledgers it reads first, and its first mission. */
export function groupIndicators(definitions: Definitions): OfficeIndicators[] {
  const { pack } = definitions
  const taken = new Set<string>()
  const take = (ids: readonly string[]): Indicator[] =>
    ids.flatMap((id) => {
      if (taken.has(id)) return []
      taken.add(id)
      return [definitions.indicator(id).indicator]
    })
  const missions = missionTable(definitions).map((mission) => ({
    mission,
    office: mission.ledgers.length === 0 ? undefined : definitions.ledger(mission.ledgers[0]!).office,
    indicators: take(mission.indicators),
  }))
  const groups = Object.entries(pack.offices).map(([office, name]) => {
    const own = missions.filter((each) => each.office === office && each.indicators.length > 0)
    return { office, name, missions: own, count: own.reduce((sum, each) => sum + each.indicators.length, 0) }
  })
  const rest = take(pack.indicators.map(({ id }) => id))
  const others = { office: '', name: '', missions: [{ mission: undefined, indicators: rest }], count: rest.length }
  return [...groups, others].filter(({ count }) => count > 0)
}

/** The groups with only the indicators that are wanted; groups left empty are left out. */
export function pickIndicators(
  groups: readonly OfficeIndicators[],
  wanted: (indicator: Indicator) => boolean,
): OfficeIndicators[] {
  return groups.flatMap((group) => {
    const missions = group.missions
      .map((each) => ({ ...each, indicators: each.indicators.filter(wanted) }))
      .filter(({ indicators }) => indicators.length > 0)
    const count = missions.reduce((sum, { indicators }) => sum + indicators.length, 0)
    return count === 0 ? [] : [{ ...group, missions, count }]
  })
}
