import { ACCOUNT_COLUMNS, type Account } from './account.ts'
import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'
import type { AccountSettings } from './account-settings.ts'
import { days, hours, minutes, seconds } from './account-settings.ts'
import type { NewSession } from './session-endpoints.ts'
import { readSessionToken } from './session-token.ts'

export interface Session {
  id: string
  method: 'password' | 'sso'
  secondFactor: 'none' | 'awaited' | 'given'
  generation: number
  startedAt: Date
  seenAt: Date
  ip: string | null
  userAgent: string | null
}

/** A session and whose it is. */
export interface Held {
  session: Session
  account: Account
  token: string
}

/** The columns of a Session, of `shishu_account.session as s`. */
export const SESSION_COLUMNS = `s.id as "sessionId", s.method, s.second_factor as "secondFactor", s.generation,
  s.started_at as "startedAt", s.seen_at as "seenAt", nullif(s.ip_address, '') as ip,
  nullif(s.user_agent, '') as "userAgent"`

/** A row of SESSION_COLUMNS. */
export interface SessionRow extends Omit<Session, 'id'> {
  sessionId: string
}

export function sessionOf(row: SessionRow): Session {
  const { sessionId: id, method, secondFactor, generation, startedAt, seenAt, ip, userAgent } = row
  return { id, method, secondFactor, generation, startedAt, seenAt, ip, userAgent }
}

/** Whether a session has ended by itself: unused for too long, too old, or no second factor came. */
export function hasEnded(
  { startedAt, seenAt, secondFactor }: Pick<Session, 'startedAt' | 'seenAt' | 'secondFactor'>,
  { session: limits }: AccountSettings,
  now: Date,
): boolean {
  const age = now.getTime() - startedAt.getTime()
  if (secondFactor === 'awaited') return age >= minutes(limits.secondFactorMinutes)
  return age >= hours(limits.absoluteHours) || now.getTime() - seenAt.getTime() >= minutes(limits.idleMinutes)
}

/** Whether a password has to be changed before anything else: set by somebody else, or too old. */
export function mustChangePassword(
  { mustChangePassword: must, passwordSetAt }: Pick<Account, 'mustChangePassword' | 'passwordSetAt'>,
  { password }: AccountSettings,
  now: Date,
): boolean {
  return must || (passwordSetAt !== null && now.getTime() - passwordSetAt.getTime() >= days(password.ageDays))
}

/** Finds the live session of a request's cookie, also one that still awaits its second factor. One statement. */
export async function findSession(
  { auth, pool, settings, clock }: AccountContext,
  cookieHeader: string | undefined,
): Promise<Held | undefined> {
  if (!cookieHeader) return undefined
  const token = await readSessionToken(auth, cookieHeader)
  if (token === null) return undefined
  const { rows } = await pool.query<Account & SessionRow>({
    // Every request asks this: planned once a connection, it takes half the time.
    name: 'session of a token',
    text: `select ${ACCOUNT_COLUMNS}, ${SESSION_COLUMNS}
             from shishu_account.session as s
             join shishu_account.account as a on a.id = s.account
            where s.token = $1 and s.generation = a.generation and not a.disabled`,
    values: [token],
  })
  const row = rows[0]
  if (row === undefined) return undefined
  const session = sessionOf(row)
  const now = clock()
  if (hasEnded(session, settings, now)) {
    await pool.query('delete from shishu_account.session where id = $1', [session.id])
    return undefined
  }
  if (now.getTime() - session.seenAt.getTime() >= seconds(settings.session.noteEverySeconds)) {
    await pool.query('update shishu_account.session set seen_at = $2 where id = $1 and seen_at < $2', [session.id, now])
  }
  return { session, account: accountOf(row), token }
}

function accountOf(row: Account & SessionRow): Account {
  return {
    id: row.id,
    name: row.name,
    displayName: row.displayName,
    orgUnit: row.orgUnit,
    disabled: row.disabled,
    mustChangePassword: row.mustChangePassword,
    secondFactorRequired: row.secondFactorRequired,
    secondFactorSetUp: row.secondFactorSetUp,
    passwordSetAt: row.passwordSetAt,
    lastSignInAt: row.lastSignInAt,
    createdAt: row.createdAt,
  }
}

/**
 * The session of a request that is through with signing in.
 * Errors  sign-in.needed.
 */
export async function getSession(context: AccountContext, cookieHeader: string | undefined): Promise<Held> {
  const held = await findSession(context, cookieHeader)
  if (held === undefined || held.session.secondFactor === 'awaited') throw accountError('sign-in.needed', {})
  return held
}

/** Begins a session; what is returned is to be sent as `set-cookie`. */
export async function beginSession({ auth }: AccountContext, session: NewSession): Promise<string[]> {
  const { headers } = await auth.api.beginSession({ body: session, returnHeaders: true })
  return headers.getSetCookie()
}

/** A session in the place of another, under a new token, so that an earlier cookie cannot grow with what came later. */
export async function replaceSession(
  context: AccountContext,
  { session, account, token }: Held,
  changes: Partial<NewSession>,
): Promise<string[]> {
  const { id: _, ...kept } = session
  const setCookies = await beginSession(context, { ...kept, account: account.id, ...changes })
  await context.pool.query('delete from shishu_account.session where token = $1', [token])
  return setCookies
}

/** Takes the cookie back from a browser. */
export async function dropCookie({ auth }: AccountContext): Promise<string[]> {
  const { headers } = await auth.api.dropSessionCookie({ returnHeaders: true })
  return headers.getSetCookie()
}
