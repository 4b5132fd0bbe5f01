import { uuidv7 } from 'uuidv7'
import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'
import type { Asker } from './account-event.ts'
import { hours } from './account-settings.ts'
import { forgetFailures } from './lock-out.ts'
import { oneTimePassword } from './one-time-password.ts'
import { checkPassword, type PasswordProblem } from './password-rules.ts'
import { beginSession, getSession } from './session.ts'
import { provePassword } from './sign-in.ts'

/** Whose password it is. */
export interface PasswordOwner {
  id: string
  name: string
}

/** Refuses a password that breaks a rule or was used before. Errors  password.unfit. */
export async function refuseUnfitPassword(
  { pool, settings, hasher }: AccountContext,
  { id, name }: PasswordOwner,
  password: string,
): Promise<void> {
  const problems: PasswordProblem[] = checkPassword(password, name, settings.password)
  if (problems.length === 0 && (await wasUsed())) {
    const { remembered } = settings.password
    problems.push({ zh: `不能与最近 ${remembered} 个密码相同`, en: `not one of the last ${remembered}` })
  }
  if (problems.length === 0) return
  throw accountError('password.unfit', {
    problems: problems.map(({ zh }) => zh),
    problemsEn: problems.map(({ en }) => en),
  })

  async function wasUsed(): Promise<boolean> {
    const { rows } = await pool.query<{ hash: string }>(
      'select hash from shishu_account.password_history where account = $1 order by set_at desc limit $2',
      [id, settings.password.remembered],
    )
    const used = await Promise.all(rows.map(({ hash }) => hasher.verify(hash, password)))
    return used.includes(true)
  }
}

/** How a password is put in place. */
export interface NewPassword {
  account: string
  password: string
  /** Where it is a one-time password: must be changed at once, and ends by itself. */
  until: Date | null
  /** The invitation that it uses up; where it is no longer good, nothing happens. */
  invitation?: Uint8Array
}

/**
 * Puts a password in place in one statement: history, end of the invitation, end of all sessions.
 * Returns the generation of sessions that counts from now on; undefined where the invitation is no longer good.
 */
export async function putPassword(
  { pool, settings, clock, hasher }: AccountContext,
  { account, password, until, invitation }: NewPassword,
): Promise<number | undefined> {
  const hash = await hasher.hash(password)
  const { rows } = await pool.query<{ generation: number }>(
    `with invited as (
       delete from shishu_account.invitation
        where account = $1 and ($5::bytea is null or (token_hash = $5 and expires_at > $3))
       returning account
     ), changed as (
       update shishu_account.account
          set must_change_password = $4::timestamptz is not null, password_until = $4, password_set_at = $3,
              generation = generation + 1, updated_at = $3
        where id = $1 and ($5::bytea is null or exists (select from invited))
       returning id, generation
     ), credential as (
       insert into shishu_account.credential (id, account, provider, subject, password, created_at, updated_at)
       select $6, id, 'credential', id, $2, $3, $3 from changed
       on conflict (account, provider) do update set password = excluded.password, updated_at = excluded.updated_at
     ), remembered as (
       insert into shishu_account.password_history (account, set_at, hash) select id, $3, $2 from changed
     ), forgotten as (
       delete from shishu_account.password_history
        where account = $1 and set_at < (select set_at from shishu_account.password_history
                                          where account = $1 order by set_at desc offset $7 - 1 limit 1)
     ), ended as (
       delete from shishu_account.session where account = (select id from changed)
     )
     select generation from changed`,
    [account, hash, clock(), until, invitation ?? null, uuidv7(), settings.password.remembered],
  )
  return rows[0]?.generation
}

export interface ChangePasswordRequest {
  cookieHeader: string | undefined
  current: string
  next: string
  ip: string | null
  userAgent: string | null
}

/**
 * Changes one's own password. All sessions end; the asker goes on in a new one.
 * Errors  sign-in.needed, password.unfit; as provePassword.
 */
export async function changePassword(
  context: AccountContext,
  { cookieHeader, current, next, ip, userAgent }: ChangePasswordRequest,
): Promise<string[]> {
  const { account, session } = await getSession(context, cookieHeader)
  await provePassword(context, { name: account.name, password: current, ip })
  await refuseUnfitPassword(context, account, next)
  const generation = await putPassword(context, { account: account.id, password: next, until: null })
  await forgetFailures(context.pool, account.name)
  const by = account.id
  await context.report({ kind: 'password-changed', account: by, by, ip, outcome: 'done', detail: null })
  const { method, secondFactor, startedAt } = session
  const begun = { method, secondFactor, startedAt, seenAt: context.clock() }
  return beginSession(context, { account: account.id, generation: generation!, ip, userAgent, ...begun })
}

/**
 * Recovery by an administrator: a one-time password, which is returned once and must be changed at the next sign-in.
 * All sessions of the person end, and a lock-out is lifted.
 * Errors  account.unknown.
 */
export async function resetPassword(context: AccountContext, account: string, asker: Asker): Promise<string> {
  const { pool, clock, settings, report } = context
  const { rows } = await pool.query<{ name: string }>('select name from shishu_account.account where id = $1', [
    account,
  ])
  if (rows[0] === undefined) throw accountError('account.unknown', { account })
  const password = oneTimePassword()
  const until = new Date(clock().getTime() + hours(settings.password.oneTimeHours))
  await putPassword(context, { account, password, until })
  await forgetFailures(pool, rows[0].name)
  await report({ kind: 'password-reset', account, by: asker.account, ip: asker.ip, outcome: 'done', detail: null })
  return password
}
