import type { IncomingHttpHeaders } from 'node:http'
import { dayOfInstant } from '@shishu/kernel'
import { appointmentsOf, type OpenBook } from '@shishu/store'
import type { Accounts } from '../account/index.ts'
import { bearerOf } from '../token/bearer.ts'
import { tokenHolder } from '../token/token-holder.ts'
import type { Person } from './person.ts'

/** Tells whose session a request carries, with the appointments of today: a duty ended counts from the next request on. */
export function identifier(
  book: OpenBook,
  accounts: Accounts,
): (headers: IncomingHttpHeaders) => Promise<Person | null> {
  return async (headers) => {
    const token = bearerOf(headers)
    if (token !== undefined) return tokenHolder(book, accounts, token)
    const signedIn = await accounts.whoIs(headers.cookie)
    if (signedIn === null) return null
    const today = dayOfInstant(book.clock().toISOString())
    const { account, name, displayName, orgUnit, session, mustChangePassword, mustSetUpSecondFactor } = signedIn
    const setUp = mustSetUpSecondFactor && 'set-up-second-factor'
    const restricted = mustChangePassword ? 'change-password' : setUp
    return {
      account,
      name,
      displayName,
      orgUnit,
      session,
      restricted,
      // Until the password is changed, or the second factor set up, nobody has any duty.
      appointments: restricted !== false ? [] : await appointmentsOf(book, account, today),
    }
  }
}
