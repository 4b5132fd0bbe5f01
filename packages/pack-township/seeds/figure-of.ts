import {
  computeFigure,
  findMissing,
  isWithin,
  namesMeasure,
  type Posting,
  parseFormula,
  parsePeriod,
  posterOf,
  stateCouncilCalendar,
  townshipOf,
  trackFromDates,
} from '@shishu/kernel'
import { packTownship } from '../src/index.ts'
import { townEntries } from './generate.ts'
import { orgUnits, type Town } from './org-units.ts'

const params = new Map(packTownship.params.map(({ id, value }) => [id, value]))
const targets = new Map(packTownship.targets.map((one) => [one.id, one]))
const requirements = new Map(packTownship.requirements.map((one) => [one.id, one]))

/** Every posting that a town's story stands for, of the ledgers named. */
function postingsOf(town: Town, ledgers: readonly string[]): Posting[] {
  const entries = townEntries(town)
  return packTownship.ledgers
    .filter(({ id }) => ledgers.includes(id))
    .flatMap((ledger) => {
      const post = posterOf(ledger, { params, calendar: stateCouncilCalendar })
      return (entries.get(ledger.id) ?? []).flatMap(({ orgUnit, values }) =>
        post({ orgUnit, values, track: ledger.loop === undefined ? [] : trackFromDates(ledger.loop, values) }),
      )
    })
}

/**
 * A figure of a town's story without a store: sums, the villages reached, and what is missing; null where there is none.
 * Indicators that read the latest month or a day are not covered.
 */
export function figureOf(town: Town, indicatorId: string, orgUnit: string, period: string): number | null {
  const indicator = packTownship.indicators.find(({ id }) => id === indicatorId)!
  const formula = parseFormula(indicator.value)
  const named = [...indicator.value.matchAll(/([a-z-]+)\.[a-zA-Z]+/g)].map(([, ledger]) => ledger!)
  const required = [...indicator.value.matchAll(/\w+\(([a-z-]+)\)/g)].flatMap(
    ([, id]) => requirements.get(id!)?.measure.split('.')[0] ?? [],
  )
  const postings = postingsOf(town, [...named, ...required]).filter((one) => isWithin(one.orgUnit, orgUnit))
  const villages = orgUnits.map(({ code }) => code).filter((code) => !code.endsWith('000') && isWithin(code, orgUnit))
  const placeOf = (level: string) => (code: string) => (level === 'village' ? code : townshipOf(code)!)
  const readings = {
    today: '2026-07-01',
    places: (level: string) => (level === 'village' ? villages.length : 1),
    read: (input: Parameters<Parameters<typeof computeFigure>[3]['read']>[0]) => {
      const { kind, measure, from, until, requirement } = input
      const within = postings.filter(
        (one) => namesMeasure(measure, one.measure) && (from === null || one.day >= from) && one.day < until,
      )
      if (kind === 'reached') {
        const places = new Set(within.map((one) => one.orgUnit))
        const sumAt = (place: string) => within.reduce((sum, one) => sum + (one.orgUnit === place ? one.amount : 0), 0)
        return [...places].filter((place) => sumAt(place) !== 0).length
      }
      if (kind === 'missed' && requirement !== undefined) {
        const place = placeOf(requirement.level)
        const places = requirement.level === 'village' ? villages : [townshipOf(orgUnit)!]
        const happenings = postings
          .filter((one) => namesMeasure(measure, one.measure))
          .map((one) => ({ place: place(one.orgUnit), day: one.day, amount: one.amount }))
        return findMissing(requirement, parsePeriod(period), places, happenings).length
      }
      return within.reduce((sum, one) => sum + one.amount, 0)
    },
  }
  return computeFigure(indicator, formula, parsePeriod(period), readings, { params, targets, requirements }).value
}
