import { type Field, isPersonal, type Ledger, storedFields } from '@shishu/kernel'
import type { Client } from 'pg'
import { storeError } from '../store-errors.ts'

/** The SQL type of a field's column. Money and other quantities are integers of the smallest part; no floating point. */
export function columnType(field: Field): string {
  if (isPersonal(field)) return 'bytea'
  switch (field.type) {
    case 'text':
    case 'choice':
    case 'month':
      return 'text'
    case 'date':
      return 'date'
    case 'quantity':
      return 'bigint'
    case 'boolean':
      return 'boolean'
    case 'days':
      throw new Error('a computed field has no column')
  }
}

/** A field's column: `closedOn` → `f_closed_on`. The prefix keeps it apart from what every version has. */
export function columnName(field: string): string {
  const known = names.get(field)
  if (known !== undefined) return known
  const name = `f_${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`
  names.set(field, name)
  return name
}

/** Every row asks for its columns' names. */
const names = new Map<string, string>()

/** A ledger's table: `party-meetings` → `shishu.ledger_party_meetings`. */
export function ledgerTable(ledger: string): string {
  return `shishu.ledger_${ledger.replaceAll('-', '_')}`
}

/** PostgreSQL cuts longer names off. */
const LONGEST_NAME = 63

/**
 * An index of a ledger's table. Tables and indexes share one space of names, and a ledger may be called `own-a-batch`: no
 * id has two hyphens together, so no table is called so.
 */
export function indexName(ledger: string, of: string): string {
  return `${ledgerTable(ledger).split('.')[1]}__${of}`.slice(0, LONGEST_NAME)
}

/** What every version row has beside its fields, with SQL types, in column order. */
export const VERSION_COLUMNS: readonly (readonly [string, string])[] = [
  ['town', 'bigint'],
  ['org_unit', 'bigint'],
  ['entry', 'uuid'],
  ['batch', 'uuid'],
  ['version', 'integer'],
  ['kind', 'text'],
  ['track_step', 'text[]'],
  ['track_on', 'date[]'],
  ['track_by', 'text[]'],
]

/**
 * Creates a ledger's table of versions, or adds the columns that its definition has gained. Columns are never dropped
 * nor retyped: what was booked stays readable.
 * Errors  definition.retyped
 */
export async function ensureLedgerTable(owner: Client, ledger: Ledger): Promise<void> {
  const table = ledgerTable(ledger.id)
  const [schema, name] = table.split('.') as [string, string]
  const { rows } = await owner.query<{ column_name: string; data_type: string }>(
    'select column_name, data_type from information_schema.columns where table_schema = $1 and table_name = $2',
    [schema, name],
  )
  const present = new Map(rows.map((row) => [row.column_name, row.data_type]))
  const fields = storedFields(ledger.fields).map(([id, field]) => [columnName(id), columnType(field)] as const)
  if (present.size > 0) {
    for (const [id, field] of storedFields(ledger.fields)) {
      const was = present.get(columnName(id))
      const is = columnType(field)
      if (was !== undefined && was !== is) {
        throw storeError('definition.retyped', { ledger: ledger.label, field: field.label, was, is })
      }
    }
    const added = fields.filter(([column]) => !present.has(column))
    if (added.length === 0) return
    await owner.query(
      `alter table ${table} ${added.map(([column, type]) => `add column ${column} ${type}`).join(', ')}`,
    )
    return
  }
  const optional = new Set(['track_step', 'track_on', 'track_by'])
  const columns = [
    ...VERSION_COLUMNS.map(([column, type]) => `${column} ${type}${optional.has(column) ? '' : ' not null'}`),
    ...fields.map(([column, type]) => `${column} ${type}`),
  ]
  // Sent as one text, it is one transaction, or part of the caller's.
  await owner.query(`
    create table ${table} (
      ${columns.join(',\n      ')},
      constraint ${name}_kind check (kind in ('add', 'correct', 'step', 'withdraw')),
      constraint ${indexName(ledger.id, 'key')} primary key (town, entry, version)
    );
    -- Versions arrive in the order of their batches, so a few pages of ranges find a batch's versions.
    create index ${indexName(ledger.id, 'batch')} on ${table} using brin (batch);
    comment on table ${table} is '${ledger.label.replaceAll("'", "''")}: one row a version; rows only ever arrive';
    select shishu.distribute(array['${table}']);
    grant select, insert on ${table} to shishu_app;
    select shishu.protect_ledger('${ledger.id}');`)
}
