import type { Book } from '../book/book.ts'
import { inTransaction } from '../sql/transaction.ts'
import { auditError } from './audit-errors.ts'
import { asKeeper } from './audit-role.ts'
import { auditRow } from './audit-row.ts'
import { recordAudit } from './record-audit.ts'

/** Months that the law asks for (网络安全法 §23). */
export const LEAST_AUDIT_MONTHS = 6

/**
 * Removes the rows that were sealed more than `months` ago, and records that it did. Seals stay, so that the chain of
 * those kept still holds. The database refuses less than six months whoever asks.
 * @returns rows removed
 * Errors  audit.term-too-short
 */
export async function pruneAudit(book: Book, { months, by }: { months: number; by: string }): Promise<number> {
  if (!(months >= LEAST_AUDIT_MONTHS)) throw auditError('audit.term-too-short', { months, least: LEAST_AUDIT_MONTHS })
  const before = monthsBefore(book.clock(), months)
  return inTransaction(book.keeperPool, async (client) => {
    const { rows } = await asKeeper(client, () =>
      client.query<{ removed: string }>('select shishu.prune_audit($1::timestamptz, $2) as removed', [
        before.toISOString(),
        by,
      ]),
    )
    const removed = Number(rows[0]!.removed)
    if (removed > 0) {
      const details = { rows: removed, before: before.toISOString() }
      await recordAudit(client, [auditRow({ act: 'audit.prune', name: by, outcome: 'done', details }, book.clock())])
    }
    return removed
  })
}

/** The same day and time so many months before; in a shorter month, its last day. */
export function monthsBefore(instant: Date, months: number): Date {
  const before = new Date(instant)
  before.setUTCMonth(before.getUTCMonth() - months)
  // The 31st of a shorter month rolled over into the next.
  if (before.getUTCDate() !== instant.getUTCDate()) before.setUTCDate(0)
  return before
}
