import { canonicalJson, countingRules, type Definitions, definitionsOfStored, type Pack } from '@shishu/kernel'
import type { Client } from 'pg'
import type { Book } from '../book/book.ts'
import { ensureLedgerIndexes } from '../schema/ledger-index.ts'
import { ensureLedgerTable } from '../schema/ledger-table.ts'
import { type DefinitionSet, definitionSet, definitionSetId } from './definition-set.ts'
import { rebookLedger } from './rebook.ts'

/**
 * Puts definitions in force: ledger tables and measures are added to what is there, the definitions are kept whole, so that
 * whatever was booked or issued under them can be computed again, and the ledgers whose counting rules changed are marked
 * for re-booking. Does nothing where they are in force already.
 * @returns the identity of the definitions
 * Errors   definition.retyped
 */
export async function installDefinitions(owner: Client, definitions: Definitions, now: Date): Promise<string> {
  const set = definitionSet(definitions.pack)
  const id = definitionSetId(set)
  const { rows } = await owner.query<{ id: string; seq: number; body: DefinitionSet }>(
    'select id, seq, body from shishu.definition_set order by seq desc limit 1',
  )
  const [current] = rows
  if (current?.id !== id) await ensureLedgerTables(owner, definitions.pack)
  // Also where the definitions are in force: an earlier program's tables may lack an index.
  await ensureLedgerIndexes(owner, definitions.pack.ledgers)
  if (current?.id === id) return id
  await owner.query('begin')
  await owner.query(
    `insert into shishu.measure (id, key, ledger)
     select (select coalesce(max(id), 0) from shishu.measure) + row_number() over (order by given.key),
            given.key, split_part(given.key, '.', 1)
       from unnest($1::text[]) as given(key)
      where not exists (select from shishu.measure as m where m.key = given.key)`,
    [[...definitions.measures.keys()]],
  )
  await owner.query('insert into shishu.rebooking (ledger) select unnest($1::text[]) on conflict do nothing', [
    current === undefined ? [] : changedLedgers(current.body, set),
  ])
  await owner.query(
    `insert into shishu.definition_set (id, seq, body, installed_at) values ($1, $2, $3, $4)
         on conflict (id) do update set seq = excluded.seq, installed_at = excluded.installed_at`,
    [id, (current?.seq ?? 0) + 1, canonicalJson(set), now.toISOString()],
  )
  await owner.query('commit')
  await owner.query('analyze shishu.measure')
  return id
}

/**
 * Adds the tables and columns that a pack's ledgers lack. Before definitions are said to be in force: those that the tables
 * cannot take would keep the book from opening.
 * Errors  definition.retyped
 */
export async function ensureLedgerTables(owner: Client, { ledgers }: Pack): Promise<void> {
  for (const ledger of ledgers) await ensureLedgerTable(owner, ledger)
}

/** Ledgers of the new set that book otherwise than in the old one, and ledgers that were not there. */
export function changedLedgers(old: DefinitionSet, set: DefinitionSet): string[] {
  const rulesOf = ({ pack, workYears, postingVersion }: DefinitionSet) => {
    const { params } = definitionsOfStored(pack)
    return new Map(
      pack.ledgers.map((ledger) => [
        ledger.id,
        // Holidays move deadlines; a ledger without a loop has none.
        canonicalJson([countingRules(ledger, params), ledger.loop === undefined ? null : workYears, postingVersion]),
      ]),
    )
  }
  const before = rulesOf(old)
  return [...rulesOf(set)].flatMap(([id, rules]) => (before.get(id) === rules ? [] : [id]))
}

/** Re-books every ledger that is marked for it. One that was cut off is taken up at the next opening. */
export async function finishRebooking(owner: Client, book: Book): Promise<void> {
  const { rows } = await owner.query<{ ledger: string }>('select ledger from shishu.rebooking order by ledger')
  for (const { ledger: id } of rows) {
    const ledger = book.definitions.pack.ledgers.find((one) => one.id === id)
    if (ledger !== undefined) await rebookLedger(book, ledger)
    await owner.query('delete from shishu.rebooking where ledger = $1', [id])
  }
}
