import {
  codeFromKey,
  type Day,
  type Figure,
  type Input,
  inputKey,
  ledgerOfMeasure,
  listInputs,
  type Period,
} from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { dayValues, dayWants, WANT_AND_BOUND_SQL } from './day-wants.ts'
import { computeFigures } from './figures.ts'
import { readInputs } from './read-inputs.ts'
import { readingScope } from './reading-scope.ts'

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

/** An input at two moments; the amounts of `lines` add up to `after − before` exactly. */
export interface InputDifference {
  input: Input
  before: number | Day | null
  after: number | Day | null
  lines: readonly DifferenceLine[]
}

export interface Difference {
  before: Figure
  after: Figure
  inputs: readonly InputDifference[]
}

/** Why a figure changed between two moments: the postings booked in between. Errors: indicator.unknown, org-unit.unknown. */
export async function explainDifference(
  book: Book,
  question: { orgUnit: string; period: Period; from: string; to: string },
  id: string,
): Promise<Difference> {
  const { orgUnit, period, from, to } = question
  const figureAt = async (asOf: string) => (await computeFigures(book, { orgUnit, period, asOf }, [id])).get(id)!
  const before = await figureAt(from)
  const after = await figureAt(to)
  const inputs = listInputs(book.definitions.indicator(id).formula, period, book.definitions)
  return inSnapshot(book.pool, async (client) => {
    const earlier = await readingScope(book, client, orgUnit, from)
    const later = await readingScope(book, client, orgUnit, to)
    const amountsBefore = await readInputs(book, client, earlier, inputs)
    const amountsAfter = await readInputs(book, client, later, inputs)
    // Between the two moments: past the earlier's reach into each journal, up to the later's.
    const between = later.bounds.map((bound) => ({
      ...bound,
      low: earlier.bounds.find(({ town }) => town === bound.town)!.high ?? 0,
    }))
    const { rows } = await client.query({
      name: 'difference',
      text: `${WANT_AND_BOUND_SQL}
        select want.number, p.entry, p.version, p.org_unit, min(p.day)::text as day, sum(p.amount) as amount,
               b.booked_at, b.booked_by, b.reason
          from bound
          join shishu.journal as j on j.town = bound.town and j.position > bound.low and j.position <= bound.high
          join shishu.posting as p on p.town = j.town and p.batch = j.batch
          join shishu.batch as b on b.town = j.town and b.id = j.batch
          join want on want.measure = p.measure and p.day >= want.lo and p.day < want.hi
         where p.org_unit >= $9 and p.org_unit < $10
         group by want.number, j.town, j.position, p.entry, p.version, p.org_unit, b.booked_at, b.booked_by, b.reason
        having sum(p.amount) <> 0
         order by want.number, j.town, j.position, p.entry`,
      values: dayValues({ ...later, bounds: between }, dayWants(book, inputs)),
    })
    return {
      before,
      after,
      inputs: inputs.map((input, number) => ({
        input,
        before: amountsBefore.get(inputKey(input)) ?? null,
        after: amountsAfter.get(inputKey(input)) ?? null,
        lines: rows
          .filter((row) => row.number === number)
          .map((row) => ({
            ledger: ledgerOfMeasure(input.measure),
            entry: row.entry,
            version: row.version,
            orgUnit: codeFromKey(Number(row.org_unit)),
            day: row.day,
            amount: Number(row.amount),
            bookedAt: row.booked_at.toISOString(),
            by: row.booked_by,
            reason: row.reason,
          })),
      })),
    }
  })
}
