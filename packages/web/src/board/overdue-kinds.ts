import type { Day, Definitions, Ledger, LoopState } from '@shishu/kernel'
import type { DueCase } from '../api/today.ts'

/** Cases of one ledger that stay in one state longer than its limit. */
export interface OverdueKind {
  ledger: Ledger
  state: LoopState
  stateId: string
  count: number
  /** The earliest day on which one of them fell due. */
  oldest: Day
  /** The rule that says by when. */
  source: string
}

export interface OfficeOverdue {
  office: string
  name: string
  count: number
  /** The one that waits longest first. */
  kinds: readonly OverdueKind[]
}

/** What is over its limit, by the office that keeps the ledger; offices in the order of the pack, nobody counted. */
export function overdueByOffice(cases: readonly DueCase[], definitions: Definitions): OfficeOverdue[] {
  const kinds = new Map<string, OverdueKind>()
  for (const { ledger: id, state: stateId, due, status, source } of cases) {
    if (status !== 'overdue' || due === null) continue
    const key = `${id} ${stateId}`
    const known = kinds.get(key)
    const ledger = definitions.ledger(id)
    const state = ledger.loop!.states[stateId]!
    kinds.set(key, {
      ledger,
      state,
      stateId,
      count: (known?.count ?? 0) + 1,
      oldest: known === undefined || due < known.oldest ? due : known.oldest,
      source: known?.source ?? source,
    })
  }
  return Object.entries(definitions.pack.offices).flatMap(([office, name]) => {
    const own = [...kinds.values()]
      .filter(({ ledger }) => ledger.office === office)
      .sort((one, other) => one.oldest.localeCompare(other.oldest))
    if (own.length === 0) return []
    return [{ office, name, count: own.reduce((sum, { count }) => sum + count, 0), kinds: own }]
  })
}
