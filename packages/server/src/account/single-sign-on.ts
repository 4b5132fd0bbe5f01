import type { GenericOAuthConfig } from 'better-auth/plugins'
import type { Pool } from 'pg'
import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'
import type { AccountSettings, SsoProvider } from './account-settings.ts'
import { type Auth, refusalCode, SESSION_COOKIE } from './better-auth.ts'
import { withCookie } from './cookie-header.ts'
import { ADMINISTRATOR_NAMES } from './first-administrators.ts'
import { parseLoginName } from './login-name.ts'
import { findSession, replaceSession } from './session.ts'
import { completeSignIn, type SignInOutcome } from './sign-in.ts'

export interface SsoContext extends AccountContext {
  /** The library with the configured providers, whose discovery it reads when it is first asked for. */
  ssoAuth(): Auth
}

/** Whether an account may be found by its login name at first use: not where more than its own work hangs on it. */
export type MayLinkByName = (account: string) => Promise<boolean>

/** An address that nobody has: RFC 2606. */
const NOBODY = 'nobody@no-account.invalid'

/** The providers for the library. It asks no address but those of the settings and of the provider's own discovery. */
export function providerConfigs(
  pool: Pool,
  { sso }: AccountSettings,
  mayLinkByName: MayLinkByName,
): GenericOAuthConfig[] {
  return sso.map((provider) => ({
    providerId: provider.id,
    discoveryUrl: provider.discoveryUrl,
    clientId: provider.clientId,
    ...(provider.clientSecret === undefined
      ? { tokenEndpointAuth: { method: 'none' } }
      : {
          clientSecret: provider.clientSecret,
          tokenEndpointAuth: { method: provider.clientAuthentication ?? 'client_secret_basic' },
        }),
    scopes: ['openid', 'profile', ...(provider.scopes ?? [])],
    pkce: true,
    requireIdTokenVerification: true,
    disableSignUp: true,
    disableImplicitSignUp: true,
    disableProviderLogout: true,
    // The library links by e-mail address, which is ours to give: that of the account, or nobody's.
    mapProfileToUser: async (profile) => ({
      email: (await addressOf(pool, provider, profile, mayLinkByName)) ?? NOBODY,
      emailVerified: true,
    }),
  }))
}

/**
 * The address of the account that a subject belongs to, or, at first use and where the settings allow it, of the one that
 * it names. An account that has a subject at the provider keeps it, so that a name given to somebody else there opens
 * nothing here; and nobody becomes an administrator by a name, whatever the administrator's login name is.
 */
async function addressOf(
  pool: Pool,
  provider: SsoProvider,
  profile: Record<string, unknown>,
  mayLinkByName: MayLinkByName,
): Promise<string | undefined> {
  const named = typeof profile.preferred_username === 'string' ? parseLoginName(profile.preferred_username) : undefined
  const byName = provider.linkByName === true && named !== undefined && !Object.hasOwn(ADMINISTRATOR_NAMES, named)
  const { rows } = await pool.query<{ email: string; account: string; linked: boolean }>(
    `select a.email, a.id as account, c.subject is not null as linked
       from shishu_account.account as a
       left join shishu_account.credential as c on c.account = a.id and c.provider = $1
      where c.subject = $2 or (c.subject is null and a.name = $3 and not a.disabled)
      order by c.subject nulls last limit 1`,
    [provider.id, String(profile.sub ?? ''), byName ? named : null],
  )
  const [found] = rows
  if (found === undefined || !(found.linked || (await mayLinkByName(found.account)))) return undefined
  return found.email
}

function getProvider({ settings }: AccountContext, id: string): SsoProvider {
  const provider = settings.sso.find((each) => each.id === id)
  if (provider === undefined) throw accountError('sso.provider-unknown', { provider: id })
  return provider
}

/** Where a browser goes to sign in, and what it takes along. */
export interface SsoBeginning {
  redirectTo: string
  setCookies: readonly string[]
}

