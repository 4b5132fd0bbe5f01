import { codeKey, type Day, dayOfInstant, isDay, kernelError } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { checkedName, checkedReason } from '../entry/given-words.ts'
import { currentRow } from '../entry/read-entry.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'

/** A case to be handed over. */
export interface AssignmentRequest {
  town: string
  ledger: string
  entry: string
  /** The person who takes it; null: back to the office. */
  holder: string | null
  /** The last day; after it the case is again with whoever held it before. Null: for good. */
  until: Day | null
  by: string
  reason: string
}

/** One hand-over as recorded. */
export interface Assignment extends AssignmentRequest {
  /** Its place among the case’s hand-overs, from 1. */
  seq: number
  /** Instant, ISO 8601. */
  at: string
}

/**
 * Hands a case to a person, for good or until a day, or back to the office.
 * Errors  ledger.unknown, ledger.not-a-case, entry.unknown, entry.withdrawn, reason.needed, person.malformed, day.malformed,
 *         assignment.until-past, assignment.office-until, assignment.raced
 */
export async function assignCase(book: Book, request: AssignmentRequest): Promise<Assignment> {
  const ledger = book.definitions.ledger(request.ledger)
  if (ledger.loop === undefined) throw kernelError('ledger.not-a-case', { ledger: ledger.label })
  const { town, entry, holder, until, by } = request
  const reason = checkedReason(request.reason)
  const now = book.clock()
  checkUntil(holder, until, dayOfInstant(now.toISOString()))
  const values = [
    codeKey(town),
    ledger.id,
    entry,
    now,
    holder === null ? null : checkedName(holder),
    until,
    checkedName(by),
  ]
  return inTransaction(book.pool, async (client) => {
    const { kind } = await currentRow(client, codeKey(town), ledger, entry, null)
    if (kind === 'withdraw') throw storeError('entry.withdrawn', { ledger: ledger.label, entry })
    const { rows } = await client.query<{ seq: number; at: Date }>(
      `insert into shishu.assignment (town, ledger, entry, seq, at, holder, until, by, reason)
       select $1, $2, $3, coalesce(max(a.seq), 0) + 1, greatest($4, max(a.at)), $5, $6, $7, $8
         from shishu.assignment as a where a.town = $1 and a.ledger = $2 and a.entry = $3
           on conflict do nothing
       returning seq, at`,
      [...values, reason],
    )
    if (rows[0] === undefined) throw storeError('assignment.raced', { ledger: ledger.label, entry })
    const { seq, at } = rows[0]
    return { town, ledger: ledger.id, entry, holder, until, by, reason, seq, at: at.toISOString() }
  })
}

function checkUntil(holder: string | null, until: Day | null, today: Day): void {
  if (until === null) return
  if (!isDay(until)) throw kernelError('day.malformed', { text: until.slice(0, 40) })
  if (holder === null) throw storeError('assignment.office-until', {})
  if (until < today) throw storeError('assignment.until-past', { until, today })
}
