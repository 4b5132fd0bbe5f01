import { canonicalJson, codeKey, dayOfInstant, townshipOf } from '@shishu/kernel'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import { storeBatch } from '../entry/write-batch.ts'
import { sealJournal } from '../journal/seal.ts'
import { inTransaction } from '../sql/transaction.ts'
import { sealAudit } from './seal-audit.ts'

/** The head of the audit log as a journal holds it. */
export interface AuditAnchor {
  /** Number of the audit log's last seal. */
  seq: number
  /** Hex. */
  seal: string
  /** Instant of that seal. */
  sealedAt: string
}

/**
 * Seals the audit log and puts its head in the journal of an org unit's town (above a town: its own), once a day in
 * Shanghai. Whoever holds an export of that journal, or a seal printed on a report issued later, holds the audit log too.
 * @returns whether this call did it; false where it was done today, perhaps by another server
 */
export async function anchorAudit(book: Book, { orgUnit, by }: { orgUnit: string; by: string }): Promise<boolean> {
  const town = codeKey(townshipOf(orgUnit) ?? orgUnit)
  const request = `audit ${dayOfInstant(book.clock().toISOString())}`
  const done = await book.keeperPool.query('select from shishu.batch where town = $1 and request = $2', [town, request])
  if (done.rows.length > 0) return false
  const { seq, seal, sealedAt } = await sealAudit(book)
  const anchor: AuditAnchor = { seq, seal: seal.toString('hex'), sealedAt }
  try {
    await inTransaction(book.keeperPool, (client) =>
      storeBatch(client, book, {
        head: { town, id: uuidv7(), request, by, reason: null },
        kind: 'audit',
        record: canonicalJson(anchor),
        versionLines: [],
        postings: [],
      }),
    )
  } catch (error) {
    // Two servers at once: a journal's requests are unique.
    if ((error as { code?: unknown }).code === '23505') return false
    throw error
  }
  await sealJournal(book, town)
  return true
}