/**
 * Begins a single sign-on: state, nonce and PKCE are made and kept.
 * `returnTo`  where the browser goes in the end: a path of this site.
 * Errors  sso.provider-unknown, sso.return-malformed, sso.refused: the provider does not answer.
 */
export async function beginSso(
  context: SsoContext,
  { provider: id, returnTo = '/' }: { provider: string; returnTo?: string },
): Promise<SsoBeginning> {
  const provider = getProvider(context, id)
  if (!/^\/(?![/\\])[^\\\p{C}]*$/u.test(returnTo)) throw accountError('sso.return-malformed', {})
  try {
    const { headers, response } = await context.ssoAuth().api.signInSocial({
      body: { provider: provider.id, callbackURL: returnTo, disableRedirect: true },
      headers: new Headers(),
      returnHeaders: true,
    })
    if (!('url' in response) || typeof response.url !== 'string') throw new TypeError('no address to go to')
    return { redirectTo: response.url, setCookies: headers.getSetCookie() }
  } catch (error) {
    const reason = refusalCode(error)
    if (reason === undefined) throw error
    throw accountError('sso.refused', { provider: provider.label, reason })
  }
}

export interface SsoReturn {
  provider: string
  /** The query of the provider's redirect. */
  query: Record<string, string>
  cookieHeader: string | undefined
  ip: string | null
  userAgent: string | null
}

/**
 * Ends a single sign-on: checks state, exchanges the code, checks the id token's signature, issuer, audience and nonce, and
 * signs the linked account in. Never makes an account.
 * Errors  sso.provider-unknown, sso.refused, sso.no-account, account.disabled.
 */
export async function finishSso(
  context: SsoContext,
  { provider: id, query, cookieHeader, ip, userAgent }: SsoReturn,
): Promise<SignInOutcome & { returnTo: string }> {
  const provider = getProvider(context, id)
  const answer = await context.ssoAuth().api.callbackOAuth({
    method: 'GET',
    params: { id: provider.id },
    query,
    headers: withCookie(cookieHeader),
    asResponse: true,
  })
  const base = 'http://here.invalid'
  const location = new URL(answer.headers.get('location') ?? '/?error=no_answer', base)
  const setCookies = answer.headers.getSetCookie()
  const cookie = setCookies.find((each) => each.startsWith(`${SESSION_COOKIE}=`))?.split(';')[0]
  const held = await findSession(context, cookie)
  if (held === undefined) {
    const reason = location.searchParams.get('error') ?? 'no_session'
    await context.report({ kind: 'single-sign-on', account: null, by: null, ip, outcome: 'refused', detail: reason })
    throw refusalOf(provider, reason)
  }
  const account = held.account.id
  const others = setCookies.filter((each) => !each.startsWith(`${SESSION_COOKIE}=`))
  const awaited = held.session.secondFactor === 'awaited' && provider.replacesSecondFactor !== true
  const secondFactor = awaited ? 'awaited' : provider.replacesSecondFactor === true ? 'given' : 'none'
  const own = await replaceSession(context, held, { secondFactor, ip, userAgent })
  const returnTo = `${location.pathname}${location.search}${location.hash}`
  const cookies = [...others, ...own]
  if (awaited) return { kind: 'second-factor', account, setCookies: cookies, returnTo }
  const outcome = await completeSignIn(context, { account, method: 'sso', secondFactor, by: 'single-sign-on', ip })
  return { ...outcome, setCookies: cookies, returnTo }
}

function refusalOf({ label }: SsoProvider, reason: string) {
  if (reason === 'account_disabled') return accountError('account.disabled', {})
  if (reason === 'signup_disabled') return accountError('sso.no-account', { provider: label })
  // What a provider says is shown: only what can be a reason's name.
  return accountError('sso.refused', { provider: label, reason: /^\w{1,60}$/.test(reason) ? reason : 'other' })
}
