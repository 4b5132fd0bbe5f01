import { type Day, type Input, monthIndex, monthOf } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { type DayWant, dayValues, measureNumbersOf, WANT_AND_BOUND_SQL, WANTED_POSTINGS_SQL } from './day-wants.ts'
import { boundArrays, type ReadingScope, TAIL_SQL } from './reading-scope.ts'

/** A range of days in whole months, with the days that stick out of them at either end. */
interface MonthRange {
  from: number
  until: number
  edges: readonly (readonly [from: Day, until: Day])[]
}

function monthRange({ from, until }: Input): MonthRange {
  const starts = from === null || from.endsWith('-01')
  const ends = until.endsWith('-01')
  const last = monthIndex(monthOf(until))
  const first = from === null ? 0 : monthIndex(monthOf(from)) + (starts ? 0 : 1)
  if (from !== null && first > last) return { from: 0, until: 0, edges: [[from, until]] }
  const edges: [Day, Day][] = []
  if (from !== null && !starts) edges.push([from, monthStart(first)])
  if (!ends) edges.push([monthStart(last), until])
  return { from: first, until: last, edges }
}

const monthStart = (index: number): Day =>
  `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`

/** The sums wanted over the same whole months, `from` up to `until`: `measures[i]` is added to the sum `numbers[i]`. */
interface MonthSpan {
  from: number
  until: number
  numbers: number[]
  measures: number[]
}

/**
 * The sum of each input's measures over its days: 0 where nothing is booked.
 * Errors  a plain Error beyond 2^53, where numbers would no longer be exact.
 */
export async function readSums(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
): Promise<readonly number[]> {
  const sums = inputs.map(() => 0)
  const spans = new Map<string, MonthSpan>()
  const edges: DayWant[] = []
  for (const [number, input] of inputs.entries()) {
    const { from, until, edges: days } = monthRange(input)
    const span = spans.get(`${from} ${until}`) ?? { from, until, numbers: [], measures: [] }
    if (from < until) spans.set(`${from} ${until}`, span)
    for (const measure of measureNumbersOf(book, input.measure)) {
      span.numbers.push(number)
      span.measures.push(measure)
      for (const [first, end] of days) edges.push({ number, measure, from: first, until: end })
    }
  }
  const add = (number: number, amount: string) => {
    sums[number]! += Number(amount)
    if (!Number.isSafeInteger(sums[number])) throw new Error(`the sum of ${inputs[number]!.measure} is beyond 2^53`)
  }
  for (const { span, measure, amount } of await readMonths(client, scope, [...spans.values()])) {
    for (const [index, one] of span.measures.entries()) if (one === measure) add(span.numbers[index]!, amount)
  }
  for (const { number, amount } of await readDays(client, scope, edges)) add(number, amount)
  return sums
}

/**
 * Sums of cells and of the postings that cells do not cover, by branch and measure.
 *
 * A branch is one span for the towns that are read up to one chapter. Its towns and measures stand as lists and its
 * months as bounds, so that the planner walks the cells' key from measure to measure. A join to a list of what is wanted
 * reads better, and makes it read every cell of the town. The tail's batches stand as a list too: joined, they make it
 * read every posting. `measure + 0` keeps it from the measures' index, which grows with the book as the tail does not.
 */
function monthsSql(cells: number, spans: number, wholeTowns: boolean): string {
  const [table, places] = wholeTowns
    ? ['shishu.town_cell', '']
    : ['shishu.cell', ' and c.org_unit >= $5 and c.org_unit < $6']
  let last = 7
  const next = (type: string) => {
    last += 1
    return `$${last}::${type}`
  }
  const range = (column: string) => `${column} >= ${next('integer')} and ${column} < ${next('integer')}`
  const branches = [
    ...Array.from(
      { length: cells },
      (_, branch) => `
      select ${branch} as branch, c.measure, c.amount
        from ${table} as c
       where c.measure = any(${next('integer[]')}) and ${range('c.month')}
         and c.town = any(${next('bigint[]')}) and c.chapter < ${next('integer')}${places}`,
    ),
    ...Array.from(
      { length: spans },
      (_, branch) => `
      select ${cells + branch}, r.measure, r.amount
        from recent as r where r.measure = any(${next('integer[]')}) and ${range('r.month')}`,
    ),
  ]
  return `
    with bound as materialized (
           select * from unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bigint[]) as b(town, chapter, low, high)),
         tail as (${TAIL_SQL}),
         recent as materialized (
           select p.measure, (extract(year from p.day) * 12 + extract(month from p.day) - 1)::integer as month,
                  sum(p.amount)::bigint as amount
             from shishu.posting as p
            where p.town = any($1::bigint[]) and p.batch = any(array(select batch from tail))
              and p.measure + 0 = any($7::integer[]) and p.org_unit >= $5 and p.org_unit < $6
            group by p.measure, month)
    select branch, measure, sum(amount) as amount
      from (${branches.join(' union all')}) as found
     group by branch, measure`
}

async function readMonths(client: ClientBase, scope: ReadingScope, spans: readonly MonthSpan[]) {
  if (spans.length === 0) return []
  const chapters = Map.groupBy(scope.bounds, ({ chapter }) => chapter)
  const wanted = ({ measures, from, until }: MonthSpan) => [[...new Set(measures)], from, until]
  const cells = spans.flatMap((span) =>
    [...chapters].map(([chapter, bounds]) => ({
      span,
      values: [...wanted(span), bounds.map(({ town }) => town), chapter],
    })),
  )
  const recent = spans.map((span) => ({ span, values: wanted(span) }))
  const { rows } = await client.query<{ branch: number; measure: number; amount: string }>({
    name: `read-months ${cells.length} ${spans.length} ${scope.wholeTowns}`,
    text: monthsSql(cells.length, spans.length, scope.wholeTowns),
    values: [
      ...boundArrays(scope),
      scope.from,
      scope.until,
      [...new Set(spans.flatMap(({ measures }) => measures))],
      ...cells.flatMap(({ values }) => values),
      ...recent.flatMap(({ values }) => values),
    ],
  })
  const branches = [...cells, ...recent]
  return rows.map(({ branch, ...row }) => ({ span: branches[branch]!.span, ...row }))
}

async function readDays(client: ClientBase, scope: ReadingScope, wants: readonly DayWant[]) {
  if (wants.length === 0) return []
  const { rows } = await client.query<{ number: number; amount: string }>({
    name: 'read-days',
    text: `${WANT_AND_BOUND_SQL} select want.number, sum(p.amount) as amount ${WANTED_POSTINGS_SQL} group by want.number`,
    values: dayValues(scope, wants),
  })
  return rows
}
