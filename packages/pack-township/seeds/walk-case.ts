import {
  type EntryContent,
  type Ledger,
  posterOf,
  ShishuError,
  stateCouncilCalendar,
  stateOf,
  takeStep,
  type Values,
} from '@shishu/kernel'
import { packTownship } from '../src/index.ts'

const params = new Map(packTownship.params.map(({ id, value }) => [id, value]))

/**
 * A case after its opening and steps written in one line, `step day taker, step day taker`; a taker may be left out.
 * `filled` is filled in from the beginning. Errors as takeStep gives them.
 */
export function walkCase(ledger: Ledger, opened: string, steps: string, filled: Values = {}): EntryContent {
  const values = { ...filled, [ledger.loop!.opens.on]: opened }
  const begun: EntryContent = { orgUnit: '341899101201', values, track: [] }
  return steps
    .split(',')
    .map((one) => one.trim().split(/\s+/))
    .filter(([step]) => step !== '')
    .reduce((content, [step, on, by = null]) => takeStep(ledger, content, { step: step!, on: on!, by }), begun)
}

/** The state that a case is in after its steps, or the code of the refusal. */
export function stateAfter(ledger: Ledger, opened: string, steps: string, filled: Values = {}): string {
  try {
    const content = walkCase(ledger, opened, steps, filled)
    return stateOf(ledger.loop!, content.values, content.track)!
  } catch (error) {
    if (error instanceof ShishuError) return error.code
    throw error
  }
}

/** Whether a case stands as overdue at the end of a day, by its postings. */
export function overdueOn(ledger: Ledger, opened: string, steps: string, day: string, filled: Values = {}): boolean {
  const post = posterOf(ledger, { params, calendar: stateCouncilCalendar })
  const overdue = post(walkCase(ledger, opened, steps, filled)).filter(
    (one) => one.measure.startsWith(`${ledger.id}.overdue[`) && one.day <= day,
  )
  return overdue.reduce((sum, { amount }) => sum + amount, 0) > 0
}
