import { type CaseOutcome, type DefinitionCase, type Definitions, runCases, stateCouncilCalendar } from '@shishu/kernel'

/** Runs the examples of a design on the definitions as they would be; in their order. */
export function runExamples(definitions: Definitions, cases: readonly DefinitionCase[]): CaseOutcome[] {
  return runCases(definitions, cases, { params: definitions.params, calendar: stateCouncilCalendar })
}
