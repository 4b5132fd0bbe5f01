import { createHash } from 'node:crypto'
import { dayOfInstant, monthIndex, monthOf } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { type Column, insertRows } from '../sql/insert-rows.ts'
import { inTransaction } from '../sql/transaction.ts'

/** The seal before the first. */
export const FIRST_SEAL = Buffer.alloc(32)

/** A place in a town's journal. Position 0 is the empty journal. */
export interface JournalHead {
  position: number
  seal: Buffer
}

/** The seal of a place: sha256(previous seal || position || batch id || instant of sealing || digest of the batch). */
export function sealOf(previous: Buffer, position: number, batch: string, sealedAt: string, digest: Buffer): Buffer {
  return createHash('sha256').update(previous).update(`${position} ${batch} ${sealedAt} `).update(digest).digest()
}

/** The month that a batch is kept under in the cells: that of its sealing, in Shanghai. */
export function chapterOf(sealedAt: string): number {
  return monthIndex(monthOf(dayOfInstant(sealedAt)))
}

/** Batches sealed in one transaction; more are left for the next. */
const SEAL_AT_ONCE = 10_000

const JOURNAL_COLUMNS: readonly Column[] = [
  ['town', 'bigint'],
  ['position', 'bigint'],
  ['batch', 'uuid'],
  ['chapter', 'integer'],
  ['sealed_at', 'timestamptz'],
  ['seal', 'bytea'],
]

/**
 * Gives a town's committed batches their dense places in the journal, and chains their seals.
 *
 * One sealer a town at a time. It sees only what is committed: a batch that commits later, whatever its id, comes later
 * in the journal. Each sealing is later than the one before.
 * @returns the head of the journal
 */
export async function sealJournal(book: Book, town: number): Promise<JournalHead> {
  for (;;) {
    const { head, more } = await sealSome(book, town)
    if (!more) return head
  }
}

async function sealSome(book: Book, town: number): Promise<{ head: JournalHead; more: boolean }> {
  return inTransaction(book.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [`shishu seal ${town}`])
    const last = await client.query<{ position: string; seal: Buffer; sealed_at: Date }>(
      'select position, seal, sealed_at from shishu.journal where town = $1 order by position desc limit 1',
      [town],
    )
    let position = Number(last.rows[0]?.position ?? 0)
    let seal = last.rows[0]?.seal ?? FIRST_SEAL
    const waiting = await client.query<{ id: string; digest: Buffer }>(
      `select b.id, b.digest
         from shishu.pending as p join shishu.batch as b on b.town = p.town and b.id = p.batch
        where p.town = $1 order by b.id limit ${SEAL_AT_ONCE}`,
      [town],
    )
    if (waiting.rows.length === 0) return { head: { position, seal }, more: false }
    // Always later than the place before, also within a millisecond or after the clock was set back: whatever is read as
    // of the last place never changes.
    const now = Math.max(book.clock().getTime(), (last.rows[0]?.sealed_at.getTime() ?? 0) + 1)
    const sealedAt = new Date(now).toISOString()
    const rows = waiting.rows.map(({ id, digest }) => {
      position += 1
      seal = sealOf(seal, position, id, sealedAt, digest)
      return [town, position, id, chapterOf(sealedAt), sealedAt, `\\x${seal.toString('hex')}`]
    })
    await insertRows(client, 'shishu.journal', JOURNAL_COLUMNS, rows)
    await client.query('delete from shishu.pending where town = $1 and batch = any($2::uuid[])', [
      town,
      waiting.rows.map(({ id }) => id),
    ])
    return { head: { position, seal }, more: waiting.rows.length === SEAL_AT_ONCE }
  })
}

/** The head of a town's journal as it stood at an instant. */
export async function journalHeadAt(book: Book, town: number, instant: string): Promise<JournalHead> {
  const { rows } = await book.pool.query<{ position: string; seal: Buffer }>(
    `select position, seal from shishu.journal where town = $1 and sealed_at <= $2 order by position desc limit 1`,
    [town, instant],
  )
  const [row] = rows
  return row === undefined ? { position: 0, seal: FIRST_SEAL } : { position: Number(row.position), seal: row.seal }
}
