import { codeFromKey, type FieldValue, isPersonal, KEY_PLACE, keyText, type Ledger } from '@shishu/kernel'
import type { Client } from 'pg'
import type { DefinitionSet } from '../definitions/definition-set.ts'
import { keyHash, townSecret } from '../entry/entry-key.ts'
import { readVault, referencesIn } from '../entry/vault.ts'
import { type StoredVersion, type VersionRow, versionOf, versionSelection } from '../entry/version.ts'
import { ledgersEver } from '../journal/read-journal.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { insertRows } from '../sql/insert-rows.ts'

/** Entries whose natural key could not be made, because a personal value in it is not there. */
export interface LostKeys {
  /** Label of the ledger. */
  ledger: string
  entries: number
}

/** Entries read at a time. */
const PAGE = 5_000

type KeyedRow = VersionRow & { town: string; definitions: string }

/**
 * Makes the index of natural keys anew from current versions, under the definitions that each was booked under: of all
 * entries, or of those in the temporary table `touched (town, ledger, entry)`. What the index has of them must be gone.
 * @returns the ledgers in which keys are lost
 */
export async function rebuildKeys(owner: Client, which: 'all' | 'touched'): Promise<LostKeys[]> {
  const definedAs = await ledgersBySet(owner)
  const lost: LostKeys[] = []
  for (const ledger of await ledgersEver(owner)) {
    let entries = 0
    for await (const page of currentRows(owner, ledger, which)) {
      entries += await storeKeys(owner, page, (set) => definedAs.get(`${set} ${ledger.id}`) ?? ledger)
    }
    if (entries > 0) lost.push({ ledger: ledger.label, entries })
  }
  return lost
}

/** Ledgers as each definition set has them, by `set ledger`. */
async function ledgersBySet(owner: Client): Promise<Map<string, Ledger>> {
  const { rows } = await owner.query<{ id: string; body: DefinitionSet }>('select id, body from shishu.definition_set')
  return new Map(rows.flatMap(({ id, body }) => body.pack.ledgers.map((ledger) => [`${id} ${ledger.id}`, ledger])))
}

async function* currentRows(owner: Client, ledger: Ledger, which: 'all' | 'touched'): AsyncGenerator<KeyedRow[]> {
  let after = { town: '0', entry: '00000000-0000-0000-0000-000000000000' }
  const touched = `and exists (select from touched as t where t.town = v.town and t.ledger = $3 and t.entry = v.entry)`
  for (;;) {
    const { rows } = await owner.query<KeyedRow>(
      `select distinct on (v.town, v.entry) v.town, b.definitions, ${versionSelection(ledger)}
         from ${ledgerTable(ledger.id)} as v join shishu.batch as b on b.town = v.town and b.id = v.batch
        where (v.town, v.entry) > ($1::bigint, $2::uuid) ${which === 'touched' ? touched : ''}
        order by v.town, v.entry, v.version desc limit ${PAGE}`,
      [after.town, after.entry, ...(which === 'touched' ? [ledger.id] : [])],
    )
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return
    after = rows.at(-1)!
  }
}

/** Stores a page's keys; tells how many entries have none for want of a personal value. */
async function storeKeys(owner: Client, page: readonly KeyedRow[], ledgerIn: (set: string) => Ledger): Promise<number> {
  let lost = 0
  for (const [town, rows] of Map.groupBy(page, (row) => Number(row.town))) {
    const said = rows.flatMap((row) => {
      const ledger = ledgerIn(row.definitions)
      const version = versionOf(ledger, row)
      return version.kind === 'withdraw' ? [] : [{ ledger, version }]
    })
    const references = said.flatMap(({ ledger, version }) =>
      ledger.key.some((id) => id !== KEY_PLACE && isPersonal(ledger.fields[id]!))
        ? referencesIn(ledger, version.values)
        : [],
    )
    const revealed = await readVault(owner, town, references)
    const secret = await townSecret(owner, town)
    const keys = said.flatMap(({ ledger, version }) => {
      const values = keyValues(ledger, version, revealed)
      if (values === null) return []
      const key = keyHash(secret, keyText(ledger, { orgUnit: codeFromKey(version.orgUnit), values, track: [] }))
      return [[town, ledger.id, `\\x${key.toString('hex')}`, version.entry]]
    })
    lost += said.length - keys.length
    await insertRows(owner, 'shishu.entry_key', KEY_COLUMNS, keys)
  }
  return lost
}

const KEY_COLUMNS = [
  ['town', 'bigint'],
  ['ledger', 'text'],
  ['key', 'bytea'],
  ['entry', 'uuid'],
] as const

/** The values that a key is made of, personal ones revealed; null where one of those is gone. */
function keyValues(
  ledger: Ledger,
  { values }: StoredVersion,
  revealed: ReadonlyMap<string, string>,
): Record<string, FieldValue> | null {
  const found: Record<string, FieldValue> = {}
  for (const id of ledger.key) {
    const value = id === KEY_PLACE ? undefined : values[id]
    if (value === undefined || value === null) continue
    if (!isPersonal(ledger.fields[id]!)) {
      found[id] = value
      continue
    }
    const plain = revealed.get(String(value))
    if (plain === undefined) return null
    found[id] = plain
  }
  return found
}
