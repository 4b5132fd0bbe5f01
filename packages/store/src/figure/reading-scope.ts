import {
  codeKey,
  codeRange,
  type Day,
  dayOfInstant,
  levelOf,
  type OrgTree,
  type OrgUnit,
  stands,
  townshipOf,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { readOrgTree } from '../org-unit/read-org-tree.ts'

/** A moment of the book, with the place that each town's journal had reached: the same reading for ever. */
export interface SealedMoment {
  /** Instant, ISO 8601. */
  at: string
  /** Positions by town key. */
  positions: readonly (readonly [town: number, position: number])[]
}

/** When the book is read: now (null), at an instant (ISO 8601: what was sealed by then), or at a sealed moment. */
export type AsOf = string | SealedMoment | null

/** The instant of a moment, or null for now. */
export const instantOf = (asOf: AsOf): string | null => (typeof asOf === 'object' ? (asOf?.at ?? null) : asOf)

/** Which rows a reading may look at: towns, the range of org units, and how far into each town's journal. */
export interface ReadingScope {
  orgUnit: string
  /** The tree as it stood at the moment of reading. */
  orgTree: OrgTree
  towns: readonly number[]
  /** Whether all places of the towns are read. */
  wholeTowns: boolean
  from: number
  until: number
  bounds: readonly TownBound[]
  /** The Shanghai day of the moment of reading. */
  today: Day
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
  return orgTree
    .subtree(orgUnit)
    .filter(({ code }) => levelOf(code) === 'township')
    .map(({ code }) => codeKey(code))
}

/** The units of a level in the subtree that still stand on a day: those that ended by then are no longer counted. */
export function placesOfLevel(scope: Pick<ReadingScope, 'orgTree' | 'orgUnit'>, level: string, on: Day): OrgUnit[] {
  return scope.orgTree.subtree(scope.orgUnit).filter((unit) => levelOf(unit.code) === level && stands(unit, on))
}

/**
 * The scope of reading an org unit's subtree, now or as of a moment.
 * Errors  org-unit.unknown: also where it was not in the tree at that moment.
 */
export async function readingScope(book: Book, client: ClientBase, orgUnit: string, asOf: AsOf): Promise<ReadingScope> {
  const instant = instantOf(asOf)
  const orgTree = instant === null ? book.orgTree : await readOrgTree(client, instant)
  const towns = townsOf(orgTree, orgUnit)
  const today = dayOfInstant(instant ?? book.clock().toISOString())
  const own = townshipOf(orgUnit)
  const wholeTowns = own === undefined || own === orgUnit
  return {
    orgUnit,
    orgTree,
    towns,
    wholeTowns,
    ...codeRange(orgUnit),
    bounds: await readBounds(client, towns, asOf),
    today,
  }
}

async function readBounds(client: ClientBase, towns: readonly number[], asOf: AsOf): Promise<TownBound[]> {
  if (asOf === null) {
    const { rows } = await client.query<{ town: string; low: string }>({
      name: 'bounds-now',
      text: `select t.town, coalesce(f.position, 0) as low
               from unnest($1::bigint[]) as t(town) left join shishu.fold as f on f.town = t.town`,
      values: [towns],
    })
    return rows.map((row) => ({ town: Number(row.town), chapter: EVERY_CHAPTER, low: Number(row.low), high: null }))
  }
  const reached = typeof asOf === 'string' ? await reachedBy(client, towns, asOf) : new Map(asOf.positions)
  const { rows } = await client.query<{ town: string; folded: string; high: string; chapter: number; start: string }>({
    name: 'bounds-as-of',
    text: `select t.town, t.high, coalesce(f.position, 0) as folded, coalesce(h.chapter, 0) as chapter,
                  coalesce((select j.position from shishu.journal as j
                             where j.town = t.town and j.chapter < h.chapter
                             order by j.chapter desc, j.position desc limit 1), 0) as start
             from unnest($1::bigint[], $2::bigint[]) as t(town, high)
             left join shishu.fold as f on f.town = t.town
             left join shishu.journal as h on h.town = t.town and h.position = t.high`,
    values: [towns, towns.map((town) => reached.get(town) ?? 0)],
  })
  return rows.map((row) => {
    const [folded, high] = [Number(row.folded), Number(row.high)]
    // Everything folded was booked before the moment: the cells stand as they are, and only the tail is cut.
    if (folded <= high) return { town: Number(row.town), chapter: EVERY_CHAPTER, low: folded, high }
    return { town: Number(row.town), chapter: row.chapter, low: Number(row.start), high }
  })
}

/** The last positions that were sealed by an instant, by town. */
async function reachedBy(client: ClientBase, towns: readonly number[], instant: string): Promise<Map<number, number>> {
  const { rows } = await client.query<{ town: string; position: string }>({
    name: 'reached-by',
    text: `select t.town, h.position
             from unnest($1::bigint[]) as t(town)
            cross join lateral (select j.position from shishu.journal as j
                                 where j.town = t.town and j.sealed_at <= $2::timestamptz
                                 order by j.sealed_at desc, j.position desc limit 1) as h`,
    values: [towns, instant],
  })
  return new Map(rows.map((row) => [Number(row.town), Number(row.position)]))
}

/** A scope's bounds as parameters for `unnest($n::bigint[], …)`: town, chapter, low, high. */
export function boundArrays({ bounds }: Pick<ReadingScope, 'bounds'>) {
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
