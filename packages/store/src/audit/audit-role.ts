import type { ClientBase } from 'pg'

/** Runs reads of the audit log in the current transaction under the auditor's role: the application's cannot read it. */
export async function asAuditor<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  return asRole(client, 'shishu_auditor', work)
}

/** Runs `work` in the current transaction under the keeper's role, which may prune the log and nothing else. */
export async function asKeeper<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  return asRole(client, 'shishu_keeper', work)
}

async function asRole<T>(client: ClientBase, role: 'shishu_auditor' | 'shishu_keeper', work: () => Promise<T>) {
  const { rows } = await client.query<{ role: string }>('select quote_ident(current_user) as role')
  await client.query(`set local role ${role}`)
  // Where the work fails the transaction is rolled back, and the role with it.
  const result = await work()
  await client.query(`set local role ${rows[0]!.role}`)
  return result
}
