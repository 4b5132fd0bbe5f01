import { isWithin, townshipOf } from '@shishu/kernel'
import type { Accounts } from '../account/index.ts'
import type { Person } from '../session/person.ts'

/** Login names that are asked about at once. */
export const MOST_LOGINS = 100

/**
 * What people are called, by the login names under which the book knows them: those of the asker's own township, of units
 * above it, and of places where the asker has duties. Nobody else is told of, and disabled accounts keep their names.
 */
export async function namesOfLogins(
  accounts: Accounts,
  asker: Person,
  logins: readonly string[],
): Promise<Record<string, string>> {
  const near = [asker.orgUnit, ...asker.appointments.map(({ orgUnit }) => orgUnit)].map(
    (code) => townshipOf(code) ?? code,
  )
  const isNear = (orgUnit: string) => near.some((code) => isWithin(orgUnit, code) || isWithin(code, orgUnit))
  const found = await accounts.findAccounts({ names: logins, limit: MOST_LOGINS })
  return Object.fromEntries(
    found.flatMap(({ name, displayName, orgUnit }) => (isNear(orgUnit) ? [[name, displayName] as const] : [])),
  )
}
