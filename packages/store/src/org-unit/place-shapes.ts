import {
  codeFromKey,
  codeKey,
  kernelError,
  type PlaceGeometry,
  type PlaceShape,
  readPlaceGeometry,
} from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { inTransaction } from '../sql/transaction.ts'

/** The advisory lock under which outlines are added, as SQL of its key. */
const PLACE_SHAPES_LOCK = "hashtextextended('shishu place shapes', 6)"

/**
 * Keeps the outlines of places, or takes them away; those that stood before stay in the record.
 *
 * Errors  org-unit.unknown, org-unit.code-twice, place-shape.malformed: nothing is kept
 */
export async function addPlaceShapes(book: Book, shapes: readonly PlaceShape[], by: string): Promise<void> {
  const seen = new Set<string>()
  const read = shapes.map(({ code, geometry }) => {
    book.orgTree.get(code)
    if (seen.has(code)) throw kernelError('org-unit.code-twice', { code })
    seen.add(code)
    return geometry === null ? null : JSON.stringify(readPlaceGeometry(code, geometry))
  })
  await inTransaction(book.pool, async (client) => {
    // One after the other: two that come in the same instant would be the same row.
    await client.query(`select pg_advisory_xact_lock(${PLACE_SHAPES_LOCK})`)
    await client.query(
      `insert into shishu.place_shape (code, added_at, geometry, added_by)
       select given.code, greatest($3::timestamptz, known.added_at + interval '1 millisecond'), given.geometry, $4
         from unnest($1::bigint[], $2::jsonb[]) as given(code, geometry)
         left join lateral (select s.added_at, s.geometry from shishu.place_shape as s
                             where s.code = given.code order by s.added_at desc limit 1) as known on true
        where known.geometry is distinct from given.geometry`,
      [shapes.map(({ code }) => codeKey(code)), read, book.clock().toISOString(), by],
    )
  })
}

/** The outlines that some places have, in the order of codes; without those that have none. */
export async function readPlaceShapes(
  book: Book,
  codes: readonly string[],
): Promise<{ code: string; geometry: PlaceGeometry }[]> {
  const { rows } = await book.pool.query<{ code: string; geometry: PlaceGeometry }>(
    `select code, geometry
       from (select distinct on (code) code, geometry from shishu.place_shape
              where code = any($1::bigint[]) order by code, added_at desc) as latest
      where geometry is not null order by code`,
    [codes.map(codeKey)],
  )
  return rows.map(({ code, geometry }) => ({ code: codeFromKey(Number(code)), geometry }))
}
