import {
  type EntryContent,
  type FieldValue,
  type Ledger,
  posterOf,
  ShishuError,
  stateCouncilCalendar,
  stateOf,
  takeStep,
} from '@shishu/kernel'
import { describe, expect, test } from 'vitest'

type Walk = readonly [who: string, opened: string, steps: string, comesTo: string, without?: readonly string[]]

/**
 * What an office's loop tables are told with.
 * @param filledIn  what a clerk has filled in by the time a step needs it
 */
export function walkTable(filledIn: Readonly<Record<string, FieldValue>>) {
  /** A case opened on a day, and its steps in order: `accept 03-02 li, survey 03-04 wang`; the year is 2026. */
  function follow(ledger: Ledger, opened: string, steps: string, without: readonly string[] = []): EntryContent {
    const filled: Record<string, FieldValue> = { ...filledIn }
    for (const field of without) delete filled[field]
    const start: EntryContent = {
      orgUnit: '341899101201',
      values: { ...filled, [ledger.loop!.opens.on]: opened.length === 5 ? `2026-${opened}` : opened },
      track: [],
    }
    return steps
      .split(', ')
      .filter((text) => text !== '')
      .reduce((content, text) => {
        const [step, on, by] = text.split(' ') as [string, string, string | undefined]
        return takeStep(ledger, content, { step, on: on.length === 5 ? `2026-${on}` : on, by: by ?? null })
      }, start)
  }

  /** The state a case comes to, or the code of the refusal. */
  function outcome(ledger: Ledger, opened: string, steps: string, without: readonly string[] = []): string {
    try {
      const content = follow(ledger, opened, steps, without)
      return stateOf(ledger.loop!, content.values, content.track)!
    } catch (error) {
      if (error instanceof ShishuError) return error.code
      throw error
    }
  }

  /** How many are overdue in a state at the end of a day, from the postings. */
  function overdue(ledger: Ledger, content: EntryContent, state: string, day: string): number {
    const post = posterOf(ledger, { params: new Map(), calendar: stateCouncilCalendar })
    return post(content)
      .filter((one) => one.measure === `${ledger.id}.overdue[${state}]` && one.day <= day)
      .reduce((sum, { amount }) => sum + amount, 0)
  }

  const walks = (name: string, ledger: Ledger, rows: readonly Walk[]) =>
    describe(`${name}: who takes which step on which day`, () => {
      test.each(rows.map((row) => [row[0], row[1], row[2], row[3], row[4]] as const))(
        '%s: %s, %s → %s',
        (_what, opened, steps, comesTo, without) => {
          expect(outcome(ledger, opened, steps, without)).toBe(comesTo)
        },
      )
    })

  return { follow, outcome, overdue, walks }
}
