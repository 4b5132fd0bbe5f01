import {
  addDays,
  allowedSteps,
  codeFromKey,
  codeRange,
  type Day,
  isPersonal,
  kernelError,
  type Ledger,
  type LoopState,
  type Stay,
  walkTrack,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { type StoredVersion, type VersionRow, versionOf, versionSelection } from '../entry/version.ts'
import { summarise } from '../figure/explain.ts'
import { townsOf } from '../figure/reading-scope.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { inSnapshot } from '../sql/transaction.ts'

/** How a case stands against the clock of the state it is in. */
export type DueStatus = 'overdue' | 'soon' | 'in-time' | 'suspended' | 'unknown'

/** A case that somebody must take on, with the rule that says by when. */
export interface DueCase {
  ledger: string
  entry: string
  version: number
  orgUnit: string
  state: string
  since: Day
  /** The last day in time; null while suspended, or where the year’s holidays are not loaded. */
  due: Day | null
  status: DueStatus
  /** Where the limit stands. */
  source: string
  /** The steps that the loop allows now, by id. */
  next: readonly string[]
  /** What the case is about; personal fields masked. */
  summary: string
}

/** Days before the deadline from which a case is due soon. */
const SOON = 7

/**
 * The cases in an org unit's subtree that have a limit running on a day, the most pressing first. Which cases stand
 * where is read from postings, when they are due from the definitions; nothing is computed overnight.
 * @param office  only the ledgers of this office
 * Errors  org-unit.unknown
 */
export async function listDue(book: Book, request: { orgUnit: string; on: Day; office?: string }): Promise<DueCase[]> {
  const { orgUnit, on, office } = request
  book.orgTree.get(orgUnit)
  const ledgers = book.definitions.pack.ledgers.filter(
    (ledger) => ledger.loop !== undefined && (office === undefined || ledger.office === office),
  )
  const cases = await inSnapshot(book.pool, async (client) => {
    const standing = await standingCases(book, client, orgUnit, on, timedMeasures(book, ledgers))
    const found: DueCase[] = []
    for (const ledger of ledgers) {
      const entries = standing.get(ledger.id)
      if (entries !== undefined) found.push(...(await dueOf(book, client, ledger, entries, orgUnit, on)))
    }
    return found
  })
  const urgency: Record<DueStatus, number> = { overdue: 0, soon: 1, unknown: 2, 'in-time': 3, suspended: 4 }
  return cases.sort(
    (one, other) =>
      urgency[one.status] - urgency[other.status] || (one.due ?? '9999').localeCompare(other.due ?? '9999'),
  )
}

/** Ids of the entries that stand in a state at the end of a day, in order. Errors: ledger.unknown, org-unit.unknown. */
export async function standingIn(
  book: Book,
  request: { orgUnit: string; on: Day; ledger: string; state: string },
): Promise<string[]> {
  const ledger = book.definitions.ledger(request.ledger)
  const number = book.measureNumbers.get(`${ledger.id}.at[${request.state}]`)
  if (number === undefined) {
    throw kernelError('measure.unknown', { measure: `${ledger.id}.at[${request.state}]` })
  }
  const measures = [{ ledger: ledger.id, number }]
  const found = await inSnapshot(book.pool, (client) =>
    standingCases(book, client, request.orgUnit, request.on, measures),
  )
  return (found.get(ledger.id) ?? []).sort()
}

/** A case that has not come to an end, as people read it. */
export interface OpenCase {
  entry: string
  orgUnit: string
  state: string
  /** The last day in time; null where no limit runs, or the year’s holidays are not loaded. */
  due: Day | null
  /** Those of the fields asked for that are filled in; personal ones left out. */
  words: readonly string[]
}

/**
 * The cases of a ledger that are open at the end of a day, the first due first.
 * @param shown  fields in whose words the cases are told
 * @param since  cases that were due before this day are left out: they have been forgotten rather than planned
 * Errors  ledger.unknown, org-unit.unknown
 */
export async function openCases(
  book: Book,
  request: { orgUnit: string; on: Day; ledger: string; shown: readonly string[]; since: Day },
): Promise<OpenCase[]> {
  const ledger = book.definitions.ledger(request.ledger)
  const shown = request.shown.filter((id) => !isPersonal(ledger.fields[id]!))
  const open = Object.entries(ledger.loop?.states ?? {}).filter(([, state]) => state.end === undefined)
  const measures = open.map(([state]) => ({
    ledger: ledger.id,
    number: book.measureNumbers.get(`${ledger.id}.at[${state}]`)!,
  }))
  return inSnapshot(book.pool, async (client) => {
    const standing = await standingCases(book, client, request.orgUnit, request.on, measures)
    const entries = standing.get(ledger.id) ?? []
    const versions = await standingVersions(book, client, ledger, entries, request.orgUnit)
    return versions
      .flatMap((version) => {
        const track = version.track.filter((step) => step.on <= request.on)
        const { state = '', due = null } =
          walkTrack(ledger.loop!, version.values, track, book.rules.calendar).at(-1) ?? {}
        if (due !== null && due < request.since) return []
        const words = shown.flatMap((id) => version.values[id] ?? []).map(String)
        return { entry: version.entry, orgUnit: codeFromKey(version.orgUnit), state, due, words }
      })
      .sort((one, other) => (one.due ?? '9999').localeCompare(other.due ?? '9999'))
  })
}

/** Measures of the states that have a clock, or stop one. */
function timedMeasures(book: Book, ledgers: readonly Ledger[]): StandingMeasure[] {
  return ledgers.flatMap((ledger) =>
    Object.entries(ledger.loop!.states)
      .filter(([, state]) => isTimed(state))
      .map(([state]) => ({ ledger: ledger.id, number: book.measureNumbers.get(`${ledger.id}.at[${state}]`)! })),
  )
}

/** The number of an `at[state]` measure, and its ledger. */
interface StandingMeasure {
  ledger: string
  number: number
}

const isTimed = ({ limit, pauses }: LoopState) => limit !== undefined || pauses !== undefined

/** Entries that stand in one of the states at the end of a day, by ledger. */
async function standingCases(
  book: Book,
  client: ClientBase,
  orgUnit: string,
  on: Day,
  measures: readonly StandingMeasure[],
): Promise<Map<string, string[]>> {
  const range = codeRange(orgUnit)
  const { rows } = await client.query<{ measure: number; entry: string }>({
    name: 'standing-cases',
    text: `select p.measure, p.entry from shishu.posting as p
            where p.town = any($1::bigint[]) and p.measure = any($2::integer[]) and p.day <= $3
              and p.org_unit >= $4 and p.org_unit < $5
            group by p.measure, p.entry having sum(p.amount) > 0`,
    values: [townsOf(book.orgTree, orgUnit), measures.map(({ number }) => number), on, range.from, range.until],
  })
  const ledgerOf = new Map(measures.map(({ ledger, number }) => [number, ledger]))
  const found = new Map<string, string[]>()
  for (const { measure, entry } of rows) {
    const ledger = ledgerOf.get(measure)!
    found.set(ledger, [...(found.get(ledger) ?? []), entry])
  }
  return found
}

async function dueOf(
  book: Book,
  client: ClientBase,
  ledger: Ledger,
  entries: readonly string[],
  orgUnit: string,
  on: Day,
): Promise<DueCase[]> {
  const versions = await standingVersions(book, client, ledger, entries, orgUnit)
  return versions.flatMap((version) => {
    const loop = ledger.loop!
    // Steps after the day asked for have not been taken on that day.
    const track = version.track.filter((step) => step.on <= on)
    const stay = walkTrack(loop, version.values, track, book.rules.calendar).at(-1)
    const state = stay === undefined ? undefined : loop.states[stay.state]
    if (stay === undefined || state === undefined || !isTimed(state)) return []
    // The date that the clock runs from has not come: there is nothing to be late for.
    if (stay.due === null && !stay.dueUnknown && state.pauses === undefined) return []
    return {
      ledger: ledger.id,
      entry: version.entry,
      version: version.version,
      orgUnit: codeFromKey(version.orgUnit),
      state: stay.state,
      since: stay.from,
      due: stay.due,
      status: statusOf(stay, state, on),
      source: state.limit?.source ?? '',
      next: allowedSteps(loop, stay.state),
      summary: summarise(ledger, version.values),
    }
  })
}

function statusOf(stay: Stay, state: LoopState, on: Day): DueStatus {
  if (stay.due === null) return state.pauses === undefined ? 'unknown' : 'suspended'
  if (stay.due < on) return 'overdue'
  return stay.due <= addDays(on, SOON) ? 'soon' : 'in-time'
}

/** The current versions of entries, in the towns of an org unit. */
async function standingVersions(
  book: Book,
  client: ClientBase,
  ledger: Ledger,
  entries: readonly string[],
  orgUnit: string,
): Promise<StoredVersion[]> {
  const { rows } = await client.query<VersionRow>(
    `select distinct on (v.town, v.entry) ${versionSelection(ledger)}
       from ${ledgerTable(ledger.id)} as v
      where v.town = any($1::bigint[]) and v.entry = any($2::uuid[])
      order by v.town, v.entry, v.version desc`,
    [townsOf(book.orgTree, orgUnit), entries],
  )
  return rows.map((row) => versionOf(ledger, row))
}
