import { createHmac, randomBytes } from 'node:crypto'
import type { EntryContent, Ledger } from '@shishu/kernel'
import type { ClientBase } from 'pg'

/** What tells an entry of a ledger from the others: the values of its key fields, with its org unit. */
export function keyText(ledger: Ledger, content: EntryContent): string {
  return JSON.stringify([content.orgUnit, ...ledger.key.map((field) => content.values[field] ?? null)])
}

/** A natural key as it is stored: an HMAC under the town's secret, so that a key with a name in it tells no name. */
export function keyHash(secret: Buffer, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

/** The town's secret for keys; made at its first booking. */
export async function townSecret(client: ClientBase, town: number): Promise<Buffer> {
  const find = async () => {
    const { rows } = await client.query<{ secret: Buffer }>({
      name: 'town-secret',
      text: 'select secret from shishu.town_secret where town = $1',
      values: [town],
    })
    return rows[0]?.secret
  }
  const found = await find()
  if (found !== undefined) return found
  await client.query('insert into shishu.town_secret (town, secret) values ($1, $2) on conflict do nothing', [
    town,
    randomBytes(32),
  ])
  return (await find())!
}

/** The entries that natural keys mean, by hex of the key; keys that mean none are absent. */
export async function findByKeys(
  client: ClientBase,
  town: number,
  ledger: string,
  keys: readonly Buffer[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const { rows } = await client.query<{ key: Buffer; entry: string }>(
    'select key, entry from shishu.entry_key where town = $1 and ledger = $2 and key = any($3)',
    [town, ledger, keys],
  )
  return new Map(rows.map((row) => [row.key.toString('hex'), row.entry]))
}
