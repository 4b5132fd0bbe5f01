import { canonicalJson, codeKey, levelOf } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { type Column, insertRows } from '../sql/insert-rows.ts'
import { type BatchHead, batchDigest, postingLine, type StoredPosting } from './batch-digest.ts'
import type { Booked } from './change.ts'

export const POSTING_COLUMNS: readonly Column[] = [
  ['town', 'bigint'],
  ['org_unit', 'bigint'],
  ['amount', 'bigint'],
  ['batch', 'uuid'],
  ['entry', 'uuid'],
  ['version', 'integer'],
  ['measure', 'integer'],
  ['day', 'date'],
]

/** Stores a batch's postings. */
export async function storePostings(
  client: ClientBase,
  measureNumbers: ReadonlyMap<string, number>,
  town: number,
  batch: string,
  postings: readonly StoredPosting[],
): Promise<void> {
  const rows = postings.map((one) => [
    town,
    one.orgUnit,
    one.amount,
    batch,
    one.entry,
    one.version,
    measureNumbers.get(one.measure)!,
    one.day,
  ])
  await insertRows(client, 'shishu.posting', POSTING_COLUMNS, rows)
}

export type BatchKind = 'entries' | 'rebooking' | 'closing' | 'issue' | 'erasure' | 'audit'

/** A batch about to be stored, with what its digest covers. */
export interface NewBatch {
  head: { town: number; id: string; request: string; by: string; reason: string | null }
  kind: BatchKind
  /** What a booking did, or a closing, issue or erasure says, as canonical JSON. */
  record: string | null
  versionLines: string[]
  postings: readonly StoredPosting[]
}

/** Stores a batch and puts it in the sealer's queue. */
export async function storeBatch(client: ClientBase, book: Book, batch: NewBatch): Promise<void> {
  const { town, id, request, by, reason } = batch.head
  const head: BatchHead = {
    town,
    id,
    request,
    kind: batch.kind,
    definitions: book.definitionsId,
    bookedAt: book.clock().toISOString(),
    bookedBy: by,
    reason,
    record: batch.record,
  }
  const digest = batchDigest(head, batch.versionLines, batch.postings.map(postingLine))
  await client.query({
    name: 'store-batch',
    text: `with stored as (
             insert into shishu.batch (town, id, request, kind, definitions, booked_at, booked_by, reason, record,
                                       version_count, posting_count, digest)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
           )
           insert into shishu.pending (town, batch) values ($1, $2)`,
    values: [
      town,
      id,
      request,
      batch.kind,
      head.definitions,
      head.bookedAt,
      by,
      reason,
      batch.record,
      batch.versionLines.length,
      batch.postings.length,
      digest,
    ],
  })
}

/** The id under which a person's request is kept: apart from the book's own, such as closings. */
export function requestOf(asked: string): string {
  return `entries ${asked}`
}

/** Versions that a batch's record names; a larger batch is an import, whose asker knows its rows. */
const VERSIONS_NAMED = 200

/** What a booking did, as its batch records it for whoever asks again. */
export function recordOf({ added, corrected, unchanged, adjusts, versions }: Booked): string {
  const named = versions.length <= VERSIONS_NAMED ? versions : []
  return canonicalJson({ added, corrected, unchanged, adjusts, versions: named })
}

/** What a request did when it was booked, or null where it has not been. */
export async function findBooked(client: ClientBase, town: number, request: string): Promise<Booked | null> {
  const { rows } = await client.query<{ id: string; record: string; posting_count: number }>({
    name: 'find-booked',
    text: 'select id, record, posting_count from shishu.batch where town = $1 and request = $2',
    values: [town, request],
  })
  const [row] = rows
  if (row === undefined) return null
  const did = JSON.parse(row.record) as Pick<Booked, 'added' | 'corrected' | 'unchanged' | 'adjusts' | 'versions'>
  return { ...did, batch: row.id, repeated: true, postings: row.posting_count }
}

/** Id of the batch that a person's request was booked as, in whichever town's book; null where it was not. */
export async function findBatchOf(book: Book, request: string): Promise<string | null> {
  const towns = book.orgTree.all.filter(({ code }) => levelOf(code) === 'township').map(({ code }) => codeKey(code))
  const { rows } = await book.pool.query<{ id: string }>(
    'select id from shishu.batch where town = any($1::bigint[]) and request = $2',
    [towns, requestOf(request)],
  )
  return rows[0]?.id ?? null
}
