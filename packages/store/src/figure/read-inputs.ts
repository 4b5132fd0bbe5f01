import {
  codeFromKey,
  type Day,
  findMissing,
  type Input,
  inputKey,
  ledgerOfMeasure,
  levelOf,
  type Missing,
  monthIndex,
  monthOf,
  townshipOf,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { boundArrays, type ReadingScope, TAIL_SQL } from './reading-scope.ts'

/** What was read for each input, by its key: an amount, a day, or null where the ledger holds nothing in the range. */
export type ReadInputs = ReadonlyMap<string, number | Day | null>

/** Before everything. */
const BEGINNING: Day = '0001-01-01'

/**
 * Reads many inputs at once: the sums in one statement over cells and the postings that cells do not cover, whatever
 * their number; the rarer kinds in one statement more.
 *
 * A sum of nothing is zero where its ledger holds anything in the range, else null: nothing was kept, and nobody can
 * say it is zero. A target that nobody set is null.
 */
export async function readInputs(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
): Promise<ReadInputs> {
  const found = new Map<string, number | Day | null>()
  const sums = inputs.filter(({ kind }) => kind === 'sum' || kind === 'target')
  const read = await readSums(book, client, scope, sums)
  const empty: Input[] = []
  for (const [index, input] of sums.entries()) {
    const { amount, rows } = read[index]!
    if (rows > 0) found.set(inputKey(input), amount)
    else if (input.kind === 'target') found.set(inputKey(input), null)
    else empty.push(input)
  }
  if (empty.length > 0) {
    const whole = empty.map((input): Input => ({ ...input, measure: ledgerOfMeasure(input.measure) }))
    const kept = await readSums(book, client, scope, whole)
    for (const [index, input] of empty.entries()) found.set(inputKey(input), kept[index]!.rows > 0 ? 0 : null)
  }
  const others = inputs.filter(({ kind }) => kind !== 'sum' && kind !== 'target')
  if (others.length > 0) {
    const detail = await readDetail(book, client, scope, others)
    for (const [index, input] of others.entries())
      found.set(inputKey(input), summarise(book, scope, input, detail[index]!))
  }
  return found
}

/** Numbers of the measures that a reference names; a bare ledger id names all of its measures. */
export function measureNumbersOf(book: Book, reference: string): number[] {
  const keys = reference.includes('.')
    ? book.definitions.measureKeys(reference)
    : [...book.definitions.measures.keys()].filter((key) => ledgerOfMeasure(key) === reference)
  return keys.map((key) => book.measureNumbers.get(key)!)
}

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

interface Sum {
  amount: number
  /** How many cells and postings were added up. */
  rows: number
}

/** The sums wanted over the same whole months, `from` up to `until`: `measures[i]` is added to the sum `numbers[i]`. */
interface MonthSpan {
  from: number
  until: number
  numbers: number[]
  measures: number[]
}

async function readSums(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
): Promise<readonly Sum[]> {
  const sums = inputs.map((): Sum => ({ amount: 0, rows: 0 }))
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
  const add = (number: number, row: { amount: string; rows: string }) => {
    const sum = sums[number]!
    sum.amount += Number(row.amount)
    sum.rows += Number(row.rows)
  }
  for (const { span, measure, ...row } of await readMonths(client, scope, [...spans.values()])) {
    for (const [index, one] of span.measures.entries()) if (one === measure) add(span.numbers[index]!, row)
  }
  if (edges.length > 0) for (const row of await readDays(client, scope, edges)) add(row.number, row)
  return sums
}

/**
 * Sums of cells and of the postings that cells do not cover, by branch and measure.
 *
 * A branch is one span for the towns that are read up to one chapter. Its towns and measures stand as lists and its
 * months as bounds, so that the planner walks the cells' key from measure to measure. A join to a list of what is wanted
 * reads better, and makes it read every cell of the town.
 */
function monthsSql(cells: number, spans: number): string {
  let last = 6
  const next = (type: string) => {
    last += 1
    return `$${last}::${type}`
  }
  const range = (column: string) => `${column} >= ${next('integer')} and ${column} < ${next('integer')}`
  const branches = [
    ...Array.from(
      { length: cells },
      (_, branch) => `
      select ${branch} as branch, c.measure, c.amount, 1 as rows
        from shishu.cell as c
       where c.measure = any(${next('integer[]')}) and ${range('c.month')}
         and c.town = any(${next('bigint[]')}) and c.chapter < ${next('integer')} and c.org_unit >= $5 and c.org_unit < $6`,
    ),
    ...Array.from(
      { length: spans },
      (_, branch) => `
      select ${cells + branch}, r.measure, r.amount, r.rows
        from recent as r where r.measure = any(${next('integer[]')}) and ${range('r.month')}`,
    ),
  ]
  return `
    with bound as materialized (
           select * from unnest($1::bigint[], $2::integer[], $3::bigint[], $4::bigint[]) as b(town, chapter, low, high)),
         tail as (${TAIL_SQL}),
         recent as materialized (
           select p.measure, (extract(year from p.day) * 12 + extract(month from p.day) - 1)::integer as month,
                  sum(p.amount)::bigint as amount, count(*)::integer as rows
             from tail join shishu.posting as p on p.town = tail.town and p.batch = tail.batch
            where p.org_unit >= $5 and p.org_unit < $6
            group by p.measure, month)
    select branch, measure, sum(amount) as amount, sum(rows) as rows
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
  const { rows } = await client.query<{ branch: number; measure: number; amount: string; rows: string }>({
    name: `read-months ${cells.length} ${spans.length}`,
    text: monthsSql(cells.length, spans.length),
    values: [
      ...boundArrays(scope),
      scope.from,
      scope.until,
      ...cells.flatMap(({ values }) => values),
      ...recent.flatMap(({ values }) => values),
    ],
  })
  const branches = [...cells, ...recent]
  return rows.map(({ branch, ...row }) => ({ span: branches[branch]!.span, ...row }))
}

interface SumRow {
  number: number
  amount: string
  rows: string
}

/** Postings of a measure between two days, within the scope and as far as it reaches into the journal. */
const DAYS_FROM_SQL = `
    from want
    join bound on true
    join shishu.posting as p on p.town = bound.town and p.measure = want.measure and p.day >= want.lo and p.day < want.hi
    left join shishu.journal as j on bound.high is not null and j.town = p.town and j.batch = p.batch
   where p.org_unit >= $9 and p.org_unit < $10 and (bound.high is null or j.position <= bound.high)`

const DAYS_WITH_SQL = `
  with want as materialized (
         select * from unnest($1::integer[], $2::integer[], $3::date[], $4::date[]) as w(number, measure, lo, hi)),
       bound as materialized (
         select * from unnest($5::bigint[], $6::integer[], $7::bigint[], $8::bigint[]) as b(town, chapter, low, high))`

type DayWant = { number: number; measure: number; from: Day; until: Day }

const dayValues = (scope: ReadingScope, wants: readonly DayWant[]) => [
  wants.map((want) => want.number),
  wants.map((want) => want.measure),
  wants.map((want) => want.from),
  wants.map((want) => want.until),
  ...boundArrays(scope),
  scope.from,
  scope.until,
]

async function readDays(client: ClientBase, scope: ReadingScope, wants: readonly DayWant[]): Promise<SumRow[]> {
  const { rows } = await client.query<SumRow>({
    name: 'read-days',
    text: `${DAYS_WITH_SQL} select want.number, sum(p.amount) as amount, count(*) as rows ${DAYS_FROM_SQL} group by want.number`,
    values: dayValues(scope, wants),
  })
  return rows
}

/** Amounts of an input by day and village (grids added to their village). */
interface DetailRow {
  number: number
  day: Day
  village: string
  amount: number
}

async function readDetail(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: readonly Input[],
): Promise<DetailRow[][]> {
  const wants = inputs.flatMap(({ measure, from, until }, number) =>
    measureNumbersOf(book, measure).map((id) => ({ number, measure: id, from: from ?? BEGINNING, until })),
  )
  const { rows } = await client.query<DetailRow>({
    name: 'read-detail',
    text: `${DAYS_WITH_SQL}
      select want.number, p.day::text, (p.org_unit / 1000)::text as village, sum(p.amount)::float8 as amount
      ${DAYS_FROM_SQL} group by want.number, p.day, village having sum(p.amount) <> 0`,
    values: dayValues(scope, wants),
  })
  const detail = inputs.map((): DetailRow[] => [])
  for (const row of rows) detail[row.number]!.push(row)
  return detail
}

function summarise(book: Book, scope: ReadingScope, input: Input, rows: readonly DetailRow[]): number | Day | null {
  const { kind } = input
  if (kind === 'missed') return missingOf(book, scope, input, rows).length
  if (rows.length === 0) return null
  const days = rows.map(({ day }) => day).sort()
  switch (kind) {
    case 'first-day':
      return days[0]!
    case 'last-day':
      return days.at(-1)!
    case 'latest': {
      const last = monthOf(days.at(-1)!)
      return rows.filter(({ day }) => monthOf(day) === last).reduce((sum, { amount }) => sum + amount, 0)
    }
    case 'reached': {
      const villages = new Map<string, number>()
      for (const { village, amount } of rows) {
        // A village's code does not end in 000; what the township does itself reaches no village by itself.
        if (!village.endsWith('000')) villages.set(village, (villages.get(village) ?? 0) + amount)
      }
      return [...villages.values()].filter((amount) => amount > 0).length
    }
    case 'sum':
    case 'target':
      return rows.reduce((sum, { amount }) => sum + amount, 0)
  }
}

/** Where and when a requirement was not met, of the detail read for it. */
function missingOf(book: Book, scope: ReadingScope, input: Input, rows: readonly DetailRow[]): Missing[] {
  const requirement = input.requirement!
  const happenings = rows.map(({ day, village, amount }) => {
    const code = codeFromKey(Number(village) * 1000)
    return { place: requirement.level === 'township' ? townshipOf(code)! : code, day, amount }
  })
  const places = book.orgTree.subtree(scope.orgUnit).map(({ code }) => code)
  const ofLevel = places.filter((code) => levelOf(code) === requirement.level)
  return findMissing(requirement, { from: input.from!, until: input.until }, ofLevel, happenings)
}
