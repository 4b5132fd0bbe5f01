import type { Client } from 'pg'
import { ledgersEver } from '../journal/read-journal.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { type LostKeys, rebuildKeys } from './rebuild-keys.ts'
import { referredFirst, tableShapes } from './table-shape.ts'

/** What lay after the moment that a book was restored to. */
export interface Cut {
  until: string
  /** Batches left out: sealed after the moment, or not sealed when the backup was taken. */
  batches: number
  /** Keys that left with those batches and cannot come back: a personal value in them was erased later. */
  lostKeys: readonly LostKeys[]
}

/** Whether a row's batch had been sealed by the moment. A batch that waited for its seal is in no past moment. */
const KEPT = (row: string) =>
  `exists (select from shishu.journal as j where j.town = ${row}.town and j.batch = ${row}.batch and j.sealed_at <= $1)`

/**
 * Takes out of a restored book, within its transaction, whatever came after a moment, so that its present is what it said
 * as of then. Batches only ever add, so what belongs to a later batch is deleted; cells are folded anew afterwards.
 *
 * What belongs to no batch (accounts, messages, the audit log) stays as the backup has it.
 * @param until  ISO 8601
 */
export async function cutAtMoment(owner: Client, until: string): Promise<Cut> {
  await owner.query("set local shishu.personal = 'on'")
  const batches = await owner.query<{ count: number; rebooked: boolean }>(
    `select count(*)::integer as count, coalesce(bool_or(b.kind = 'rebooking'), false) as rebooked
       from (select town, id as batch, kind from shishu.batch) as b where not ${KEPT('b')}`,
    [until],
  )
  const [{ count, rebooked }] = batches.rows as [{ count: number; rebooked: boolean }]
  await findTouched(owner, until)
  await cutVault(owner, until)
  await cutBatches(owner, until)
  await owner.query('truncate shishu.cell, shishu.town_cell, shishu.fold')
  await cutDefinitions(owner, until)
  await owner.query(
    'delete from shishu.org_unit where added_at > greatest($1, (select min(added_at) from shishu.org_unit))',
    [until],
  )
  // Some of a re-booking may lie before the moment and some after it.
  if (rebooked) await markForRebooking(owner)
  return { until, batches: count, lostKeys: await rebuildTouchedKeys(owner) }
}

/** Notes the entries that later batches say something of. */
async function findTouched(owner: Client, until: string): Promise<void> {
  await owner.query('create temporary table touched (town bigint, ledger text, entry uuid) on commit drop')
  for (const ledger of await ledgersEver(owner)) {
    await owner.query(
      `insert into touched select distinct v.town, $2::text, v.entry from ${ledgerTable(ledger.id)} as v where not ${KEPT('v')}`,
      [until, ledger.id],
    )
  }
  await owner.query('create index on touched (town, ledger, entry); analyze touched')
}

/** Deletes the personal values that only later versions refer to. */
async function cutVault(owner: Client, until: string): Promise<void> {
  const { rows } = await owner.query<{ table: string; column: string }>(
    `select format('shishu.%I', table_name) as "table", quote_ident(column_name) as "column"
       from information_schema.columns
      where table_schema = 'shishu' and table_name like 'ledger\\_%' and column_name like 'f\\_%' and data_type = 'bytea'`,
  )
  if (rows.length === 0) return
  const referred = (which: 'kept' | 'gone') =>
    rows
      .map(({ table, column }) => {
        const of = which === 'kept' ? KEPT('l') : `not ${KEPT('l')}`
        return `select l.town, l.${column} as reference from ${table} as l where l.${column} is not null and ${of}`
      })
      .join(' union all ')
  await owner.query(
    `delete from shishu.vault as v
      where exists (select from (${referred('gone')}) as gone where gone.town = v.town and gone.reference = v.reference)
        and not exists (select from (${referred('kept')}) as kept where kept.town = v.town and kept.reference = v.reference)`,
    [until],
  )
}

/** Deletes later batches and all that is theirs: whatever table has a town and a batch. */
async function cutBatches(owner: Client, until: string): Promise<void> {
  const tables = await tableShapes(owner)
  const ofBatches = tables.filter(({ name, columns }) => {
    const types = new Map(columns.map((column) => [column.name, column.type]))
    return types.get('town') === 'bigint' && types.get('batch') === 'uuid' && name !== 'shishu.journal'
  })
  for (const { name } of referredFirst(ofBatches).reverse()) {
    await owner.query(`delete from ${name} as gone where not ${KEPT('gone')}`, [until])
  }
  await owner.query(
    `delete from shishu.batch as b
      where not exists (select from shishu.journal as j where j.town = b.town and j.batch = b.id and j.sealed_at <= $1)`,
    [until],
  )
  await owner.query('delete from shishu.journal where sealed_at > $1', [until])
}

/**
 * Puts the definitions of the moment in force again. Of sets installed later, those that something was booked under stay to
 * be read, behind all others: a set that was in force twice is recorded with its last time alone.
 */
async function cutDefinitions(owner: Client, until: string): Promise<void> {
  await owner.query(
    `delete from shishu.definition_set as d
      where d.installed_at > $1 and not exists (select from shishu.batch as b where b.definitions = d.id)
        and exists (select from shishu.definition_set as other
                     where other.installed_at <= $1 or exists (select from shishu.batch as b where b.definitions = other.id))`,
    [until],
  )
  await owner.query('update shishu.definition_set set seq = -seq where installed_at > $1', [until])
  // A withdrawal stands: taken back, what it withdrew would come into force at the opening.
  await owner.query(
    `delete from shishu.definition_change_end as e using shishu.definition_change as c
      where c.id = e.change and (c.made_at > $1 or (e.outcome = 'in-force' and e.at > $1))`,
    [until],
  )
  await owner.query('delete from shishu.definition_change where made_at > $1', [until])
}

/** Marks every ledger for re-booking at the opening: it books the difference alone, so nothing where there is none. */
async function markForRebooking(owner: Client): Promise<void> {
  const ledgers = (await ledgersEver(owner)).map(({ id }) => id)
  await owner.query('insert into shishu.rebooking (ledger) select unnest($1::text[]) on conflict do nothing', [ledgers])
}

async function rebuildTouchedKeys(owner: Client): Promise<LostKeys[]> {
  await owner.query(
    `delete from shishu.entry_key as k using touched as t
      where t.town = k.town and t.ledger = k.ledger and t.entry = k.entry`,
  )
  return rebuildKeys(owner, 'touched')
}
