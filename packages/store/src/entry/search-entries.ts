import { codeFromKey, isPersonal, type Ledger, ShishuError, storedFields } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { summarise } from '../figure/explain.ts'
import { columnName, ledgerTable } from '../schema/ledger-table.ts'
import { parameters } from '../sql/parameters.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { currentVersions } from './current-versions.ts'
import { conditions, listScope, sourceOf } from './list-entries.ts'

/** An entry that was found, by what people call it. */
export interface FoundEntry {
  ledger: string
  town: string
  entry: string
  orgUnit: string
  /** Its first fields; personal ones masked. */
  summary: string
}

export interface EntrySearch {
  text: string
  orgUnit: string
  /** Those that are searched. */
  ledgers: readonly Ledger[]
  /** Entries in all, and of one ledger, at most. */
  limit: number
  limitOfLedger: number
  /** Milliseconds that the database may look for them. */
  withinMs: number
}

export interface EntriesFound {
  entries: FoundEntry[]
  /** Whether all were looked through; where not, there are none. */
  complete: boolean
}

/**
 * Entries whose number or name holds a text, whatever the case of its letters: the text fields of the natural key, and those
 * that an entry's summary begins with. Personal fields are not looked into. The last booked come first within a ledger.
 * A county's are too many to be looked through at each letter: the search ends when its time is over.
 * Errors  org-unit.unknown
 */
export async function searchEntries(book: Book, search: EntrySearch): Promise<EntriesFound> {
  try {
    return { entries: await foundEntries(book, search), complete: true }
  } catch (error) {
    if (error instanceof ShishuError && error.code === 'engine.too-long') return { entries: [], complete: false }
    throw error
  }
}

async function foundEntries(book: Book, search: EntrySearch): Promise<FoundEntry[]> {
  const { text, orgUnit, limit, limitOfLedger, withinMs } = search
  return inSnapshot(book.pool, async (client) => {
    await client.query(`set local statement_timeout = ${Math.ceil(withinMs)}`)
    const scope = await listScope(book, client, { ledger: '', orgUnit, asOf: null })
    const all = parameters()
    const sought = all.bind(text.toLowerCase(), 'text')
    const most = all.bind(limitOfLedger, 'bigint')
    const source = sourceOf(scope, all)
    const from = source.from === null ? '' : `${source.from}, `
    const parts = search.ledgers.flatMap((ledger) => {
      const columns = namingColumns(ledger)
      if (columns.length === 0) return []
      const held = columns.map((column) => `strpos(lower(v.${column}), ${sought}) > 0`).join(' or ')
      const where = [`(${held})`, ...conditions(ledger, { ledger: ledger.id, orgUnit, asOf: null }, source, all)]
      return [
        `(select ${all.bind(ledger.id, 'text')} as ledger, v.town, v.entry, v.org_unit
            from ${from}${ledgerTable(ledger.id)} as v
           where ${where.join(' and ')} order by v.entry desc limit ${most})`,
      ]
    })
    if (parts.length === 0) return []
    const { rows } = await client.query<{ ledger: string; town: string; entry: string; org_unit: string }>(
      `select * from (${parts.join(' union all ')}) as found limit ${all.bind(limit, 'bigint')}`,
      all.values,
    )
    const summaries = new Map<string, string>()
    for (const [key, found] of Map.groupBy(rows, ({ ledger, town }) => `${town} ${ledger}`)) {
      const [town, id] = key.split(' ') as [string, string]
      const ledger = book.definitions.ledger(id)
      const entries = found.map(({ entry }) => entry)
      for (const [entry, { values }] of await currentVersions(client, Number(town), ledger, entries)) {
        summaries.set(entry, summarise(ledger, values))
      }
    }
    return rows.map(({ ledger, town, entry, org_unit }) => ({
      ledger,
      town: codeFromKey(Number(town)),
      entry,
      orgUnit: codeFromKey(Number(org_unit)),
      summary: summaries.get(entry) ?? '',
    }))
  })
}

/** Fields with which a summary begins; see summarise. */
const SUMMARY_FIELDS = 3

/** Columns of the fields by which people know an entry: what is found is also what is seen. */
function namingColumns({ fields, key }: Ledger): string[] {
  return storedFields(fields).flatMap(([id, field], index) =>
    field.type === 'text' && !isPersonal(field) && (index < SUMMARY_FIELDS || key.includes(id)) ? [columnName(id)] : [],
  )
}
