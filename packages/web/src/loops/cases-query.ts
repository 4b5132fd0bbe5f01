import type { Day } from '@shishu/kernel'
import { queryOptions } from '@tanstack/react-query'
import { get } from '../api/client.ts'
import type { DueCase } from '../api/today.ts'

/** Every case at a place whose clock runs or is paused, also those whose next step is somebody else’s. */
export const casesQuery = (org: string, on: Day | undefined) =>
  queryOptions({
    queryKey: ['cases', org, on ?? null],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({ org, ...(on === undefined ? {} : { on }) })
      return get<{ on: Day; cases: readonly DueCase[] }>(`/api/due?${search}`, signal)
    },
  })
