import type { Account } from './account.ts'
import type { AccountContext } from './account-context.ts'
import { createAccount } from './administer-accounts.ts'
import { findAccountByName } from './find-accounts.ts'
import { type Invitation, invite } from './invitation.ts'

/** The three administrators with separate powers (三员分立), by login name. */
export const ADMINISTRATOR_NAMES = {
  sysadmin: '系统管理员',
  secadmin: '安全管理员',
  auditadmin: '审计管理员',
} as const

const CONSOLE = { account: null, ip: null }

/**
 * Makes the three administrators where there are none, and an invitation for each who has never had a password: they are
 * to be printed on the console and nowhere else. Starting again before they were used makes new ones.
 * Returns nothing for an administrator who has enrolled; no default password exists.
 */
export async function firstAdministrators(context: AccountContext, orgUnit: string): Promise<Invitation[]> {
  const invitations: Invitation[] = []
  for (const [name, displayName] of Object.entries(ADMINISTRATOR_NAMES)) {
    const account = await findOrCreate(context, { name, displayName, orgUnit })
    if (account.passwordSetAt !== null || account.disabled) continue
    invitations.push(await invite(context, account.id, CONSOLE))
  }
  return invitations
}

async function findOrCreate(
  context: AccountContext,
  wanted: { name: string; displayName: string; orgUnit: string },
): Promise<Account> {
  const found = await findAccountByName(context, wanted.name)
  if (found !== undefined) return found
  try {
    return await createAccount(context, wanted, CONSOLE)
  } catch (error) {
    // Another server has started at the same moment.
    const made = await findAccountByName(context, wanted.name)
    if (made === undefined) throw error
    return made
  }
}
