import type { AccountContext } from './account-context.ts'
import { accountError } from './account-errors.ts'

/**
 * Ends all sessions of an account, also those that are just about to begin: the generation that they carry is over.
 * Returns the generation that counts from now on.
 * Errors  account.unknown.
 */
export async function endSessions({ pool }: Pick<AccountContext, 'pool'>, account: string): Promise<number> {
  const { rows } = await pool.query<{ generation: number }>(
    `with ended as (delete from shishu_account.session where account = $1)
     update shishu_account.account set generation = generation + 1 where id = $1 returning generation`,
    [account],
  )
  if (rows[0] === undefined) throw accountError('account.unknown', { account })
  return rows[0].generation
}
