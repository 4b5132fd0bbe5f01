import type { Day, DefinitionCase, DefinitionChange } from '@shishu/kernel'
import { queryOptions } from '@tanstack/react-query'
import { get, post } from './client.ts'

/** A set of changes to the definitions, as the book keeps it. */
export interface DefinitionChangeSet {
  id: string
  /** The first day on which it holds. */
  from: Day
  at: string
  by: string
  byName: string
  reason: string
  state: 'in-force' | 'waiting' | 'withdrawn'
  changes: readonly DefinitionChange[]
  cases: readonly DefinitionCase[]
}

export interface DefinitionChangeSets {
  /** Code of the place at which definitions are changed. */
  place: string
  /** Newest first. */
  changes: readonly DefinitionChangeSet[]
}

/** What came of an example when it was run. */
export interface CaseResult {
  name: string
  passed: boolean
  expected: string
  found: string
}

export interface DefinitionCheck {
  problems: readonly { path: string; problem: string }[]
  cases: readonly CaseResult[]
  /** How many entries would be counted anew, by ledger. */
  rebooked: readonly { ledger: string; entries: number }[]
}

export interface ChangeQuestion {
  changes: readonly DefinitionChange[]
  cases: readonly DefinitionCase[]
}

export const definitionChangesQuery = queryOptions({
  queryKey: ['definition-changes'],
  queryFn: ({ signal }) => get<DefinitionChangeSets>('/api/definition-changes', signal),
})

/** What publishing would find and do; it changes nothing. */
export const checkDefinitions = (question: ChangeQuestion): Promise<DefinitionCheck> =>
  post('/api/definition-changes/check', question)

/** Publishes changes from a day on, today or later. The same request sent again publishes once. */
export const publishDefinitions = (
  asked: ChangeQuestion & { request: string; from: Day; reason: string },
): Promise<{ id: string; state: 'in-force' | 'waiting'; definitions: string }> => post('/api/definition-changes', asked)

/** Takes back what waits for its day. */
export const withdrawDefinitions = (change: string, reason: string): Promise<void> =>
  post(`/api/definition-changes/${encodeURIComponent(change)}/withdrawal`, { reason })
