import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemNotice } from './ProblemNotice.tsx'
import { Skeleton } from './Skeleton.tsx'

interface LoadedProps<T> {
  query: UseQueryResult<T>
  lines?: number
  children: (data: T) => ReactNode
}

/** What a query answered; while it has not, a skeleton; if it cannot, why. */
export function Loaded<T>({ query, lines = 4, children }: LoadedProps<T>) {
  return (
    <LoadedAll queries={[query]} lines={lines}>
      {(data) => children(data as T)}
    </LoadedAll>
  )
}

interface LoadedAllProps<T extends readonly unknown[]> {
  queries: readonly [...{ [K in keyof T]: UseQueryResult<T[K]> }]
  lines: number
  children: (...data: T) => ReactNode
}

/** What several queries answered together; the first that cannot says why. */
export function LoadedAll<T extends readonly unknown[]>({ queries, lines, children }: LoadedAllProps<T>) {
  const all = queries as readonly UseQueryResult<unknown>[]
  if (all.every(({ data }) => data !== undefined)) return children(...(all.map(({ data }) => data) as unknown as T))
  const failed = all.find(({ data, isError }) => data === undefined && isError)
  if (failed !== undefined) return <ProblemNotice error={failed.error} onRetry={() => void failed.refetch()} />
  return <Skeleton lines={lines} />
}
