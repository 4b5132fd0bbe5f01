import { COUNTRY, codeKey, type Day, isDay, kernelError } from '@shishu/kernel'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import { isEntryId } from '../entry/entry-id.ts'
import { checkedName, checkedReason } from '../entry/given-words.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'

/** A duty given to a person: a role over a place and all below it. */
export interface AppointmentRequest {
  person: string
  role: string
  orgUnit: string
  /** The office whose ledgers it is for; null: every office. */
  office: string | null
  from: Day
  /** The last day on which it holds; null: until it is ended. */
  until: Day | null
  by: string
  reason: string
  /** The appointment that its holder passes on (代理): this one holds only while that one does. */
  delegatedFrom?: string
}

/**
 * Appoints a person; the record is never changed, only ended.
 * @returns the appointment’s id
 * Errors   org-unit.unknown, day.malformed, appointment.days, reason.needed, person.malformed
 */
export async function appoint(book: Book, request: AppointmentRequest): Promise<string> {
  const { person, role, orgUnit, office, from, until, by } = request
  // The administrators of a whole installation are appointed above all of its places.
  if (orgUnit !== COUNTRY) book.orgTree.get(orgUnit)
  const reason = checkedReason(request.reason)
  for (const day of [from, until]) {
    if (day !== null && !isDay(day)) throw kernelError('day.malformed', { text: String(day).slice(0, 40) })
  }
  if (until !== null && until < from) throw storeError('appointment.days', { from, until })
  const names = [checkedName(person), checkedName(role), codeKey(orgUnit), office === null ? null : checkedName(office)]
  const id = uuidv7()
  await inTransaction(book.pool, (client) =>
    client.query(
      `insert into shishu.appointment (id, person, role, org_unit, office, from_day, until_day, granted_by, granted_at, reason,
          delegated_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, ...names, from, until, checkedName(by), book.clock(), reason, request.delegatedFrom ?? null],
    ),
  )
  return id
}

/** Ends an appointment as of now. Errors: appointment.unknown, appointment.ended, reason.needed, person.malformed. */
export async function endAppointment(book: Book, request: { id: string; by: string; reason: string }): Promise<void> {
  const { id } = request
  const values = [checkedName(request.by), checkedReason(request.reason)]
  const unknown = () => storeError('appointment.unknown', { id: id.slice(0, 40) })
  if (!isEntryId(id)) throw unknown()
  await inTransaction(book.pool, async (client) => {
    const known = await client.query('select from shishu.appointment where id = $1', [id])
    if (known.rowCount === 0) throw unknown()
    const ended = await client.query(
      `insert into shishu.appointment_end (id, ended_at, ended_by, reason) values ($1, $2, $3, $4) on conflict do nothing`,
      [id, book.clock(), ...values],
    )
    if (ended.rowCount === 0) throw storeError('appointment.ended', { id })
  })
}
