import { createHmac } from 'node:crypto'
import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'
import type { Asker } from './account-event.ts'
import { refusalCode } from './better-auth.ts'
import { withCookie } from './cookie-header.ts'
import { endSessions } from './end-sessions.ts'
import { isLocked, recordFailure } from './lock-out.ts'
import { beginSession, findSession, getSession, type Held, replaceSession } from './session.ts'
import { completeSignIn, provePassword, type SignInOutcome } from './sign-in.ts'

export interface SecondFactorRequest {
  cookieHeader: string | undefined
  /** Six digits of the authenticator, or a backup code. */
  code: string
  ip: string | null
}

/** What a person puts into an authenticator, and the codes for the day it is lost. Shown once, kept encrypted. */
export interface Authenticator {
  /** `otpauth://totp/…`, for a QR code. */
  uri: string
  /** Base32, for typing. */
  secret: string
  backupCodes: readonly string[]
}

const TOTP = /^\d{6}$/

/**
 * Completes a sign-in that awaits a second factor. A code counts once; wrong ones count with wrong passwords.
 * Errors  second-factor.not-awaited, second-factor.wrong; sign-in.refused where this was one too many.
 */
export async function verifySecondFactor(
  context: AccountContext,
  { cookieHeader, code, ip }: SecondFactorRequest,
): Promise<SignInOutcome> {
  const held = await findSession(context, cookieHeader)
  if (held?.session.secondFactor !== 'awaited') throw accountError('second-factor.not-awaited', {})
  await proveCode(context, held, cookieHeader!, code, ip)
  const { account, session } = held
  const now = context.clock()
  const setCookies = await replaceSession(context, held, { secondFactor: 'given', startedAt: now, seenAt: now })
  const { method } = session
  const completed = { account: account.id, method, secondFactor: 'given', by: 'second-factor', ip } as const
  return { ...(await completeSignIn(context, completed)), setCookies }
}

async function proveCode(
  context: AccountContext,
  { account, session }: Held,
  cookieHeader: string,
  text: string,
  ip: string | null,
): Promise<void> {
  const { pool, settings, clock, report } = context
  const code = text.trim()
  const right = await isRight(context, cookieHeader, code)
  const locked = await isLocked(pool, account.name, clock())
  if (right && !locked && (await claimCode(context, account.id, code))) return
  const locksNow = await recordFailure(pool, settings, account.name, clock())
  const refused = { account: account.id, by: account.id, ip, outcome: 'refused' } as const
  await report({ kind: 'second-factor', ...refused, detail: 'second-factor.wrong' })
  if (locksNow) await report({ kind: 'locked', ...refused, outcome: 'done', detail: null })
  if (!locked && !locksNow) throw accountError('second-factor.wrong', {})
  await pool.query('delete from shishu_account.session where id = $1', [session.id])
  throw accountError('sign-in.refused', settings.lockOut)
}

async function isRight({ auth }: AccountContext, cookie: string, code: string): Promise<boolean> {
  const headers = withCookie(cookie)
  try {
    if (TOTP.test(code)) await auth.api.verifyTOTP({ headers, body: { code } })
    else await auth.api.verifyBackupCode({ headers, body: { code, disableSession: true } })
    return true
  } catch (error) {
    if (refusalCode(error) === undefined) throw error
    return false
  }
}

/** Takes a code for used; false where it already was. A right code is right for less than five minutes. */
async function claimCode({ pool, clock, secret }: AccountContext, account: string, code: string): Promise<boolean> {
  const hash = createHmac('sha256', secret).update(`used code\n${account}\n${code}`).digest()
  const now = clock()
  const over = new Date(now.getTime() - 5 * 60_000)
  await pool.query('delete from shishu_account.used_code where account = $1 and used_at < $2', [account, over])
  const { rowCount } = await pool.query(
    `insert into shishu_account.used_code (account, code_hash, used_at) values ($1, $2, $3) on conflict do nothing`,
    [account, hash, now],
  )
  return rowCount === 1
}

/**
 * Begins to set up an authenticator. Whoever has a password gives it again; nothing changes until confirmTotp.
 * Errors  sign-in.needed, second-factor.set-up-already; as provePassword.
 */
export async function enrolTotp(
  context: AccountContext,
  { cookieHeader, password, ip }: { cookieHeader: string | undefined; password: string; ip: string | null },
): Promise<Authenticator> {
  const { account } = await getSession(context, cookieHeader)
  if (account.secondFactorSetUp) throw accountError('second-factor.set-up-already', {})
  if (account.passwordSetAt !== null) await provePassword(context, { name: account.name, password, ip })
  const made = await context.auth.api.enableTwoFactor({
    headers: withCookie(cookieHeader),
    body: { method: 'totp', ...(account.passwordSetAt !== null && { password }) },
  })
  if (made.method !== 'totp') throw new TypeError('the library made no authenticator')
  const secret = new URL(made.totpURI).searchParams.get('secret')!
  const { issuer } = context.settings.secondFactor
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account.name)}`
  const uri = `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer, digits: '6', period: '30' })}`
  return { uri, secret, backupCodes: made.backupCodes }
}

/**
 * Ends setting up an authenticator by its first code. All other sessions of the person end.
 * Errors  sign-in.needed, second-factor.set-up-already, second-factor.not-begun, second-factor.wrong.
 */
export async function confirmTotp(
  context: AccountContext,
  { cookieHeader, code: text, ip, userAgent }: SecondFactorRequest & { userAgent: string | null },
): Promise<string[]> {
  const { auth, report } = context
  const { account, session } = await getSession(context, cookieHeader)
  if (account.secondFactorSetUp) throw accountError('second-factor.set-up-already', {})
  const code = text.trim()
  try {
    await auth.api.verifyTOTP({ headers: withCookie(cookieHeader), body: { code } })
  } catch (error) {
    const refusal = refusalCode(error)
    if (refusal === undefined) throw error
    throw accountError(refusal === 'TOTP_NOT_ENABLED' ? 'second-factor.not-begun' : 'second-factor.wrong', {})
  }
  await claimCode(context, account.id, code)
  const generation = await endSessions(context, account.id)
  const by = account.id
  await report({ kind: 'second-factor-set-up', account: by, by, ip, outcome: 'done', detail: null })
  const { method, startedAt } = session
  const begun = { method, startedAt, seenAt: context.clock(), secondFactor: 'given' } as const
  return beginSession(context, { account: account.id, generation, ip, userAgent, ...begun })
}

/** Takes an authenticator away, for somebody who has lost it. All sessions of the person end. */
export async function removeTotp(context: AccountContext, account: string, asker: Asker): Promise<void> {
  await endSessions(context, account)
  await context.pool.query(
    `with gone as (delete from shishu_account.two_factor where account = $1)
     update shishu_account.account set two_factor_enabled = false, updated_at = $2 where id = $1`,
    [account, context.clock()],
  )
  await context.report({
    kind: 'second-factor-removed',
    account,
    by: asker.account,
    ip: asker.ip,
    outcome: 'done',
    detail: null,
  })
}
