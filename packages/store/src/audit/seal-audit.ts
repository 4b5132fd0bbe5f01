import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { FIRST_SEAL } from '../journal/seal.ts'
import { inTransaction } from '../sql/transaction.ts'
import { asAuditor } from './audit-role.ts'
import { auditDigest } from './audit-row.ts'
import { AUDIT_COLUMNS, rowOf, type StoredAudit } from './stored-audit.ts'

/** The last seal of the audit log. Number 0 is the log before its first. */
export interface AuditHead {
  seq: number
  seal: Buffer
  /** Instant; the beginning of time before the first seal. */
  sealedAt: string
}

export const FIRST_AUDIT_HEAD: AuditHead = { seq: 0, seal: FIRST_SEAL, sealedAt: new Date(0).toISOString() }

/** Rows that one seal covers at most; more are left for the next. */
const ROWS_AT_ONCE = 10_000

/** Stands for a row that was in the queue and no longer in the log when it was sealed. */
export const MISSING_ROW = Buffer.alloc(32)

/** sha256(previous seal || number, instant, rows || digest), the digest being sha256 of the rows' digests in order. */
export function auditSealOf(previous: Buffer, seq: number, sealedAt: string, count: number, digest: Buffer): Buffer {
  return createHash('sha256').update(previous).update(`${seq} ${sealedAt} ${count} `).update(digest).digest()
}

export function digestOfRows(rowDigests: Buffer): Buffer {
  return createHash('sha256').update(rowDigests).digest()
}

/**
 * Seals every committed row that no seal covers yet. Called every few minutes and at the stop: what is not sealed yet
 * could still be altered unnoticed. One sealer at a time; a row that commits later is in a later seal, whatever its id.
 * @returns the last seal
 */
export async function sealAudit(book: Pick<Book, 'keeperPool' | 'clock'>): Promise<AuditHead> {
  for (;;) {
    const { head, more } = await sealSome(book)
    if (!more) return head
  }
}

/** The last seal of the log, as it stands. */
export async function auditHead(client: ClientBase): Promise<AuditHead> {
  const { rows } = await client.query<{ seq: string; seal: Buffer; sealed_at: Date }>(
    'select seq, seal, sealed_at from shishu.audit_seal order by seq desc limit 1',
  )
  const [row] = rows
  if (row === undefined) return FIRST_AUDIT_HEAD
  return { seq: Number(row.seq), seal: row.seal, sealedAt: row.sealed_at.toISOString() }
}

async function sealSome(book: Pick<Book, 'keeperPool' | 'clock'>): Promise<{ head: AuditHead; more: boolean }> {
  return inTransaction(book.keeperPool, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtextextended('shishu audit seal', 1))")
    const before = await auditHead(client)
    const ids = await waitingIds(client)
    if (ids.length === 0) return { head: before, more: false }
    const rowDigests = Buffer.concat(await digestsOf(client, ids))
    const digest = digestOfRows(rowDigests)
    const seq = before.seq + 1
    // Later than the seal before, also after the clock was set back.
    const sealedAt = new Date(Math.max(book.clock().getTime(), Date.parse(before.sealedAt) + 1)).toISOString()
    const seal = auditSealOf(before.seal, seq, sealedAt, ids.length, digest)
    await client.query(
      `insert into shishu.audit_seal (seq, sealed_at, first_id, last_id, count, ids, row_digests, digest, seal)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [seq, sealedAt, ids[0], ids.at(-1), ids.length, ids, rowDigests, digest, seal],
    )
    await client.query('delete from shishu.audit_pending where id = any($1::uuid[])', [ids])
    return { head: { seq, seal, sealedAt }, more: ids.length === ROWS_AT_ONCE }
  })
}

async function waitingIds(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from shishu.audit_pending order by id limit ${ROWS_AT_ONCE}`,
  )
  return rows.map(({ id }) => id)
}

async function digestsOf(client: ClientBase, ids: readonly string[]): Promise<Buffer[]> {
  const { rows } = await asAuditor(client, () =>
    client.query<StoredAudit>(`select ${AUDIT_COLUMNS} from shishu.audit as a where a.id = any($1::uuid[])`, [ids]),
  )
  const digests = new Map(rows.map((row) => [row.id, auditDigest(rowOf(row))]))
  return ids.map((id) => digests.get(id) ?? MISSING_ROW)
}
