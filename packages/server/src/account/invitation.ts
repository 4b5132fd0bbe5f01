import { createHash, randomBytes } from 'node:crypto'
import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'
import type { Asker } from './account-event.ts'
import { hours } from './account-settings.ts'
import { putPassword, refuseUnfitPassword } from './password-change.ts'

/** A link's secret. It is kept as a hash only, so it can be shown once. */
export interface Invitation {
  account: string
  name: string
  /** 32 random bytes, base64url. */
  token: string
  expiresAt: Date
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/**
 * Makes the token by which somebody sets a password without knowing one; an earlier one of the account is void.
 * Errors  account.unknown, account.disabled.
 */
export async function invite(context: AccountContext, account: string, asker: Asker): Promise<Invitation> {
  const { pool, clock, settings, report } = context
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(clock().getTime() + hours(settings.invitationHours))
  const { rows } = await pool.query<{ name: string; disabled: boolean }>(
    `with invited as (
       insert into shishu_account.invitation (account, token_hash, expires_at)
       select id, $2, $3 from shishu_account.account where id = $1 and not disabled
       on conflict (account) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at
     )
     select name, disabled from shishu_account.account where id = $1`,
    [account, hashOf(token), expiresAt],
  )
  if (rows[0] === undefined) throw accountError('account.unknown', { account })
  if (rows[0].disabled) throw accountError('account.disabled', {})
  await report({ kind: 'invited', account, by: asker.account, ip: asker.ip, outcome: 'done', detail: null })
  return { account, name: rows[0].name, token, expiresAt }
}

/**
 * Sets the password of whoever was invited. A token does it once, also when it comes twice at the same moment; a password
 * that will not do does not use it up.
 * Errors  invitation.void, password.unfit.
 */
export async function enrol(
  context: AccountContext,
  { token, password, ip }: { token: string; password: string; ip: string | null },
): Promise<{ account: string; name: string }> {
  const { pool, clock, report } = context
  const invitation = hashOf(token)
  const { rows } = await pool.query<{ id: string; name: string }>(
    `select a.id, a.name
       from shishu_account.invitation as i
       join shishu_account.account as a on a.id = i.account and not a.disabled
      where i.token_hash = $1 and i.expires_at > $2`,
    [invitation, clock()],
  )
  const owner = rows[0]
  if (owner === undefined) throw accountError('invitation.void', {})
  await refuseUnfitPassword(context, owner, password)
  const generation = await putPassword(context, { account: owner.id, password, until: null, invitation })
  if (generation === undefined) throw accountError('invitation.void', {})
  await report({ kind: 'enrolled', account: owner.id, by: owner.id, ip, outcome: 'done', detail: null })
  return { account: owner.id, name: owner.name }
}
