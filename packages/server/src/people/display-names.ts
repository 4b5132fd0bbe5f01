import type { Accounts } from '../account/index.ts'

/** Accounts that are asked for at once. */
const PAGE = 500

/** People's names by the ids of their accounts; ids that no account has are absent. */
export async function displayNames(
  accounts: Accounts,
  ids: readonly string[],
  which: { disabled?: boolean } = {},
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)]
  const names = new Map<string, string>()
  for (let at = 0; at < wanted.length; at += PAGE) {
    const found = await accounts.findAccounts({ ...which, ids: wanted.slice(at, at + PAGE), limit: PAGE })
    for (const { id, displayName } of found) names.set(id, displayName)
  }
  return names
}
