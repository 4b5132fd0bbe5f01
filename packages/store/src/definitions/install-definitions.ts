import { canonicalJson, type Definitions } from '@shishu/kernel'
import type { Client } from 'pg'
import type { Book } from '../book/book.ts'
import { ensureLedgerTable } from '../schema/ledger-table.ts'
import { rebookLedger } from './rebook.ts'

/**
 * Puts definitions in force: ledger tables and measures are added to what is there, and the definitions are kept whole,
 * so that whatever was booked or issued under them can be computed again.
 *
 * Does nothing where they are in force already.
 * @returns what remains to be done once the book is open: re-booking the ledgers whose counting rules changed, and putting
 *          the definitions in force
 */
export async function installDefinitions(
  owner: Client,
  definitions: Definitions,
  id: string,
  now: Date,
): Promise<(book: Book) => Promise<void>> {
  const { rows } = await owner.query<{ id: string; seq: number; body: unknown }>(
    'select id, seq, body from shishu.definition_set order by seq desc limit 1',
  )
  const [current] = rows
  if (current?.id === id) return async () => undefined
  for (const ledger of definitions.pack.ledgers) await ensureLedgerTable(owner, ledger)
  const keys = [...definitions.measures.keys()]
  await owner.query(
    `insert into shishu.measure (id, key, ledger)
     select (select coalesce(max(id), 0) from shishu.measure) + row_number() over (order by given.key),
            given.key, split_part(given.key, '.', 1)
       from unnest($1::text[]) as given(key)
      where not exists (select from shishu.measure as m where m.key = given.key)`,
    [keys],
  )
  await owner.query('analyze shishu.measure')
  const seq = (current?.seq ?? 0) + 1
  const putInForce = async () => {
    await owner.query(
      `insert into shishu.definition_set (id, seq, body, installed_at) values ($1, $2, $3, $4)
           on conflict (id) do update set seq = excluded.seq, installed_at = excluded.installed_at`,
      [id, seq, canonicalJson(definitions.pack), now.toISOString()],
    )
  }
  if (current === undefined) return putInForce
  const before = countingRules(current.body as { ledgers: { id: string }[]; params: unknown })
  const after = countingRules(JSON.parse(canonicalJson(definitions.pack)))
  const changed = definitions.pack.ledgers.filter((ledger) => before.get(ledger.id) !== after.get(ledger.id))
  return async (book) => {
    for (const ledger of changed) await rebookLedger(book, ledger, seq)
    // Last, so that a re-booking that was cut off is taken up at the next opening.
    await putInForce()
  }
}

/** What a ledger's postings depend on, as text to compare. */
function countingRules(pack: { ledgers: { id: string }[]; params: unknown }): Map<string, string> {
  return new Map(
    pack.ledgers.map((ledger) => {
      const { fields, measures, loop } = ledger as unknown as Record<string, unknown>
      return [ledger.id, canonicalJson({ fields, measures, loop, params: pack.params })]
    }),
  )
}
