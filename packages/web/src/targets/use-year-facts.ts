import type { Definitions, Ledger, Target } from '@shishu/kernel'
import { parsePeriod } from '@shishu/kernel'
import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import { get } from '../api/client.ts'
import { type EntryView, questionSearch } from '../api/entries.ts'
import { type FigureTable, figuresQuery } from '../api/figures.ts'
import { courseIndicators, coursesOf, courseValues } from '../figures/course.ts'
import { todayInShanghai } from '../scope/scope.ts'
import type { SettableTarget } from './settable-target.ts'
import { monthsOf, reachedBy } from './year-course.ts'
import { courseThatWas, firstDay } from './year-plan.ts'

/** What a year came to for a target, in the smallest part of its unit; null where nothing is known. */
export interface YearFacts {
  target: number | null
  reached: number | null
}

/** What is known of a target at a town, of the year that is set and of those before. */
export interface TargetFacts {
  of(year: string): YearFacts
  /** Cumulative amounts by month of the last complete year before the one that is set. */
  real: readonly (number | null)[]
  /** Those as percentages; null where the year is not known whole. */
  course: readonly number[] | null
}

/** The two years before the one that is set: what stands beside the amount to be set. */
export const yearsBefore = (year: string): [string, string] => [String(Number(year) - 2), String(Number(year) - 1)]

/** The last year before `year` that is over: its course is known. */
export const completeYear = (year: string): string =>
  String(Math.min(Number(year) - 1, Number(todayInShanghai().slice(0, 4)) - 1))

/** Reads what was planned and reached at a town, around a year. */
export function useYearFigures(definitions: Definitions, town: string, year: string): UseQueryResult<FigureTable> {
  const indicators = coursesOf(definitions).flatMap(courseIndicators)
  const periods = [...yearsBefore(year), year, ...monthsOf(completeYear(year))]
  return useQuery({
    ...figuresQuery({ indicators, places: [town], periods, asOf: undefined }),
    enabled: town !== '' && indicators.length > 0,
  })
}

/** What figures tell of a target. */
export function factsOf(
  definitions: Definitions,
  target: Target,
  figures: FigureTable,
  town: string,
  year: string,
): TargetFacts {
  const course = coursesOf(definitions).find((one) => one.target.id === target.id)
  if (course === undefined) return { of: () => ({ target: null, reached: null }), real: [], course: null }
  const real = monthsOf(completeYear(year)).map((month) => reachedBy(course, figures, town, month))
  return {
    of: (asked) => {
      const values = courseValues(course, figures, town, parsePeriod(asked))
      return { target: values?.target ?? null, reached: reachedBy(course, figures, town, asked) }
    },
    real,
    course: courseThatWas(real),
  }
}

/** The entries that set targets for a year and the one before, by ledger; of those ledgers that the person may read. */
export function useTargetEntries(
  targets: readonly SettableTarget[],
  readable: (ledger: Ledger) => boolean,
  town: string,
  year: string,
): UseQueryResult<readonly EntryView[]>[] {
  const asked = new Map(targets.filter(({ ledger }) => readable(ledger)).map((one) => [one.ledger.id, one]))
  return useQueries({
    queries: [...asked].map(([ledger, one]) => ({
      queryKey: ['entries', ledger, 'targets', town, year],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const [from, until] = [firstDay(one, String(Number(year) - 1)), firstDay(one, String(Number(year) + 1))]
        const filter = [{ field: one.day, from, until }]
        const search = questionSearch({ org: town, filter, states: [] })
        search.set('limit', '200')
        return (await get<{ entries: readonly EntryView[] }>(`/api/ledgers/${ledger}/entries?${search}`, signal))
          .entries
      },
    })),
  })
}
