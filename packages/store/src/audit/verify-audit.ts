import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { inSnapshot } from '../sql/transaction.ts'
import type { AuditAnchor } from './anchor-audit.ts'
import { asAuditor } from './audit-role.ts'
import { auditDigest } from './audit-row.ts'
import { LEAST_AUDIT_MONTHS, monthsBefore } from './prune-audit.ts'
import { type AuditHead, auditSealOf, digestOfRows, FIRST_AUDIT_HEAD } from './seal-audit.ts'
import { AUDIT_COLUMNS, rowOf, type StoredAudit } from './stored-audit.ts'

/** Something in the audit log that is not as it was sealed. */
export interface AuditFinding {
  /**
   * altered, missing: a row; inserted: a row that went round the queue; late: a row that claims to be much older than
   * the seal before its own; seal: a seal was altered or is missing; anchor: a journal holds another seal;
   * pruned: rows were removed before their time.
   */
  what: 'altered' | 'missing' | 'inserted' | 'late' | 'seal' | 'anchor' | 'pruned'
  /** Number of the seal; null where none covers the row. */
  seal: number | null
  /** Id of the row. */
  row: string | null
}

export interface AuditVerification {
  seals: number
  rows: number
  /** Rows that no seal covers yet. */
  waiting: number
  /** Seals whose rows have left after their term. */
  pruned: number
  head: { seq: number; seal: string }
  /** The first hundred; empty where everything is as it was sealed. */
  findings: readonly AuditFinding[]
}

interface StoredSeal {
  seq: string
  sealed_at: Date
  count: number
  ids: string[]
  row_digests: Buffer
  digest: Buffer
  seal: Buffer
  pruned_at: Date | null
}

/** Findings listed at most. */
const LISTED = 100
/** Hours that a row may be older than the seal before its own: a long import, two servers' clocks. */
const LATE_AFTER = 3_600_000

/**
 * Recomputes every seal of the audit log from its rows and compares the chain with what the journals hold of it.
 * What it cannot see: rows altered before they were sealed, and an end cut off since the last head in a journal.
 */
export async function verifyAudit(
  book: Pick<Book, 'keeperPool' | 'clock'>,
  progress: (rows: number) => void = () => undefined,
): Promise<AuditVerification> {
  return inSnapshot(book.keeperPool, async (client) => {
    const anchors = await readAnchors(client)
    return asAuditor(client, async () => {
      const chain = await verifyChain(client, anchors, monthsBefore(book.clock(), LEAST_AUDIT_MONTHS), progress)
      const findings = [...chain.findings, ...(await insertedRows(client))]
      const { rows } = await client.query<{ count: number }>('select count(*)::integer from shishu.audit_pending')
      return { ...chain, waiting: rows[0]!.count, findings: findings.slice(0, LISTED) }
    })
  })
}

/** Seals that journals hold, by number. */
async function readAnchors(client: ClientBase): Promise<Map<number, string[]>> {
  const { rows } = await client.query<{ record: string }>("select record from shishu.batch where kind = 'audit'")
  const anchors = new Map<number, string[]>()
  for (const { record } of rows) {
    const { seq, seal } = JSON.parse(record) as AuditAnchor
    anchors.set(seq, [...(anchors.get(seq) ?? []), seal])
  }
  return anchors
}

async function verifyChain(
  client: ClientBase,
  anchors: ReadonlyMap<number, readonly string[]>,
  termEnds: Date,
  progress: (rows: number) => void,
): Promise<Omit<AuditVerification, 'waiting'>> {
  const findings: AuditFinding[] = []
  const found = (what: AuditFinding['what'], seal: number, row: string | null = null) => {
    findings.push({ what, seal, row })
  }
  let head: AuditHead = FIRST_AUDIT_HEAD
  let [rows, pruned, keptSince] = [0, 0, false]
  for (;;) {
    const next = await nextSeal(client, head.seq)
    if (next === undefined) break
    const seq = Number(next.seq)
    if (!isNextOf(head, next)) found('seal', seq)
    if (next.pruned_at !== null) {
      pruned += 1
      if (keptSince || next.sealed_at >= termEnds) found('pruned', seq)
    } else {
      keptSince = true
      if (!isWhole(next)) found('seal', seq)
      for (const [what, row] of await verifyRows(client, head, next)) found(what, seq, row)
      rows += next.count
      progress(rows)
    }
    // Goes on from what stands there, so that one altered seal is one finding.
    head = { seq, seal: next.seal, sealedAt: next.sealed_at.toISOString() }
    if (anchors.get(seq)?.some((seal) => seal !== next.seal.toString('hex'))) found('anchor', seq)
  }
  for (const seq of anchors.keys()) if (seq > head.seq) found('anchor', seq)
  return { seals: head.seq, rows, pruned, head: { seq: head.seq, seal: head.seal.toString('hex') }, findings }
}

async function nextSeal(client: ClientBase, after: number): Promise<StoredSeal | undefined> {
  const { rows } = await client.query<StoredSeal>({
    name: 'next-audit-seal',
    text: `select seq, sealed_at, count, ids, row_digests, digest, seal, pruned_at
             from shishu.audit_seal where seq > $1 order by seq limit 1`,
    values: [after],
  })
  return rows[0]
}

function isNextOf(before: AuditHead, { seq, sealed_at, count, digest, seal }: StoredSeal): boolean {
  const sealedAt = sealed_at.toISOString()
  const expected = auditSealOf(before.seal, before.seq + 1, sealedAt, count, digest)
  return Number(seq) === before.seq + 1 && sealedAt > before.sealedAt && expected.equals(seal)
}

/** Whether what a seal says of its rows is what its digest was made of. */
function isWhole({ count, ids, row_digests, digest }: StoredSeal): boolean {
  return ids.length === count && row_digests.length === count * 32 && digestOfRows(row_digests).equals(digest)
}

/** Compares the rows that a seal covers with the digests that it was made of. */
async function verifyRows(
  client: ClientBase,
  before: AuditHead,
  { ids, row_digests }: StoredSeal,
): Promise<[what: 'altered' | 'missing' | 'late', row: string][]> {
  const { rows } = await client.query<StoredAudit>({
    name: 'sealed-audit-rows',
    text: `select ${AUDIT_COLUMNS} from shishu.audit as a where a.id = any($1::uuid[])`,
    values: [ids],
  })
  const stored = new Map(rows.map((row) => [row.id, rowOf(row)]))
  const oldest = Date.parse(before.sealedAt) - LATE_AFTER
  return ids.flatMap((id, index): [what: 'altered' | 'missing' | 'late', row: string][] => {
    const row = stored.get(id)
    if (row === undefined) return [['missing', id]]
    if (!auditDigest(row).equals(row_digests.subarray(index * 32, index * 32 + 32))) return [['altered', id]]
    return Date.parse(row.at) < oldest ? [['late', id]] : []
  })
}

/** Rows that neither a seal covers nor the queue knows. */
async function insertedRows(client: ClientBase): Promise<AuditFinding[]> {
  const { rows } = await client.query<{ id: string }>(
    `with sealed as materialized (select unnest(ids) as id from shishu.audit_seal)
     select a.id from shishu.audit as a
       left join sealed as s on s.id = a.id
       left join shishu.audit_pending as p on p.id = a.id
      where s.id is null and p.id is null order by a.id limit ${LISTED}`,
  )
  return rows.map(({ id }) => ({ what: 'inserted', seal: null, row: id }))
}
