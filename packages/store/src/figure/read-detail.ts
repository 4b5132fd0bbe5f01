import {
  addDays,
  codeFromKey,
  type Day,
  findMissing,
  type Input,
  keptMeasure,
  ledgerOfMeasure,
  levelOf,
  type Missing,
  type Month,
  monthOf,
  requiredSpan,
  stands,
  townshipOf,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { dayValues, dayWants, WANT_AND_BOUND_SQL, WANTED_POSTINGS_SQL } from './day-wants.ts'
import type { ReadingScope } from './reading-scope.ts'

/** Amounts of an input by day and place: a village with its grids, or the township itself. Never zero. */
export interface DetailRow {
  number: number
  day: Day
  /** Code of the place. */
  place: string
  amount: number
}

/** What each input reads, by day and place. */
export async function readDetail(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
): Promise<DetailRow[][]> {
  // A week that ends in the span begins before it.
  const widened = inputs.map((input) =>
    input.requirement === undefined
      ? input
      : { ...input, ...requiredSpan(input.requirement, { from: input.from!, until: input.until }) },
  )
  const { rows } = await client.query<{ number: number; day: Day; village: string; amount: string }>({
    name: 'read-detail',
    text: `${WANT_AND_BOUND_SQL}
      select want.number, p.day::text, (p.org_unit / 1000)::text as village, sum(p.amount) as amount
      ${WANTED_POSTINGS_SQL} group by want.number, p.day, village having sum(p.amount) <> 0`,
    values: dayValues(scope, dayWants(book, widened)),
  })
  const detail = inputs.map((): DetailRow[] => [])
  for (const { number, day, village, amount } of rows) {
    detail[number]!.push({ number, day, place: codeFromKey(Number(village) * 1000), amount: Number(amount) })
  }
  const latest = inputs.flatMap(({ kind }, number) => (kind === 'latest' ? [number] : []))
  const months = await keptMonths(
    book,
    client,
    scope,
    latest.map((number) => inputs[number]!),
  )
  for (const [index, number] of latest.entries()) {
    const last = months[index]
    // A month that is kept and reports nothing is the latest all the same: its amount is zero.
    if (last !== undefined) detail[number] = detail[number]!.filter(({ day }) => monthOf(day) >= last)
  }
  return detail
}

/** The last month in which each input's ledger is kept. One part's months cannot be told apart: they stand for themselves. */
async function keptMonths(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
): Promise<readonly (Month | undefined)[]> {
  if (inputs.length === 0) return []
  const kept = inputs.map((input) => ({
    ...input,
    measure: keptMeasure(book.definitions.ledger(ledgerOfMeasure(input.measure))),
  }))
  const { rows } = await client.query<{ number: number; day: Day }>({
    name: 'kept-months',
    text: `${WANT_AND_BOUND_SQL}
      select number, max(day)::text as day
        from (select want.number, p.day ${WANTED_POSTINGS_SQL} group by want.number, p.day having sum(p.amount) > 0) as kept
       group by number`,
    values: dayValues(scope, dayWants(book, kept)),
  })
  const last = new Map(rows.map(({ number, day }) => [number, monthOf(day)]))
  return inputs.map(({ measure }, number) => (measure.includes('[') ? undefined : last.get(number)))
}

/** What an input of a kind other than a sum comes to. */
export function summarise(scope: ReadingScope, input: Input, rows: readonly DetailRow[]): number | Day | null {
  const days = rows.map(({ day }) => day).sort()
  switch (input.kind) {
    case 'first-day':
      return days[0] ?? null
    case 'last-day':
      return days.at(-1) ?? null
    case 'latest':
      return latestRows(rows).reduce((sum, { amount }) => sum + amount, 0)
    case 'reached':
      return reachedPlaces(rows).length
    case 'missed':
      return missingPlaces(scope, input, rows).length
    case 'sum':
    case 'target':
      return rows.reduce((sum, { amount }) => sum + amount, 0)
  }
}

/** The rows of the last month that has any. */
export function latestRows(rows: readonly DetailRow[]): DetailRow[] {
  const last = rows
    .map(({ day }) => monthOf(day))
    .sort()
    .at(-1)
  return rows.filter(({ day }) => monthOf(day) === last)
}

/** Villages with more than nothing. What the township does itself reaches no village by itself. */
export function reachedPlaces(rows: readonly DetailRow[]): string[] {
  const sums = new Map<string, number>()
  for (const { place, amount } of rows) sums.set(place, (sums.get(place) ?? 0) + amount)
  return [...sums].filter(([place, amount]) => levelOf(place) === 'village' && amount > 0).map(([place]) => place)
}

/** Where and when an input's requirement was not met. */
export function missingPlaces(scope: ReadingScope, input: Input, rows: readonly DetailRow[]): Missing[] {
  const requirement = input.requirement!
  const places = scope.orgTree.subtree(scope.orgUnit).map(({ code }) => code)
  const happenings = rows.map(({ day, place, amount }) => ({
    place: requirement.level === 'township' ? townshipOf(place)! : place,
    day,
    amount,
  }))
  const within = { from: input.from!, until: input.until }
  const ofLevel = places.filter((code) => levelOf(code) === requirement.level)
  const missing = findMissing(requirement, within, ofLevel, happenings, scope.today)
  // Nothing is asked of a place for a period in which it ends, or later.
  return missing.filter(({ place, period }) => stands(scope.orgTree.get(place), addDays(period.until, -1)))
}
