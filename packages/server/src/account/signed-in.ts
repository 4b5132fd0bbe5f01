import type { AccountContext } from './account-context.ts'
import { findSession, mustChangePassword } from './session.ts'

/** Whoever a request is from. */
export interface SignedIn {
  /** Id of the account. */
  account: string
  /** Login name. */
  name: string
  displayName: string
  orgUnit: string
  /** Id of the session; tells nothing by itself. */
  session: string
  /** Whether a second factor was given. */
  secondFactor: boolean
  /** Nothing but changing the password may be allowed. */
  mustChangePassword: boolean
  /** Nothing but setting up an authenticator may be allowed. */
  mustSetUpSecondFactor: boolean
}

/** Whose session a request's `cookie` carries: null where there is none, it has ended, or it awaits a second factor. */
export async function whoIs(context: AccountContext, cookieHeader: string | undefined): Promise<SignedIn | null> {
  const held = await findSession(context, cookieHeader)
  if (held === undefined || held.session.secondFactor === 'awaited') return null
  const { session, account } = held
  return {
    account: account.id,
    name: account.name,
    displayName: account.displayName,
    orgUnit: account.orgUnit,
    session: session.id,
    secondFactor: session.secondFactor === 'given',
    mustChangePassword: session.method === 'password' && mustChangePassword(account, context.settings, context.clock()),
    mustSetUpSecondFactor:
      account.secondFactorRequired && !account.secondFactorSetUp && session.secondFactor !== 'given',
  }
}
