import { dayOfInstant } from '@shishu/kernel'
import { appointmentsOf, type OpenBook } from '@shishu/store'
import type { Accounts } from '../account/index.ts'
import type { Person } from '../session/person.ts'
import { TOKEN_ACTS, useToken } from './access-token.ts'

/**
 * Whom a program's token stands for: its maker, with the duties of today, cut down to what a token may do; null where it
 * is not valid, its maker's account is disabled, or all its maker's sessions were ended since it was made.
 */
export async function tokenHolder(book: OpenBook, accounts: Accounts, token: string): Promise<Person | null> {
  const now = book.clock()
  const found = await useToken(book.keeperPool, token, now)
  if (found === undefined) return null
  const account = await accounts.getAccount(found.person)
  if (account.disabled || (await accounts.generationOf(account.id)) !== found.generation) return null
  const setUp = account.secondFactorRequired && !account.secondFactorSetUp && 'set-up-second-factor'
  const restricted = account.mustChangePassword ? 'change-password' : setUp
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
