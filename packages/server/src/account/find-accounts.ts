import { ACCOUNT_COLUMNS, type Account } from './account.ts'
import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'

export interface AccountQuery {
  /** Part of a login name or a real name. */
  text?: string
  /** Org units as 15-digit keys, half open: see `codeRange` of the kernel. */
  within?: { from: number; until: number }
  disabled?: boolean
  /** Ids: these alone. */
  ids?: readonly string[]
  /** Login names: these alone. */
  names?: readonly string[]
  /** Login name of the last account of the page before. */
  after?: string
  /** 1 to 500; 100 where it is not said. */
  limit?: number
}

const MOST = 500

/** Accounts by login name, a page at a time. */
export async function findAccounts(
  { pool }: AccountContext,
  { text, within, disabled, ids, names, after, limit = 100 }: AccountQuery = {},
): Promise<Account[]> {
  const { rows } = await pool.query<Account>(
    `select ${ACCOUNT_COLUMNS}
       from shishu_account.account as a
      where ($1::text is null or position(lower($1) in a.name) > 0 or position($1 in a.display_name) > 0)
        and ($2::bigint is null or a.org_unit_key >= $2) and ($3::bigint is null or a.org_unit_key < $3)
        and ($4::boolean is null or a.disabled = $4)
        and ($5::text is null or a.name collate "C" > $5)
        and ($6::text[] is null or a.id = any($6))
        and ($7::text[] is null or a.name = any($7))
      order by a.name collate "C" limit $8`,
    [
      text ?? null,
      within?.from ?? null,
      within?.until ?? null,
      disabled ?? null,
      after ?? null,
      ids ?? null,
      names ?? null,
      Math.min(limit, MOST),
    ],
  )
  return rows
}

/** One account. Errors  account.unknown. */
export async function getAccount({ pool }: AccountContext, id: string): Promise<Account> {
  const { rows } = await pool.query<Account>(
    `select ${ACCOUNT_COLUMNS} from shishu_account.account as a where a.id = $1`,
    [id],
  )
  if (rows[0] === undefined) throw accountError('account.unknown', { account: id })
  return rows[0]
}

/**
 * The generation of an account's sessions: what was given in an earlier one proves nothing any more. -1 where there is no such
 * account.
 */
export async function generationOf({ pool }: AccountContext, id: string): Promise<number> {
  const { rows } = await pool.query<{ generation: number }>(
    'select generation from shishu_account.account where id = $1',
    [id],
  )
  return rows[0]?.generation ?? -1
}

/** The account that has a login name: the journal knows people by it. */
export async function findAccountByName({ pool }: AccountContext, name: string): Promise<Account | undefined> {
  const { rows } = await pool.query<Account>(
    `select ${ACCOUNT_COLUMNS} from shishu_account.account as a where a.name = $1`,
    [name],
  )
  return rows[0]
}
