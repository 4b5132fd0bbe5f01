import type { Pool } from 'pg'
import type { AccountEvent } from './account-event.ts'
import type { AccountSettings } from './account-settings.ts'
import { createAccount, disableAccount, enableAccount, updateAccount } from './administer-accounts.ts'
import { type Auth, makeAuth } from './better-auth.ts'
import { findAccountByName, findAccounts, generationOf, getAccount } from './find-accounts.ts'
import { firstAdministrators } from './first-administrators.ts'
import { enrol, invite } from './invitation.ts'
import { changePassword, resetPassword } from './password-change.ts'
import { passwordHasher } from './password-hash.ts'
import { confirmTotp, enrolTotp, removeTotp, verifySecondFactor } from './second-factor.ts'
import { listSessions, revokeAll, revokeSession, signOut, sweep } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { whoIs } from './signed-in.ts'
import { beginSso, finishSso, type MayLinkByName, providerConfigs, type SsoContext } from './single-sign-on.ts'

export interface AccountsConfig {
  /** Connections in the role `shishu_account`. */
  pool: Pool
  settings: AccountSettings
  clock: () => Date
  /** Address under which people reach the server; cookies are `Secure` where it is https. */
  baseUrl: string
  /** 32 bytes, the same on every server of the database: signs cookies and encrypts authenticators. */
  secret: Uint8Array
  /** Every account but the three administrators' where it is absent. */
  mayLinkByName?: MayLinkByName
  /** Told of every attempt and change before it is answered. */
  onEvent?: (event: AccountEvent) => void | Promise<void>
}

const FUNCTIONS = {
  signIn,
  verifySecondFactor,
  signOut,
  whoIs,
  changePassword,
  enrolTotp,
  confirmTotp,
  removeTotp,
  listSessions,
  revokeSession,
  revokeAll,
  createAccount,
  updateAccount,
  disableAccount,
  enableAccount,
  resetPassword,
  invite,
  enrol,
  getAccount,
  generationOf,
  findAccountByName,
  findAccounts,
  firstAdministrators,
  beginSso,
  finishSso,
  sweep,
} as const

type WithoutContext<F> = F extends (context: never, ...rest: infer Rest) => infer Result
  ? (...rest: Rest) => Result
  : never

/** People's accounts and sessions. Each function is described where it is written. */
export type Accounts = { readonly [K in keyof typeof FUNCTIONS]: WithoutContext<(typeof FUNCTIONS)[K]> } & {
  /** The providers that a sign-in page offers. */
  readonly ssoProviders: readonly { id: string; label: string }[]
}

/** Opens people's accounts on a database whose schema is up to date. Several servers may do so on one database. */
export function openAccounts({
  pool,
  settings,
  clock,
  baseUrl,
  secret,
  mayLinkByName = async () => true,
  onEvent,
}: AccountsConfig): Accounts {
  if (secret.length !== 32) throw new TypeError('the secret must be 32 bytes')
  const hasher = passwordHasher(settings)
  const config = { pool, settings, clock, baseUrl, secret, hasher }
  // Reading a provider's discovery can take long or fail; whoever does not use it must not wait for it.
  let ssoAuth: Auth | undefined
  const context: SsoContext = {
    pool,
    settings,
    clock,
    secret,
    hasher,
    auth: makeAuth({ ...config, providers: [] }),
    ssoAuth: () => {
      ssoAuth ??= makeAuth({ ...config, providers: providerConfigs(pool, settings, mayLinkByName) })
      return ssoAuth
    },
    report: async (event) => {
      await onEvent?.({ ...event, at: clock() })
    },
  }
  const bound = Object.entries(FUNCTIONS).map(([name, run]) => [
    name,
    (...rest: never[]) => (run as (context: SsoContext, ...rest: never[]) => unknown)(context, ...rest),
  ])
  return {
    ...(Object.fromEntries(bound) as Accounts),
    ssoProviders: settings.sso.map(({ id, label }) => ({ id, label })),
  }
}
