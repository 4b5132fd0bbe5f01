import { codeKey } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { inSnapshot } from '../sql/transaction.ts'
import type { EvidenceFile } from './evidence.ts'

/** A file that can be attached, as the store knows it. */
export type KnownFile = Omit<EvidenceFile, 'described'>

interface FileRow {
  sha256: string
  name: string
  media_type: string
  size: string
}

const knownOf = ({ sha256, name, media_type, size }: FileRow): KnownFile => ({
  sha256,
  name,
  mediaType: media_type,
  size: Number(size),
})

const bytesOf = (sha256s: readonly string[]) => sha256s.map((sha256) => Buffer.from(sha256, 'hex'))

/** Records that a person uploaded a file; uploaded again, it has its latest name. */
export async function recordReceived(book: Book, person: string, file: KnownFile): Promise<void> {
  await book.keeperPool.query(
    `insert into shishu.received (person, sha256, name, media_type, size, at) values ($1, $2, $3, $4, $5, $6)
     on conflict (person, sha256) do update set name = excluded.name, at = excluded.at`,
    [person, Buffer.from(file.sha256, 'hex'), file.name, file.mediaType, file.size, book.clock()],
  )
}

/** Bytes of the files that a person has uploaded since an instant, each counted once however often it was sent. */
export async function receivedBytes(book: Book, person: string, since: Date): Promise<number> {
  const { rows } = await book.keeperPool.query<{ bytes: string }>(
    'select coalesce(sum(size), 0) as bytes from shishu.received where person = $1 and at >= $2',
    [person, since],
  )
  return Number(rows[0]!.bytes)
}

/**
 * Which of these files a person may attach in a town, by sha256: those that the person uploaded, and those that are or
 * were at an entry that the person may read. The rest is absent, whether it is kept or not.
 * @param book    as the person may see it
 * @param person  account
 */
export async function attachableFiles(
  book: Book,
  person: string,
  town: string,
  sha256s: readonly string[],
): Promise<Map<string, KnownFile>> {
  if (sha256s.length === 0) return new Map()
  const seen = await inSnapshot(book.pool, (client) =>
    client.query<FileRow>(
      `select distinct on (e.sha256) encode(e.sha256, 'hex') as sha256, e.name, e.media_type, e.size
         from shishu.evidence as e
        where e.town = $1 and e.sha256 = any($2::bytea[])
        order by e.sha256, e.batch desc`,
      [codeKey(town), bytesOf(sha256s)],
    ),
  )
  const uploaded = await book.keeperPool.query<FileRow>(
    `select encode(r.sha256, 'hex') as sha256, r.name, r.media_type, r.size
       from shishu.received as r where r.person = $1 and r.sha256 = any($2::bytea[])`,
    [person, bytesOf(sha256s)],
  )
  // The name that the person gave it goes before the name that it has elsewhere.
  return new Map([...seen.rows, ...uploaded.rows].map((row) => [row.sha256, knownOf(row)]))
}

/** Forgets uploads before an instant: what was not booked by then is collected from the file store. Gives their number. */
export async function forgetReceived(book: Book, before: Date): Promise<number> {
  const { rowCount } = await book.keeperPool.query('delete from shishu.received where at < $1', [before])
  return rowCount ?? 0
}
