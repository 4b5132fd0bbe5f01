import { codeKey } from '@shishu/kernel'
import { uuidv7 } from 'uuidv7'
import { ACCOUNT_COLUMNS, type Account } from './account.ts'
import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'
import type { Asker } from './account-event.ts'
import { parseLoginName } from './login-name.ts'

export interface NewAccount {
  name: string
  displayName: string
  /** Code of an org unit, 12 or 15 digits; that it exists is for the caller to know. */
  orgUnit: string
  secondFactorRequired?: boolean
}

const DISPLAY_NAME_MOST = 60

function checkedDisplayName(text: string): string {
  const name = text.trim()
  if (name === '' || [...name].length > DISPLAY_NAME_MOST || /[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)) {
    throw accountError('account.display-name-malformed', { most: DISPLAY_NAME_MOST })
  }
  return name
}

/**
 * Makes an account. It has no password: somebody is invited, or an administrator gives a one-time one (resetPassword).
 * Errors  account.name-malformed, account.display-name-malformed, account.name-taken,
 *         org-unit.code-malformed.
 */
export async function createAccount(
  { pool, clock, report }: AccountContext,
  { name: text, displayName, orgUnit, secondFactorRequired = false }: NewAccount,
  asker: Asker,
): Promise<Account> {
  const name = parseLoginName(text)
  codeKey(orgUnit) // throws where it is no code
  if (name === undefined) throw accountError('account.name-malformed', { name: text })
  const { rows } = await pool.query<Account>(
    `insert into shishu_account.account as a
            (id, name, display_name, org_unit, second_factor_required, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $6)
     on conflict (name) do nothing
     returning ${ACCOUNT_COLUMNS}`,
    [uuidv7(), name, checkedDisplayName(displayName), orgUnit, secondFactorRequired, clock()],
  )
  const account = rows[0]
  if (account === undefined) throw accountError('account.name-taken', { name })
  await report({ kind: 'account-created', account: account.id, ...doneBy(asker) })
  return account
}

/** What of an account can change. A login name never does: the journal says it. */
export interface AccountChanges {
  displayName?: string
  orgUnit?: string
  secondFactorRequired?: boolean
}

/** Changes an account. Errors  account.unknown, account.display-name-malformed, org-unit.code-malformed. */
export async function updateAccount(
  { pool, clock, report }: AccountContext,
  id: string,
  { displayName, orgUnit, secondFactorRequired }: AccountChanges,
  asker: Asker,
): Promise<Account> {
  if (orgUnit !== undefined) codeKey(orgUnit) // throws where it is no code
  const { rows } = await pool.query<Account>(
    `update shishu_account.account as a
        set display_name = coalesce($2, display_name), org_unit = coalesce($3, org_unit),
            second_factor_required = coalesce($4, second_factor_required), updated_at = $5
      where id = $1
      returning ${ACCOUNT_COLUMNS}`,
    [
      id,
      displayName === undefined ? null : checkedDisplayName(displayName),
      orgUnit ?? null,
      secondFactorRequired ?? null,
      clock(),
    ],
  )
  const account = rows[0]
  if (account === undefined) throw accountError('account.unknown', { account: id })
  const changed = { displayName, orgUnit, secondFactorRequired }
  const detail = Object.entries(changed).flatMap(([field, value]) => (value === undefined ? [] : [field]))
  await report({ kind: 'account-updated', account: id, ...doneBy(asker), detail: detail.join(' ') })
  return account
}

/** Shuts an account; its sessions and its invitation end at once. Errors  account.unknown. */
export async function disableAccount({ pool, clock, report }: AccountContext, id: string, asker: Asker): Promise<void> {
  const { rowCount } = await pool.query(
    `with sessions as (delete from shishu_account.session where account = $1),
          invitations as (delete from shishu_account.invitation where account = $1)
     update shishu_account.account set disabled = true, generation = generation + 1, updated_at = $2 where id = $1`,
    [id, clock()],
  )
  if (rowCount === 0) throw accountError('account.unknown', { account: id })
  await report({ kind: 'account-disabled', account: id, ...doneBy(asker) })
}

/** Opens an account again, with the password it had. Errors  account.unknown. */
export async function enableAccount({ pool, clock, report }: AccountContext, id: string, asker: Asker): Promise<void> {
  const { rowCount } = await pool.query(
    'update shishu_account.account set disabled = false, updated_at = $2 where id = $1',
    [id, clock()],
  )
  if (rowCount === 0) throw accountError('account.unknown', { account: id })
  await report({ kind: 'account-enabled', account: id, ...doneBy(asker) })
}

const doneBy = ({ account, ip }: Asker) => ({ by: account, ip, outcome: 'done', detail: null }) as const
