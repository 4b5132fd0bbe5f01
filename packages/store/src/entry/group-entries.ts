import { codeFromKey, isPersonal, KEY_PLACE, type Ledger, storedFields } from '@shishu/kernel'
import type { Book } from '../book/book.ts'
import { columnName, ledgerTable } from '../schema/ledger-table.ts'
import { type Parameters, parameters } from '../sql/parameters.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { conditions, type EntriesQuestion, LAST_STEP, listScope, sourceOf } from './list-entries.ts'

/** The state of a case, as a thing to group by. */
export const GROUP_STATE = 'state'
/** What is more is no overview. */
const MOST_GROUPS = 1000

export interface GroupsRequest extends Omit<EntriesQuestion, 'sort'> {
  /** A field that is a choice, a yes-or-no, a month or a date (by its month); `orgUnit`; `state`. */
  by: string
}

/** The entries that are alike in what they are grouped by. */
export interface EntryGroup {
  /** A choice, a month, `true` or `false`, a place's code, a state; null where the entries say nothing. */
  key: string | null
  count: number
  /** Sums of the quantity fields in their smallest parts; where no entry of the group has an amount, none. */
  sums: Readonly<Record<string, number>>
}

export interface EntryGroups {
  /** As the definition lists choices and states; months and places in their order; what says nothing last. */
  groups: EntryGroup[]
  /** Entries of the whole question. */
  count: number
}

/**
 * The entries of a question in groups, with how many there are and what their amounts come to; one statement, whatever
 * the number of entries.
 * Errors  of listEntries; entry.group-unfit, entry.groups-too-many
 */
export async function groupEntries(book: Book, request: GroupsRequest): Promise<EntryGroups> {
  const ledger = book.definitions.ledger(request.ledger)
  return inSnapshot(book.pool, async (client) => {
    const scope = await listScope(book, client, request)
    const all = parameters()
    const key = groupKey(ledger, request.by, all)
    const source = sourceOf(scope, all)
    const where = conditions(ledger, request, source, all).join(' and ')
    const amounts = storedFields(ledger.fields).filter(([, { type }]) => type === 'quantity')
    const sums = amounts.map(([id], index) => `, sum(v.${columnName(id)})::text as sum_${index}`).join('')
    const from = source.from === null ? '' : `${source.from}, `
    const { rows } = await client.query<Record<string, string | null>>(
      `select ${key.sql} as key, count(*) as count${sums}
         from ${from}${ledgerTable(ledger.id)} as v where ${where} group by 1 order by 1 limit ${MOST_GROUPS + 1}`,
      all.values,
    )
    if (rows.length > MOST_GROUPS) throw storeError('entry.groups-too-many', { most: MOST_GROUPS })
    const groups = rows.map((row): EntryGroup => {
      const filled = amounts.flatMap(([id], index) => {
        const sum = row[`sum_${index}`]
        return sum == null ? [] : [[id, Number(sum)] as const]
      })
      return { key: key.read(row.key ?? null), count: Number(row.count), sums: Object.fromEntries(filled) }
    })
    return { groups: inOrder(groups, key.order), count: groups.reduce((sum, { count }) => sum + count, 0) }
  })
}

/** What is grouped by: as SQL over a version `v`, how its text reads, and the order it has; null: that of the text. */
interface GroupKey {
  sql: string
  read: (text: string | null) => string | null
  order: readonly string[] | null
}

const asItIs = (text: string | null) => text

function groupKey(ledger: Ledger, by: string, { bind }: Parameters): GroupKey {
  if (by === KEY_PLACE) {
    return { sql: 'v.org_unit', read: (key) => (key === null ? null : codeFromKey(Number(key))), order: null }
  }
  const { loop } = ledger
  if (by === GROUP_STATE && loop !== undefined) {
    const steps = Object.entries(loop.steps)
    const taken = bind(['', ...steps.map(([id]) => id)], 'text[]')
    const states = bind([loop.opens.state, ...steps.map(([, { to }]) => to)], 'text[]')
    const state = `(${states})[array_position(${taken}, ${LAST_STEP})]`
    const opened = `v.${columnName(loop.opens.on)} is not null and v.kind <> 'withdraw'`
    return { sql: `case when ${opened} then ${state} end`, read: asItIs, order: Object.keys(loop.states) }
  }
  const field = Object.hasOwn(ledger.fields, by) ? ledger.fields[by]! : undefined
  const unfit = () => storeError('entry.group-unfit', { ledger: ledger.label, field: field?.label ?? by.slice(0, 40) })
  if (field === undefined || isPersonal(field)) throw unfit()
  const column = `v.${columnName(by)}`
  switch (field.type) {
    case 'choice':
      return { sql: column, read: asItIs, order: Object.keys(field.options) }
    case 'boolean':
      return { sql: `${column}::text`, read: asItIs, order: ['true', 'false'] }
    case 'month':
      return { sql: column, read: asItIs, order: null }
    case 'date':
      return { sql: `to_char(${column}, 'YYYY-MM')`, read: asItIs, order: null }
    default:
      throw unfit()
  }
}

function inOrder(groups: readonly EntryGroup[], order: readonly string[] | null): EntryGroup[] {
  const place = ({ key }: EntryGroup) =>
    key === null
      ? Number.POSITIVE_INFINITY
      : order === null
        ? 0
        : (order.indexOf(key) + order.length + 1) % (order.length + 1)
  // Sorting keeps what is alike in the order of the text.
  return groups.toSorted((one, other) => (place(one) === place(other) ? 0 : place(one) - place(other)))
}
