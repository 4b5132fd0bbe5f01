import { codeKey } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { inSnapshot } from '../sql/transaction.ts'

/** One place of a town's journal, without what its batch holds. */
export interface JournalPlace {
  position: number
  /** ISO 8601. */
  sealedAt: string
  /** Hex. */
  seal: string
  batch: string
  /** What was booked; null where the asker may not see it. */
  booked: { kind: string; at: string; by: string; versions: number; postings: number } | null
}

interface PlaceRow {
  position: string
  sealed_at: Date
  seal: string
  batch: string
  kind: string | null
  booked_at: Date
  booked_by: string
  version_count: number
  posting_count: number
}

/**
 * The places of a town's journal, the last first.
 * @param before  position before which the list begins; null: at its head
 */
export async function listPlaces(
  book: Book,
  town: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<JournalPlace[]> {
  const { rows } = await inSnapshot(book.pool, (client) =>
    client.query<PlaceRow>(
      `select j.position, j.sealed_at, encode(j.seal, 'hex') as seal, j.batch, b.kind, b.booked_at, b.booked_by,
              b.version_count, b.posting_count
         from shishu.journal as j left join shishu.batch as b on b.town = j.town and b.id = j.batch
        where j.town = $1 and ($2::bigint is null or j.position < $2)
        order by j.position desc limit $3`,
      [codeKey(town), before, limit],
    ),
  )
  return rows.map((row) => ({
    position: Number(row.position),
    sealedAt: row.sealed_at.toISOString(),
    seal: row.seal,
    batch: row.batch,
    booked:
      row.kind === null
        ? null
        : {
            kind: row.kind,
            at: row.booked_at.toISOString(),
            by: row.booked_by,
            versions: row.version_count,
            postings: row.posting_count,
          },
  }))
}
