import { codeKey, codeRange, isWithin, levelOf, type OrgTree, townshipOf } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'

/** Which rows a reading may look at: towns, the range of org units, and how far into each town's journal. */
export interface ReadingScope {
  orgUnit: string
  towns: readonly number[]
  from: number
  until: number
  bounds: readonly TownBound[]
  /** Null for the present. */
  asOf: string | null
}

/**
 * How a town's book is read: cells of the chapters before `chapter`, and postings at journal positions after `low` up to
 * `high`; for the present (`high` null) also postings that have no position yet.
 */
export interface TownBound {
  town: number
  chapter: number
  low: number
  high: number | null
}

const EVERY_CHAPTER = 2_000_000_000

/** Keys of the townships whose books hold an org unit's subtree. Errors: org-unit.unknown. */
export function townsOf(orgTree: OrgTree, orgUnit: string): number[] {
  orgTree.get(orgUnit)
  const own = townshipOf(orgUnit)
  if (own !== undefined) return [codeKey(own)]
  return orgTree.all
    .filter(({ code }) => levelOf(code) === 'township' && isWithin(code, orgUnit))
    .map(({ code }) => codeKey(code))
}

/**
 * The scope of reading an org unit's subtree, now or as of an instant.
 * Errors  org-unit.unknown.
 */
export async function readingScope(
  book: Book,
  client: ClientBase,
  orgUnit: string,
  asOf: string | null,
): Promise<ReadingScope> {
  const towns = townsOf(book.orgTree, orgUnit)
  return { orgUnit, towns, ...codeRange(orgUnit), bounds: await readBounds(client, towns, asOf), asOf }
}

async function readBounds(client: ClientBase, towns: readonly number[], asOf: string | null): Promise<TownBound[]> {
  if (asOf === null) {
    const { rows } = await client.query<{ town: string; low: string }>({
      name: 'bounds-now',
      text: `select t.town, coalesce(f.position, 0) as low
               from unnest($1::bigint[]) as t(town) left join shishu.fold as f on f.town = t.town`,
      values: [towns],
    })
    return rows.map((row) => ({ town: Number(row.town), chapter: EVERY_CHAPTER, low: Number(row.low), high: null }))
  }
  const { rows } = await client.query<{ town: string; folded: string; high: string; chapter: number; start: string }>({
    name: 'bounds-as-of',
    text: `select t.town, coalesce(f.position, 0) as folded, coalesce(h.position, 0) as high, coalesce(h.chapter, 0) as chapter,
                  coalesce((select max(j.position) from shishu.journal as j
                             where j.town = t.town and j.position <= h.position and j.chapter < h.chapter), 0) as start
             from unnest($1::bigint[]) as t(town)
             left join shishu.fold as f on f.town = t.town
             left join lateral (select j.position, j.chapter from shishu.journal as j
                                 where j.town = t.town and j.sealed_at <= $2::timestamptz
                                 order by j.position desc limit 1) as h on true`,
    values: [towns, asOf],
  })
  return rows.map((row) => {
    const [folded, high] = [Number(row.folded), Number(row.high)]
    // Everything folded was booked before the instant: the cells stand as they are, and only the tail is cut.
    if (folded <= high) return { town: Number(row.town), chapter: EVERY_CHAPTER, low: folded, high }
    return { town: Number(row.town), chapter: row.chapter, low: Number(row.start), high }
  })
}

/** A scope's bounds as parameters for `unnest($n::bigint[], …)`: town, chapter, low, high. */
export function boundArrays({ bounds }: ReadingScope) {
  return [
    bounds.map((bound) => bound.town),
    bounds.map((bound) => bound.chapter),
    bounds.map((bound) => bound.low),
    bounds.map((bound) => bound.high),
  ]
}

/**
 * The batches that cells do not cover, as SQL over a CTE `bound(town, chapter, low, high)`: those past `low` in the
 * journal and, for the present, those that wait for their place.
 */
export const TAIL_SQL = `
  select j.town, j.batch
    from bound join shishu.journal as j on j.town = bound.town and j.position > bound.low
                                       and j.position <= coalesce(bound.high, 9223372036854775807)
  union all
  select p.town, p.batch
    from bound join shishu.pending as p on p.town = bound.town
   where bound.high is null`
