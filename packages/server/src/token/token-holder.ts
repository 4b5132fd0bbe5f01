import { dayOfInstant } from '@shishu/kernel'
import { appointmentsOf, type OpenBook } from '@shishu/store'
import type { Accounts } from '../account/index.ts'
import type { Person } from '../session/person.ts'
import { TOKEN_ACTS, useToken } from './access-token.ts'

/**
 * Whom a program's token stands for: its maker, with the duties of today, cut down to what a token may do; null where it
 * is not valid, or its maker's account is disabled.
 */
export async function tokenHolder(book: OpenBook, accounts: Accounts, token: string): Promise<Person | null> {
  const now = book.clock()
  const found = await useToken(book.keeperPool, token, now)
  if (found === undefined) return null
  const account = await accounts.getAccount(found.person)
  if (account.disabled) return null
  const restricted = account.mustChangePassword ? 'change-password' : false
  return {
    account: account.id,
    name: account.name,
    displayName: account.displayName,
    orgUnit: account.orgUnit,
    session: `token ${found.id}`,
    restricted,
    limitedTo: TOKEN_ACTS,
    appointments: restricted === false ? await appointmentsOf(book, account.id, dayOfInstant(now.toISOString())) : [],
  }
}
