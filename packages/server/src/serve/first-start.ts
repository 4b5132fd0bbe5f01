import { COUNTRY, dayOfInstant } from '@shishu/kernel'
import { appoint, type Book, wasEverAppointed } from '@shishu/store'
import type { Accounts, Invitation } from '../account/index.ts'

/** Role of each of the first administrators, by login name. */
const ROLES: Readonly<Record<string, string>> = {
  sysadmin: 'system-administrator',
  secadmin: 'security-administrator',
  auditadmin: 'audit-administrator',
}

/**
 * Makes the three administrators (三员分立) at the first start, each with a role of their own over everything. Whoever was
 * ever appointed to anything keeps what others made of it since: a dismissed administrator stays dismissed.
 * @returns an invitation for each who has never had a password: for the console alone
 */
export async function prepareAdministrators(book: Book, accounts: Accounts): Promise<Invitation[]> {
  const invitations = await accounts.firstAdministrators(COUNTRY)
  const today = dayOfInstant(book.clock().toISOString())
  for (const [name, role] of Object.entries(ROLES)) {
    const account = await accounts.findAccountByName(name)
    if (account === undefined) continue
    if (await wasEverAppointed(book, account.id)) continue
    const given = { role, orgUnit: COUNTRY, office: null, from: today, until: null }
    await appoint(book, { person: account.id, ...given, by: 'shishu', reason: '首次启动：三员分立' })
  }
  return invitations
}
