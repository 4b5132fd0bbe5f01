import { type Day, type Definitions, dayOfInstant, levelOf, type Role } from '@shishu/kernel'
import { type AppointmentRecord, appointmentsSince, type Book } from '@shishu/store'
import { type Account, type Accounts, accountError } from '../account/index.ts'
import { serverError } from '../server-errors.ts'
import { rolesOf } from '../session/person.ts'

/** What is to be given to somebody. */
export interface IntendedAppointment {
  role: string
  orgUnit: string
  office: string | null
  from: Day
  until: Day | null
}

/** Errors: role.unknown. */
export function getRole(definitions: Definitions, id: string): Role {
  const role = rolesOf(definitions).find((one) => one.id === id)
  if (role === undefined) throw serverError('role.unknown', { role: id })
  return role
}

/**
 * Whether a role can be held at a place and in an office.
 * Errors  role.unknown, appointment.level, appointment.office-needed, appointment.no-office, office.unknown,
 *         org-unit.code-malformed
 */
export function checkRole(definitions: Definitions, { role: id, orgUnit, office }: IntendedAppointment): Role {
  const role = getRole(definitions, id)
  if (!role.levels.includes(levelOf(orgUnit))) {
    throw serverError('appointment.level', { role: role.label, code: orgUnit })
  }
  if (role.office && office === null) throw serverError('appointment.office-needed', { role: role.label })
  if (!role.office && office !== null) throw serverError('appointment.no-office', { role: role.label })
  if (office !== null && !Object.hasOwn(definitions.pack.offices, office))
    throw serverError('office.unknown', { office })
  return role
}

/** The account of somebody who is given a duty. Errors: account.unknown, account.disabled. */
export async function getAppointee(accounts: Accounts, id: string): Promise<Account> {
  const account = await accounts.getAccount(id)
  if (account.disabled) throw accountError('account.disabled', {})
  return account
}

/**
 * Refuses what would make one of the three administrators and anything else the same person's at the same time (三员分立).
 * @param except  id of the appointment itself, once it is recorded
 * Errors  appointment.apart
 */
export async function checkApart(
  book: Book,
  person: string,
  intended: IntendedAppointment,
  except?: string,
): Promise<void> {
  const role = getRole(book.definitions, intended.role)
  const roles = new Map(rolesOf(book.definitions).map((one) => [one.id, one]))
  const held = await appointmentsSince(book, person, dayOfInstant(book.clock().toISOString()))
  const conflict = held.find((one) => {
    const other = roles.get(one.role)
    const apart = role.apart === true || other?.apart === true
    return one.id !== except && apart && overlap(one, intended)
  })
  if (conflict === undefined) return
  throw serverError('appointment.apart', {
    role: role.label,
    held: roles.get(conflict.role)?.label ?? conflict.role,
  })
}

type Span = Pick<AppointmentRecord, 'from' | 'until'>
const overlap = (a: Span, b: Span) => (a.until === null || b.from <= a.until) && (b.until === null || a.from <= b.until)
