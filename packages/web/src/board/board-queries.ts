import type { Day } from '@shishu/kernel'
import { queryOptions } from '@tanstack/react-query'
import { get } from '../api/client.ts'
import type { DueCase } from '../api/today.ts'

/** A sentence that a report's writer may take up. */
export interface Proposal {
  section: 'highlight' | 'difficulty'
  /** The indicator that it rests on. */
  indicator: string
  zh: string
  en: string
}

/** What runs ahead and what lags in a period. */
export const proposalsQuery = (org: string, period: string) =>
  queryOptions({
    queryKey: ['proposals', org, period],
    queryFn: async ({ signal }) =>
      (await get<{ sentences: readonly Proposal[] }>(`/api/proposals?${new URLSearchParams({ org, period })}`, signal))
        .sentences,
  })

/** Every case whose clock runs at a place on a day, whosever the next step is. */
export const allDueQuery = (org: string, on: Day) =>
  queryOptions({
    queryKey: ['due', 'all', org, on],
    queryFn: async ({ signal }) =>
      (await get<{ cases: readonly DueCase[] }>(`/api/due?${new URLSearchParams({ org, on })}`, signal)).cases,
  })
