import {
  addDays,
  type EntryContent,
  type Ledger,
  posterOf,
  ShishuError,
  stateCouncilCalendar,
  stateOf,
  takeStep,
  type Values,
} from '@shishu/kernel'
import { packTownship } from '../index.ts'

const params = new Map(packTownship.params.map(({ id, value }) => [id, value]))

/** What a case holds before its first step, and the steps in words: `accept 2026-03-05 li, settle 2026-03-20 wang`. */
export interface History {
  opened: Values
  steps: string
}

const ledgerOf = (id: string): Ledger => packTownship.ledgers.find((ledger) => ledger.id === id)!

/** Takes the steps one after the other; who takes them may be left out. Throws the first refusal. */
export function follow(id: string, { opened, steps }: History): EntryContent {
  const start: EntryContent = { orgUnit: '341899101201', values: opened, track: [] }
  if (steps === '') return start
  return steps.split(', ').reduce((content, text) => {
    const [step, on, by = null] = text.split(' ') as [string, string, string?]
    return takeStep(ledgerOf(id), content, { step, on, by })
  }, start)
}

/** The state after the steps, or the code of the first refusal. */
export function outcome(id: string, history: History): string | null {
  try {
    const { values, track } = follow(id, history)
    return stateOf(ledgerOf(id).loop!, values, track)
  } catch (error) {
    if (error instanceof ShishuError) return error.code
    throw error
  }
}

/** Whether a case counts as overdue in a state on the day before its last day, on it, and on the day after. */
export function overdueAround(id: string, history: History, state: string, last: string): boolean[] {
  const postings = posterOf(ledgerOf(id), { params, calendar: stateCouncilCalendar })(follow(id, history))
  return [addDays(last, -1), last, addDays(last, 1)].map((day) => {
    const booked = postings.filter((one) => one.measure === `${id}.overdue[${state}]` && one.day <= day)
    return booked.reduce((sum, { amount }) => sum + amount, 0) > 0
  })
}
