import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { ClientBase } from 'pg'
import { insertRows } from '../sql/insert-rows.ts'

/** A natural key as it is stored: an HMAC under the town's secret, so that a key with a name in it tells no name. */
export function keyHash(secret: KeyObject, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest()
}

/** The town's secret for keys; made at its first booking. */
export async function townSecret(client: ClientBase, town: number): Promise<KeyObject> {
  const find = async () => {
    const { rows } = await client.query<{ secret: Buffer }>({
      name: 'town-secret',
      text: 'select secret from shishu.town_secret where town = $1',
      values: [town],
    })
    return rows[0]?.secret
  }
  const found = await find()
  if (found !== undefined) return createSecretKey(found)
  await client.query('insert into shishu.town_secret (town, secret) values ($1, $2) on conflict do nothing', [
    town,
    randomBytes(32),
  ])
  return createSecretKey((await find())!)
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

/** The natural key that an entry loses, and the one that it gains. */
export interface KeyChange {
  ledger: string
  entry: string
  dropped: Buffer | null
  added: Buffer | null
}

/** Brings the index of natural keys up to date with a booking. A key that is taken fails as a unique violation. */
export async function replaceKeys(client: ClientBase, town: number, changes: readonly KeyChange[]): Promise<void> {
  const dropped = changes.filter((change) => change.dropped !== null)
  if (dropped.length > 0) {
    await client.query(
      `delete from shishu.entry_key as k using unnest($2::text[], $3::bytea[]) as gone(ledger, key)
        where k.town = $1 and k.ledger = gone.ledger and k.key = gone.key`,
      [town, dropped.map(({ ledger }) => ledger), dropped.map((change) => change.dropped)],
    )
  }
  await insertRows(
    client,
    'shishu.entry_key',
    [
      ['town', 'bigint'],
      ['ledger', 'text'],
      ['key', 'bytea'],
      ['entry', 'uuid'],
    ],
    changes.flatMap(({ ledger, entry, added }) =>
      added === null ? [] : [[town, ledger, `\\x${added.toString('hex')}`, entry]],
    ),
  )
}
