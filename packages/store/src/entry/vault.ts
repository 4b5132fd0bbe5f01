import { createHash, randomBytes } from 'node:crypto'
import { type FieldValue, isPersonal, type Ledger } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import { scopeOfClient, settingsSql, type VaultUse } from '../access/scope.ts'
import { type Cell, type Column, insertRows } from '../sql/insert-rows.ts'

/** A personal value on its way into the vault. */
export interface VaultRow {
  ledger: string
  /** 15-digit key of the org unit where it was said: who may see that place may see it. */
  orgUnit: number
  reference: string
  salt: Buffer
  value: string
}

const VAULT_COLUMNS: readonly Column[] = [
  ['town', 'bigint'],
  ['ledger', 'text'],
  ['org_unit', 'bigint'],
  ['reference', 'bytea'],
  ['salt', 'bytea'],
  ['value', 'text'],
]

/** Puts a value away: its reference is sha256(salt || value), which tells nothing once the salt is gone. */
export function putAway(ledger: string, orgUnit: number, value: string): VaultRow {
  const salt = randomBytes(16)
  return { ledger, orgUnit, reference: vaultReference(salt, value), salt, value }
}

/** The reference of a value under a salt, hex. */
export function vaultReference(salt: Buffer, value: string): string {
  return createHash('sha256').update(salt).update(value).digest('hex')
}

/** Stores personal values; part of the booking's transaction. */
export async function storeInVault(client: ClientBase, town: number, rows: readonly VaultRow[]): Promise<void> {
  const cells = rows.map(({ ledger, orgUnit, reference, salt, value }): Cell[] => [
    town,
    ledger,
    orgUnit,
    `\\x${reference}`,
    `\\x${salt.toString('hex')}`,
    value,
  ])
  await insertRows(client, 'shishu.vault', VAULT_COLUMNS, cells)
}

/**
 * Lets the rest of the transaction read the vault: for those whose duty it is, and a person's connection as far as the
 * person's rights to that use go. Bookings share it; an erasure has it alone, so that no version written meanwhile puts a
 * value away that the erasure does not see.
 */
export async function openVault(client: ClientBase, town: number, use: VaultUse): Promise<void> {
  const lock = use === 'erase' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared'
  await client.query(`select ${lock}(hashtextextended($1, 3))`, [`shishu vault ${town}`])
  const scope = scopeOfClient(client)
  await client.query(scope === undefined ? "set local shishu.personal = 'on'" : settingsSql(scope.vault[use]))
}

/** The values behind references, by reference; those erased, or that may not be seen, are absent. */
export async function readVault(
  client: ClientBase,
  town: number,
  references: readonly string[],
): Promise<Map<string, string>> {
  if (references.length === 0) return new Map()
  const { rows } = await client.query<{ reference: Buffer; value: string }>(
    'select reference, value from shishu.vault where town = $1 and reference = any($2::bytea[])',
    [town, references.map((reference) => Buffer.from(reference, 'hex'))],
  )
  return new Map(rows.map((row) => [row.reference.toString('hex'), row.value]))
}

/** The vault references among an entry's stored values. */
export function referencesIn(ledger: Ledger, values: Readonly<Record<string, FieldValue>>): string[] {
  return Object.entries(values).flatMap(([id, value]) => {
    const field = Object.hasOwn(ledger.fields, id) ? ledger.fields[id] : undefined
    return field !== undefined && isPersonal(field) && typeof value === 'string' ? [value] : []
  })
}
