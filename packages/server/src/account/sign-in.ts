import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'
import { forgetFailures, isLocked, recordFailure } from './lock-out.ts'
import { parseLoginName } from './login-name.ts'
import { beginSession, mustChangePassword, type Session } from './session.ts'

export interface SignInRequest {
  name: string
  password: string
  ip: string | null
  userAgent: string | null
}

/** Where somebody stands after a step of signing in. Whatever it is, `setCookies` go to the browser. */
export interface SignInOutcome {
  /**
   * - `signed-in`: everything is open.
   * - `second-factor`: a code is awaited; until then the cookie opens nothing.
   * - `change-password`, `set-up-second-factor`: signed in, but only for that.
   */
  kind: 'signed-in' | 'second-factor' | 'change-password' | 'set-up-second-factor'
  account: string
  /** Values of `set-cookie`. */
  setCookies: readonly string[]
}

interface Credential {
  id: string
  disabled: boolean
  generation: number
  enabled: boolean
  /** Null where there is none, or where a one-time password is over. */
  hash: string | null
}

async function findCredential({ pool, clock }: AccountContext, name: string): Promise<Credential | undefined> {
  const { rows } = await pool.query<Credential>(
    `select a.id, a.disabled, a.generation, a.two_factor_enabled as enabled,
            case when a.password_until is null or a.password_until > $2 then c.password end as hash
       from shishu_account.account as a
       left join shishu_account.credential as c on c.account = a.id and c.provider = 'credential'
      where a.name = $1`,
    [name, clock()],
  )
  return rows[0]
}

/**
 * Verifies a name's password. An unknown name, a wrong password and a locked name take the same steps and get the same
 * answer, and a locked name gets it for the right password too: otherwise guessing could go on while it is locked.
 * Errors  sign-in.refused; account.disabled for the right password.
 */
export async function provePassword(
  context: AccountContext,
  { name: text, password, ip }: Pick<SignInRequest, 'name' | 'password' | 'ip'>,
): Promise<Credential> {
  const { pool, settings, clock, hasher, report } = context
  const name = parseLoginName(text)
  const known = name === undefined ? undefined : await findCredential(context, name)
  const right = await hasher.verify(known?.hash ?? null, password)
  const locked = name !== undefined && (await isLocked(pool, name, clock()))
  const refused = { account: known?.id ?? null, by: null, ip, outcome: 'refused' } as const
  if (known === undefined || locked || !right) {
    const locksNow = name !== undefined && (await recordFailure(pool, settings, name, clock()))
    await report({ kind: 'sign-in', ...refused, detail: 'sign-in.refused' })
    if (locksNow) await report({ kind: 'locked', ...refused, outcome: 'done', detail: null })
    throw accountError('sign-in.refused', settings.lockOut)
  }
  if (known.disabled) {
    await report({ kind: 'sign-in', ...refused, detail: 'account.disabled' })
    throw accountError('account.disabled', {})
  }
  return known
}

/** Signs somebody in by name and password. Errors  as provePassword. */
export async function signIn(context: AccountContext, request: SignInRequest): Promise<SignInOutcome> {
  const { id: account, generation, enabled } = await provePassword(context, request)
  const now = context.clock()
  const { ip, userAgent } = request
  const secondFactor = enabled ? 'awaited' : 'none'
  const begun = { account, method: 'password', secondFactor, generation, startedAt: now, seenAt: now } as const
  const setCookies = await beginSession(context, { ...begun, ip, userAgent })
  if (enabled) return { kind: 'second-factor', account, setCookies }
  return {
    ...(await completeSignIn(context, { account, method: 'password', secondFactor, by: 'sign-in', ip })),
    setCookies,
  }
}

/**
 * Notes that somebody is in, and says what is still asked of the person. A password that was not used need not be
 * changed.
 */
export async function completeSignIn(
  { pool, settings, clock, report }: AccountContext,
  {
    account,
    method,
    secondFactor,
    by,
    ip,
  }: {
    account: string
    method: Session['method']
    secondFactor: Session['secondFactor']
    by: 'sign-in' | 'second-factor' | 'single-sign-on'
    ip: string | null
  },
): Promise<Omit<SignInOutcome, 'setCookies'>> {
  const now = clock()
  const { rows } = await pool.query<{ name: string; must: boolean; setAt: Date | null; needsSecond: boolean }>(
    `update shishu_account.account set last_sign_in_at = $2 where id = $1
     returning name, must_change_password as must, password_set_at as "setAt",
               second_factor_required and not two_factor_enabled as "needsSecond"`,
    [account, now],
  )
  const { name, must, setAt, needsSecond } = rows[0]!
  if (method === 'password') await forgetFailures(pool, name)
  await report({ kind: by, account, by: account, ip, outcome: 'done', detail: null })
  const old = mustChangePassword({ mustChangePassword: must, passwordSetAt: setAt }, settings, now)
  const change = method === 'password' && old
  const setUp = needsSecond && secondFactor !== 'given'
  return { kind: change ? 'change-password' : setUp ? 'set-up-second-factor' : 'signed-in', account }
}
