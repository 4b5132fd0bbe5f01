import type { Day } from '@shishu/kernel'
import { queryOptions } from '@tanstack/react-query'
import { get } from './client.ts'

/** A case whose clock runs: the protocol's Due case. */
export interface DueCase {
  ledger: string
  entry: string
  orgUnit: string
  state: string
  since: Day
  due: Day | null
  status: 'overdue' | 'soon' | 'in-time' | 'suspended' | 'unknown'
  /** The rule that says by when. */
  source: string
  next: readonly string[]
  /** Those of `next` that are the asker's to take. */
  mine: readonly string[]
  summary: string
}

/** What a required frequency lacks. */
export interface MissingView {
  requirement: string
  missing: readonly { place: string; period: string; happened: number }[]
}

/** The cases that wait for a step of the asker's, on a day (absent: today). */
export const dueQuery = (org: string, on: Day | undefined) => {
  const search = new URLSearchParams({ org, mine: 'true', ...(on === undefined ? {} : { on }) })
  return queryOptions({
    queryKey: ['due', org, on ?? null],
    queryFn: async ({ signal }) =>
      (await get<{ on: Day; cases: readonly DueCase[] }>(`/api/due?${search}`, signal)).cases,
  })
}

/** What is required in a period and is not there. */
export const missingQuery = (org: string, period: string) =>
  queryOptions({
    queryKey: ['missing', org, period],
    queryFn: async ({ signal }) => {
      const search = new URLSearchParams({ org, period })
      return (await get<{ requirements: readonly MissingView[] }>(`/api/missing?${search}`, signal)).requirements
    },
  })
