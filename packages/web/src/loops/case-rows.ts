import type { Definitions, OrgTree } from '@shishu/kernel'
import type { DueCase } from '../api/today.ts'
import { type DueRow, dueRows } from '../today/compose-today.ts'
import type { Status } from './statuses.ts'

/** Which cases are shown; empty text: all. */
export interface CaseFilter {
  office: string
  ledger: string
  /** A state of the chosen ledger’s loop. */
  state: string
  status: Status | ''
  mine: boolean
}

export const NO_FILTER: CaseFilter = { office: '', ledger: '', state: '', status: '', mine: false }

/** A case with its names, and the state and day by which it is found. */
export interface CaseRow extends DueRow {
  stateId: string
  since: string
}

/** The cases that a filter lets through, named, the earliest deadline first. */
export function caseRows(
  cases: readonly DueCase[],
  filter: CaseFilter,
  definitions: Definitions,
  places: OrgTree,
): CaseRow[] {
  const found = cases.filter((one) => passes(one, filter, definitions))
  const byEntry = new Map(found.map((one) => [one.entry, one]))
  return dueRows(found, definitions, places).map((row) => {
    const { state, since } = byEntry.get(row.entry)!
    return { ...row, stateId: state, since }
  })
}

function passes({ ledger, state, status, mine }: DueCase, filter: CaseFilter, definitions: Definitions): boolean {
  if (filter.mine && mine.length === 0) return false
  if (filter.status !== '' && status !== filter.status) return false
  if (filter.ledger !== '') return ledger === filter.ledger && (filter.state === '' || state === filter.state)
  return filter.office === '' || definitions.ledger(ledger).office === filter.office
}

/** How many cases of a ledger stand at each state, whatever state is chosen. */
export function stateCounts(
  cases: readonly DueCase[],
  ledger: string,
  mine: boolean,
  status: CaseFilter['status'] = '',
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const one of cases) {
    if (one.ledger !== ledger || (mine && one.mine.length === 0)) continue
    if (status !== '' && one.status !== status) continue
    counts.set(one.state, (counts.get(one.state) ?? 0) + 1)
  }
  return counts
}
