import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'
import type { Asker } from './account-event.ts'
import { endSessions } from './end-sessions.ts'
import {
  dropCookie,
  findSession,
  hasEnded,
  SESSION_COLUMNS,
  type Session,
  type SessionRow,
  sessionOf,
} from './session.ts'

/** A session as it is shown to its owner or an administrator: without its token. */
export type ListedSession = Omit<Session, 'generation'> & { account: string }

/** The sessions of a person that are open, the latest used first. */
export async function listSessions(
  { pool, settings, clock }: AccountContext,
  account: string,
): Promise<ListedSession[]> {
  const { rows } = await pool.query<SessionRow>(
    `select ${SESSION_COLUMNS}
       from shishu_account.session as s
       join shishu_account.account as a on a.id = s.account and a.generation = s.generation
      where s.account = $1 order by s.seen_at desc, s.id`,
    [account],
  )
  const now = clock()
  return rows
    .map(sessionOf)
    .filter((session) => !hasEnded(session, settings, now))
    .map(({ generation: _, ...session }) => ({ account, ...session }))
}

/**
 * Ends one session of a person.
 * Errors  session.unknown: there is none, or it is somebody else's.
 */
export async function revokeSession(
  { pool, report }: AccountContext,
  { account, session }: { account: string; session: string },
  asker: Asker,
): Promise<void> {
  const { rowCount } = await pool.query('delete from shishu_account.session where id = $1 and account = $2', [
    session,
    account,
  ])
  if (rowCount === 0) throw accountError('session.unknown', { session })
  await report({ kind: 'session-revoked', account, by: asker.account, ip: asker.ip, outcome: 'done', detail: session })
}

/** Ends all sessions of a person. Errors  account.unknown. */
export async function revokeAll(context: AccountContext, account: string, asker: Asker): Promise<void> {
  await endSessions(context, account)
  const done = { by: asker.account, ip: asker.ip, outcome: 'done', detail: null } as const
  await context.report({ kind: 'sessions-revoked', account, ...done })
}

/** Ends the session of a request, if it has one. Returns the cookies to send: the browser's is taken back. */
export async function signOut(
  context: AccountContext,
  { cookieHeader, ip }: { cookieHeader: string | undefined; ip: string | null },
): Promise<string[]> {
  const held = await findSession(context, cookieHeader)
  if (held !== undefined) {
    const account = held.account.id
    await context.pool.query('delete from shishu_account.session where id = $1', [held.session.id])
    await context.report({ kind: 'sign-out', account, by: account, ip, outcome: 'done', detail: null })
  }
  return dropCookie(context)
}

/** Removes what has ended by itself. To be called now and then; nothing depends on it but the size of the tables. */
export async function sweep({ pool, clock }: AccountContext): Promise<void> {
  const now = clock()
  await pool.query('delete from shishu_account.session where expires_at < $1', [now])
  await pool.query('delete from shishu_account.verification where expires_at < $1', [now])
  await pool.query('delete from shishu_account.invitation where expires_at < $1', [now])
}
