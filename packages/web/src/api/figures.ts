import type { Day } from '@shishu/kernel'
import { queryOptions } from '@tanstack/react-query'
import { get } from './client.ts'

/** One figure as the server sends it: the protocol's Figure. */
export interface FigureView {
  indicator: string
  label: string
  orgUnit: string
  period: string
  /** In the indicator's own unit; null where there is none, for the reason in `absent`. */
  value: number | null
  unit: string
  text: string
  /** The two sides of a rate, in the smallest part of their unit. */
  numerator: number | null
  denominator: number | null
  absent: string | null
}

/** What one entry adds to an input. */
export interface Contribution {
  ledger: string
  /** Empty where something is missing rather than there. */
  entry: string
  version: number
  orgUnit: string
  day: Day
  amount: number
  /** Empty where the entry is outside the asker's rights. */
  summary: string
}

/** Entries outside the asker's rights: how many, and what they come to together. */
export interface OtherEntries {
  count: number
  amount: number
}

export interface ExplainedInput {
  measure: string
  label: string
  unit: string
  from: Day | null
  until: Day | null
  amount: number | Day | null
  text: string
  /** How many there are; `contributions` are the first of those that the asker may read. */
  count: number
  contributions: readonly Contribution[]
  others: OtherEntries
}

/** Where a figure comes from: the protocol's Explanation. */
export interface Explanation {
  figure: FigureView
  formula: string
  words: { zh: string; en: string }
  source: string
  inputs: readonly ExplainedInput[]
}

/** What one booking changed in an input. */
export interface DifferenceLine {
  ledger: string
  entry: string
  version: number
  orgUnit: string
  day: Day
  amount: number
  bookedAt: string
  by: string
  reason: string | null
}

/** Why a figure changed between two moments: the protocol's Difference. */
export interface Difference {
  before: FigureView
  after: FigureView
  inputs: readonly {
    measure: string
    label: string
    unit: string
    before: number | Day | null
    after: number | Day | null
    count: number
    lines: readonly DifferenceLine[]
    others: OtherEntries
  }[]
}

/** Figures by indicator, place and period. */
export interface FigureTable {
  get(indicator: string, place: string, period: string): FigureView | undefined
}

export interface FiguresQuestion {
  indicators: readonly string[]
  places: readonly string[]
  periods: readonly string[]
  /** The day as of whose end the book is read; absent: now. */
  asOf: Day | undefined
}

/** What one request may name at most; more is asked for in several. An address has to stay short of 8 KB. */
const AT_ONCE = { indicators: 120, places: 50, periods: 36 } as const

/** Many figures, in as few requests as the server allows. */
export const figuresQuery = ({ indicators, places, periods, asOf }: FiguresQuestion) =>
  queryOptions({
    queryKey: ['figures', indicators, places, periods, asOf ?? null],
    queryFn: async ({ signal }): Promise<FigureTable> => {
      const asked = chunks(indicators, AT_ONCE.indicators).flatMap((ids) =>
        chunks(places, AT_ONCE.places).flatMap((codes) =>
          chunks(periods, AT_ONCE.periods).map((spans) =>
            get<{ figures: readonly FigureView[] }>(
              `/api/figures?${query({ indicators: ids.join(','), org: codes.join(','), period: spans.join(','), asOf })}`,
              signal,
            ),
          ),
        ),
      )
      return tableOf((await Promise.all(asked)).flatMap(({ figures }) => figures))
    },
    structuralSharing: false,
  })

/** Figures ready to be looked up. */
export function tableOf(figures: readonly FigureView[]): FigureTable {
  const key = (...parts: string[]) => parts.join(' ')
  const found = new Map(figures.map((one) => [key(one.indicator, one.orgUnit, one.period), one]))
  return { get: (indicator, place, period) => found.get(key(indicator, place, period)) }
}

/** One figure: what a person opens. */
export interface FigureAddress {
  indicator: string
  place: string
  period: string
}

export const explanationQuery = ({ indicator, place, period }: FigureAddress, asOf: Day | undefined) =>
  queryOptions({
    queryKey: ['explanation', indicator, place, period, asOf ?? null],
    queryFn: ({ signal }) =>
      get<Explanation>(`/api/figures/${indicator}/explanation?${query({ org: place, period, asOf })}`, signal),
  })

export const differenceQuery = ({ indicator, place, period }: FigureAddress, from: Day, to: Day) =>
  queryOptions({
    queryKey: ['difference', indicator, place, period, from, to],
    queryFn: ({ signal }) =>
      get<Difference>(`/api/figures/${indicator}/difference?${query({ org: place, period, from, to })}`, signal),
  })

/** The parts of an address that are given; commas stay as they are, for a third of the length. */
function query(parts: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined)
  return new URLSearchParams(given).toString().replaceAll('%2C', ',')
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))
}
