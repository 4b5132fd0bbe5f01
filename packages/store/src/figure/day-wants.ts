import type { Day, Input } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { boundArrays, type ReadingScope } from './reading-scope.ts'

/** Before everything. */
export const BEGINNING: Day = '0001-01-01'

/** A measure wanted over days, for the input at place `number`. */
export interface DayWant {
  number: number
  measure: number
  from: Day
  until: Day
}

/** Numbers of the measures that a reference names. */
export function measureNumbersOf(book: Book, reference: string): number[] {
  return book.definitions.measureKeys(reference).map((key) => book.measureNumbers.get(key)!)
}

/** What inputs want, measure by measure. */
export function dayWants(book: Book, inputs: readonly Input[]): DayWant[] {
  return inputs.flatMap(({ measure, from, until }, number) =>
    measureNumbersOf(book, measure).map((one) => ({ number, measure: one, from: from ?? BEGINNING, until })),
  )
}

/** `want(number, measure, lo, hi)` and `bound(town, chapter, low, high)`, from the parameters of `dayValues`. */
export const WANT_AND_BOUND_SQL = `
  with want as materialized (
         select * from unnest($1::integer[], $2::integer[], $3::date[], $4::date[]) as w(number, measure, lo, hi)),
       bound as materialized (
         select * from unnest($5::bigint[], $6::integer[], $7::bigint[], $8::bigint[]) as b(town, chapter, low, high))`

/** Every posting `p` that is wanted, within the scope and as far as it reaches into the journal. */
export const WANTED_POSTINGS_SQL = `
    from want
    join bound on true
    join shishu.posting as p on p.town = bound.town and p.measure = want.measure and p.day >= want.lo and p.day < want.hi
    left join shishu.journal as j on bound.high is not null and j.town = p.town and j.batch = p.batch
   where p.org_unit >= $9 and p.org_unit < $10 and (bound.high is null or j.position <= bound.high)`

/** The parameters of both pieces of SQL. */
export function dayValues(scope: Pick<ReadingScope, 'bounds' | 'from' | 'until'>, wants: readonly DayWant[]) {
  return [
    wants.map((want) => want.number),
    wants.map((want) => want.measure),
    wants.map((want) => want.from),
    wants.map((want) => want.until),
    ...boundArrays(scope),
    scope.from,
    scope.until,
  ]
}
