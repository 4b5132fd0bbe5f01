import { dayOfInstant } from '@shishu/kernel'
import { appoint } from '@shishu/store'
import type { RunningServer } from './serve.ts'

/** A made-up person of the demonstration, with a duty. */
export interface DemonstrationPerson {
  name: string
  displayName: string
  role: string
  office: string | null
  orgUnit: string
}

/** Makes made-up people who have no account yet, each with an invitation: no password is ever given by us. */
export async function inviteForDemonstration(
  { services: { book, accounts, baseUrl } }: RunningServer,
  people: readonly DemonstrationPerson[],
): Promise<{ person: DemonstrationPerson; url: string }[]> {
  const invited: { person: DemonstrationPerson; url: string }[] = []
  for (const person of people) {
    const { name, displayName, orgUnit, role, office } = person
    const known = await accounts.findAccountByName(name)
    if (known?.passwordSetAt != null) continue
    const asker = { account: null, ip: null }
    const account = known ?? (await accounts.createAccount({ name, displayName, orgUnit }, asker))
    if (known === undefined) {
      const from = dayOfInstant(book.clock().toISOString())
      const duty = { role, orgUnit, office, from, until: null }
      await appoint(book, { person: account.id, ...duty, by: 'shishu', reason: '演示' })
    }
    const { token } = await accounts.invite(account.id, asker)
    invited.push({ person, url: `${baseUrl}/enrol/${token}` })
  }
  return invited
}
