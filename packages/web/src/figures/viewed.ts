import { type Day, type Period, parsePeriod, periodOf } from '@shishu/kernel'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../api/session.ts'
import { todayInShanghai } from '../scope/scope.ts'
import { useScope } from '../scope/use-scope.ts'

/** What a page of figures shows: the chosen scope with what is absent from the address filled in. */
export interface Viewed {
  /** Empty until it is known who is signed in. */
  place: string
  period: Period
  /** Absent for the present. */
  asOf: Day | undefined
  /** The last day that is looked at: that of `asOf`, or today. */
  until: Day
}

export function useViewed(): Viewed {
  const [scope] = useScope()
  const session = useQuery(sessionQuery).data
  const until = scope.asOf ?? todayInShanghai()
  return {
    place: scope.place ?? session?.orgUnit.code ?? '',
    period: scope.period === undefined ? periodOf('month', until) : parsePeriod(scope.period),
    asOf: scope.asOf,
    until,
  }
}
