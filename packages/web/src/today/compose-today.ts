import type { Day, Definitions, Ledger, LoopStep, OrgTree } from '@shishu/kernel'
import type { DraftStanding } from '../api/report-drafts.ts'
import type { DueCase, MissingView } from '../api/today.ts'

/** A name in both languages, as definitions have it. */
export interface Named {
  label: string
  gloss: string
}

/** A case that waits, with everything named for who reads it. */
export interface DueRow {
  entry: string
  ledger: string
  ledgerName: Named
  title: string
  place: string
  state: Named
  status: DueCase['status']
  due: Day | null
  steps: readonly NextStep[]
}

/** A step of the asker's, with the fields that must be filled for it besides its day. */
export interface NextStep extends Named {
  needs: readonly Named[]
}

/** One entry that was to be there. */
export interface MissingRow {
  requirement: Named
  /** Where it is written. */
  ledger: string
  /** Its code. */
  orgUnit: string
  place: string
  period: string
  /** The figures that it would move. */
  indicators: readonly Named[]
}

/** A report whose draft waits for the person. */
export interface WaitingDraft {
  report: string
  name: Named
  /** Its code. */
  orgUnit: string
  place: string
  period: string
  waits: NonNullable<DraftStanding['waits']>
  /** Who made the last mark, and what they said. */
  by: string | null
  reason: string | null
}

/** The drafts that wait for the person. */
export function waitingDrafts(
  drafts: readonly DraftStanding[],
  definitions: Definitions,
  places: OrgTree,
): WaitingDraft[] {
  return drafts.flatMap(({ report, orgUnit, period, waits, last }) => {
    // One that came with definitions published since the page was loaded is named when they are.
    const name = definitions.pack.reports.find(({ id }) => id === report)
    if (waits === null || name === undefined) return []
    const said = { by: last?.by ?? null, reason: last?.reason ?? null }
    return [{ report, name, orgUnit, place: placeName(places, orgUnit), period, waits, ...said }]
  })
}

/** Names what the server tells by ids; the earliest deadline first, cases without one last. */
export function dueRows(cases: readonly DueCase[], definitions: Definitions, places: OrgTree): DueRow[] {
  return cases
    .map((one): DueRow => {
      const ledger = definitions.ledger(one.ledger)
      const { states, steps } = ledger.loop!
      return {
        entry: one.entry,
        ledger: one.ledger,
        ledgerName: ledger,
        title: one.summary,
        place: placeName(places, one.orgUnit),
        state: states[one.state]!,
        status: one.status,
        due: one.due,
        steps: one.mine.map((id) => ({ ...steps[id]!, needs: neededFields(ledger, steps[id]!) })),
      }
    })
    .sort((a, b) => compareDays(a.due, b.due))
}

function neededFields({ fields }: Ledger, { needs = [], day }: LoopStep): Named[] {
  // The day itself goes without saying.
  return needs.flatMap((id) => {
    const field = fields[id]
    return field === undefined || id === day ? [] : [{ label: field.label, gloss: field.gloss }]
  })
}

/** One row for each place and period in which something required is missing. */
export function missingRows(found: readonly MissingView[], definitions: Definitions, places: OrgTree): MissingRow[] {
  return found.flatMap(({ requirement: id, missing }) => {
    const requirement = definitions.pack.requirements.find((each) => each.id === id)
    if (requirement === undefined) return []
    const counted = new RegExp(`required\\(\\s*${id}\\s*\\)`)
    const indicators = definitions.pack.indicators.filter(({ value }) => counted.test(value))
    const ledger = requirement.measure.split('.')[0]!
    return missing.map(({ place, period }) => ({
      requirement,
      ledger,
      orgUnit: place,
      place: placeName(places, place),
      period,
      indicators,
    }))
  })
}

const placeName = (places: OrgTree, code: string): string => {
  const unit = places.find(code)
  return unit?.shortName ?? unit?.name ?? code
}

function compareDays(a: Day | null, b: Day | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : Number(a > b)
}
