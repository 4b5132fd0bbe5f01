import { createHash } from 'node:crypto'
import { dayOfInstant, monthIndex, monthOf } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import type { AsOf, SealedMoment } from '../figure/reading-scope.ts'
import { type Column, insertRows } from '../sql/insert-rows.ts'
import { inTransaction } from '../sql/transaction.ts'

/** The seal before the first. */
export const FIRST_SEAL = Buffer.alloc(32)

/** A place in a town's journal. Position 0 is the empty journal. */
export interface JournalHead {
  position: number
  seal: Buffer
  /** Instant of its sealing; the beginning of time for the empty journal. */
  sealedAt: string
}

/** The head of an empty journal. */
const EMPTY: JournalHead = { position: 0, seal: FIRST_SEAL, sealedAt: new Date(0).toISOString() }

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

export const JOURNAL_COLUMNS: readonly Column[] = [
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
  return inTransaction(book.keeperPool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [`shishu seal ${town}`])
    const last = await client.query<{ position: string; seal: Buffer; sealed_at: Date }>(
      'select position, seal, sealed_at from shishu.journal where town = $1 order by position desc limit 1',
      [town],
    )
    const [row] = last.rows
    const before =
      row === undefined ? EMPTY : { ...row, position: Number(row.position), sealedAt: row.sealed_at.toISOString() }
    let { position, seal } = before
    const waiting = await client.query<{ id: string; digest: Buffer }>(
      `select b.id, b.digest
         from shishu.pending as p join shishu.batch as b on b.town = p.town and b.id = p.batch
        where p.town = $1 order by b.id limit ${SEAL_AT_ONCE}`,
      [town],
    )
    if (waiting.rows.length === 0) return { head: before, more: false }
    // Always later than the place before, also within a millisecond or after the clock was set back: whatever is read as
    // of the last place never changes.
    const now = Math.max(book.clock().getTime(), Date.parse(before.sealedAt) + 1)
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
    return { head: { position, seal, sealedAt }, more: waiting.rows.length === SEAL_AT_ONCE }
  })
}

/**
 * Seals the journals of towns: the moment that they then stand at, and the seal that stands for them all.
 * @returns the seal as hex: a town's own; of several, sha256 of theirs in the order given; of none, that of nothing
 */
export async function sealMoment(book: Book, towns: readonly number[]): Promise<MomentWithSeal> {
  const heads: [number, JournalHead][] = []
  for (const town of towns) heads.push([town, await sealJournal(book, town)])
  // Never before a sealing that it includes, also where the machine's clock was set back.
  const at = [book.clock().toISOString(), ...heads.map(([, { sealedAt }]) => sealedAt)].sort().at(-1)!
  return momentOf(at, heads)
}

/** The moment that towns' journals stood at by an instant: what was sealed until then. */
export async function momentAt(book: Book, towns: readonly number[], instant: AsOf): Promise<MomentWithSeal> {
  const { rows } = await book.pool.query<{ town: string; position: string; seal: Buffer }>(
    `select t.town, h.position, h.seal
       from unnest($1::bigint[], $2::bigint[]) as t(town, position)
      cross join lateral (select j.position, j.seal from shishu.journal as j
                           where j.town = t.town and j.sealed_at <= $3::timestamptz
                             and (t.position is null or j.position <= t.position)
                           order by j.sealed_at desc, j.position desc limit 1) as h`,
    [towns, towns.map((town) => positionOf(instant, town)), typeof instant === 'string' ? instant : 'infinity'],
  )
  const heads = new Map(
    rows.map((row) => [Number(row.town), { ...EMPTY, position: Number(row.position), seal: row.seal }]),
  )
  const at = typeof instant === 'string' ? instant : (instant?.at ?? book.clock().toISOString())
  return momentOf(
    at,
    towns.map((town) => [town, heads.get(town) ?? EMPTY]),
  )
}

export interface MomentWithSeal {
  moment: SealedMoment
  /** Hex: a town's own seal; of several towns, sha256 of theirs in the order given. */
  seal: string
}

function momentOf(at: string, heads: readonly (readonly [town: number, head: JournalHead])[]): MomentWithSeal {
  const [only] = heads
  const all = () =>
    createHash('sha256')
      .update(Buffer.concat(heads.map(([, { seal }]) => seal)))
      .digest()
  const seal = heads.length === 1 ? only![1].seal : all()
  return {
    moment: { at, positions: heads.map(([town, { position }]) => [town, position]) },
    seal: seal.toString('hex'),
  }
}

function positionOf(asOf: AsOf, town: number): number | null {
  if (asOf === null || typeof asOf === 'string') return null
  return asOf.positions.find(([one]) => one === town)?.[1] ?? 0
}
