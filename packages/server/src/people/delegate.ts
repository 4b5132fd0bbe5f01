import { addDays, type Day, dayOfInstant, isWithin } from '@shishu/kernel'
import { appointmentsOf, type Book, storeError } from '@shishu/store'
import type { Accounts } from '../account/index.ts'
import { serverError } from '../server-errors.ts'
import type { Person } from '../session/person.ts'
import { getAppointee, getRole } from './check-appointment.ts'
import { giveAppointment } from './give-appointment.ts'

/** Days for which a duty may be passed on at most, today included or not: counted from today. */
const LONGEST_DAYS = 60

/** One's own appointment, to be passed on for a time (代理). */
export interface Delegation {
  /** Id of the appointment. */
  appointment: string
  /** Account of whoever takes it on. */
  person: string
  until: Day
  reason: string
}

/**
 * Passes one of a person's own appointments on, from today, to somebody of the same org unit or of one above or below it.
 * It ends with the appointment that it comes from.
 * @returns id of the appointment that it makes
 * Errors   appointment.unknown: not one of the person's own today; delegation.apart, delegation.again, delegation.until,
 *          delegation.person, account.unknown, account.disabled, appointment.apart; of appoint
 */
export async function delegate(
  book: Book,
  accounts: Accounts,
  from: Person,
  { appointment: id, person, until, reason }: Delegation,
): Promise<string> {
  const today = dayOfInstant(book.clock().toISOString())
  const own = (await appointmentsOf(book, from.account, today)).find((one) => one.id === id)
  if (own === undefined) throw storeError('appointment.unknown', { id })
  const role = getRole(book.definitions, own.role)
  if (role.apart === true) throw serverError('delegation.apart', { role: role.label })
  if (own.delegatedFrom !== null) throw serverError('delegation.again', {})
  const bound = addDays(today, LONGEST_DAYS)
  const latest = own.until !== null && own.until < bound ? own.until : bound
  if (until < today || until > latest) throw serverError('delegation.until', { until, today, latest })
  const to = await getAppointee(accounts, person)
  const related = isWithin(to.orgUnit, own.orgUnit) || isWithin(own.orgUnit, to.orgUnit)
  if (!related || to.id === from.account) throw serverError('delegation.person', {})
  const { orgUnit, office } = own
  const given = { person: to.id, role: role.id, orgUnit, office, from: today, until, by: from.name, reason }
  return giveAppointment(book, book, { ...given, delegatedFrom: own.id })
}
