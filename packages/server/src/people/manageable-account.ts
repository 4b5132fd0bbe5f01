import { type Act, dayOfInstant, type Rights } from '@shishu/kernel'
import { appointmentsSince, storeError } from '@shishu/store'
import { type Account, ADMINISTRATOR_NAMES } from '../account/index.ts'
import { serverError } from '../server-errors.ts'
import type { Services } from '../services.ts'
import { type Person, rolesOf } from '../session/person.ts'

export interface ManagingRequest {
  act: Extract<Act, 'accounts.manage' | 'sessions.manage'>
  /** Id of the account. */
  account: string
  person: Person
  rights: Rights
  /**
   * Whether it would let somebody else sign in as that person. The three administrators never do this to one another: whoever
   * could would have two of the three powers.
   */
  credentials?: boolean
}

/**
 * The account that somebody may manage: of the person's own places, and with no duty beyond them, now or to come. Those of the
 * three administrators are managed by administrators alone.
 * Errors  account.unknown, account.own, account.of-administrator, access.refused
 */
export async function manageableAccount(
  { accounts, book }: Services,
  { act, account: id, person, rights, credentials = false }: ManagingRequest,
): Promise<Account> {
  const account = await accounts.getAccount(id)
  if (account.id === person.account) throw serverError('account.own', {})
  const refused = () => storeError('access.refused', {})
  if (!rights.may(act, account)) throw refused()
  const duties = await appointmentsSince(book, account.id, dayOfInstant(book.clock().toISOString()))
  if (!duties.every(({ orgUnit }) => rights.may(act, { orgUnit }))) throw refused()
  const apart = new Set(rolesOf(book.definitions).flatMap((role) => (role.apart === true ? [role.id] : [])))
  const isApart = ({ role }: { role: string }) => apart.has(role)
  if (!Object.hasOwn(ADMINISTRATOR_NAMES, account.name) && !duties.some(isApart)) return account
  if (!person.appointments.some(isApart)) throw refused()
  if (credentials) throw serverError('account.of-administrator', {})
  return account
}
