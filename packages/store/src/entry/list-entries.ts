import { codeRange, dayOfInstant, type Ledger, levelOf } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { type AsOf, readingScope, townsOf } from '../figure/reading-scope.ts'
import { ownDayField } from '../schema/ledger-index.ts'
import { columnName, ledgerTable } from '../schema/ledger-table.ts'
import { type Parameters, parameters } from '../sql/parameters.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { questionMark, readCursor, writeCursor } from './entry-cursor.ts'
import { type EntryFilter, filterConditions } from './entry-filter.ts'
import { BOOKING_ORDER, type EntrySort, type SortKey, sortKey } from './entry-sort.ts'
import { type EntryView, type ViewRow, viewOf } from './entry-view.ts'
import { NOT_MOVED } from './moved.ts'
import { versionColumns, versionSelection } from './version.ts'

/** Entries on one page at most. */
export const MOST_ENTRIES = 500

/** Which entries of a ledger are asked for, and in which order. */
export interface EntriesQuestion {
  ledger: string
  /** The place whose subtree is read. */
  orgUnit: string
  filter?: readonly EntryFilter[]
  /** States of the loop, one of which a case is in. */
  state?: readonly string[]
  /** By default the last booked first. */
  sort?: EntrySort
  asOf: AsOf
  /** Whether withdrawn entries are listed too. */
  withdrawn?: boolean
}

export interface EntriesRequest extends EntriesQuestion {
  /** From 1 to 500. */
  limit: number
  /** The cursor of the page before; it goes on with the same question alone. */
  after?: string | null
  withCount?: boolean
}

export interface EntriesPage {
  entries: EntryView[]
  /** The cursor of the next page; null at the end. */
  next: string | null
  /** Entries of the whole question, where asked for. */
  count?: number
}

const LAST_BOOKED_FIRST: EntrySort = { by: BOOKING_ORDER, descending: true }

/**
 * One page of a ledger's entries in their current versions, or in those of a past moment. Paging goes on from the last
 * entry seen, so that what is booked meanwhile neither repeats nor hides an entry whose sorted value stays.
 * Errors  ledger.unknown, org-unit.unknown, entry.limit, entry.state-unknown, entry.sort-unfit, entry.cursor-malformed,
 *         entry.cursor-foreign, entry.filter-*.
 */
export async function listEntries(book: Book, request: EntriesRequest): Promise<EntriesPage> {
  const { limit } = request
  const ledger = book.definitions.ledger(request.ledger)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ENTRIES)
    throw storeError('entry.limit', { most: MOST_ENTRIES })
  return inSnapshot(book.pool, async (client) => {
    const scope = await listScope(book, client, request)
    const page = pageStatement(ledger, request, scope)
    if (page.walksIndex) await client.query(WALK_INDEX)
    const { rows } = await client.query<ViewRow & { sort_key: string | null }>(page.text, page.values)
    const found = rows.slice(0, limit)
    const last = rows.length > limit ? found.at(-1)! : null
    return {
      entries: found.map((row) => viewOf(ledger, row, scope.today, book.rules.calendar)),
      next: last === null ? null : writeCursor(page.question, { key: last.sort_key, entry: last.entry }),
      ...(request.withCount === true && { count: await countEntries(client, ledger, request, scope) }),
    }
  })
}

/**
 * For a list in an order that an index has: it is walked until the page is full. Row-level policies hide from the planner
 * how many rows pass, and it would rather sort them all.
 */
const WALK_INDEX = 'set local enable_seqscan = off; set local enable_bitmapscan = off; set local enable_sort = off'

/** The towns that are read, how far into each one's journal (null: the present), and the day that clocks are read on. */
interface ListScope {
  towns: readonly number[]
  highs: readonly number[] | null
  today: string
}

async function listScope(book: Book, client: ClientBase, { orgUnit, asOf }: EntriesQuestion): Promise<ListScope> {
  if (asOf === null) {
    const today = dayOfInstant(book.clock().toISOString())
    return { towns: townsOf(book.orgTree, orgUnit), highs: null, today }
  }
  const { towns, bounds, today } = await readingScope(book, client, orgUnit, asOf)
  return { towns, highs: bounds.map(({ high }) => high!), today }
}

function pageStatement(ledger: Ledger, request: EntriesRequest, scope: ListScope) {
  const { limit, after, sort = LAST_BOOKED_FIRST } = request
  const all = parameters()
  const source = sourceOf(scope, all)
  const key = sortKey(ledger, sort.by, all)
  const question = questionMark(markOf(request, sort))
  const where = conditions(ledger, request, source, all)
  if (after !== undefined && after !== null) {
    const position = readCursor(after, question, key?.accepts ?? null)
    where.push(afterPosition(key, sort, position, all))
  }
  // One more than the page tells whether there is another.
  const most = all.bind(limit + 1, 'bigint')
  const direction = sort.descending ? 'desc' : 'asc'
  const inOrder = (expression: string) =>
    `order by ${key === null ? '' : `${expression}${key.collation} ${direction}, `}v.entry ${direction} limit ${most}`
  const columns = versionColumns(ledger).map(([column]) => `v.${column}`)
  const sorted = key === null ? 'null::text' : key.sql
  const ofTown = `select ${columns.join(', ')}, ${sorted} as sort_key from ${ledgerTable(ledger.id)} as v
                   where ${where.join(' and ')} ${inOrder(key?.sql ?? '')}`
  // Each town's entries come from its own stretch of the key, as few as the page needs.
  const ofAll =
    source.from === null
      ? ofTown
      : `select ${columns.join(', ')}, v.sort_key from ${source.from} cross join lateral (${ofTown}) as v ${inOrder('v.sort_key')}`
  const text = `select ${versionSelection(ledger)}, v.sort_key::text, b.booked_at, b.booked_by
                  from (${ofAll}) as v join shishu.batch as b on b.town = v.town and b.id = v.batch
                 ${inOrder('v.sort_key')}`
  return { text, values: all.values, question, walksIndex: key === null || sort.by === ownDayField(ledger) }
}

async function countEntries(
  client: ClientBase,
  ledger: Ledger,
  request: EntriesQuestion,
  scope: ListScope,
): Promise<number> {
  const all = parameters()
  const source = sourceOf(scope, all)
  const where = conditions(ledger, request, source, all).join(' and ')
  const from = source.from === null ? '' : `${source.from}, `
  const { rows } = await client.query<{ count: string }>(
    `select count(*) from ${from}${ledgerTable(ledger.id)} as v where ${where}`,
    all.values,
  )
  return Number(rows[0]!.count)
}

/** How a version's town, and the position its journal is read up to, stand in the statement. */
interface Source {
  /** What the towns come from; null where there is one, which stands in the conditions itself. */
  from: string | null
  town: string
  high: string | null
}

function sourceOf({ towns, highs }: ListScope, { bind }: Parameters): Source {
  if (towns.length === 1) {
    return { from: null, town: bind(towns[0], 'bigint'), high: highs === null ? null : bind(highs[0], 'bigint') }
  }
  const lists = [towns, ...(highs === null ? [] : [highs])].map((list) => bind(list, 'bigint[]'))
  const from = `unnest(${lists.join(', ')}) as t(town${highs === null ? '' : ', high'})`
  return { from, town: 't.town', high: highs === null ? null : 't.high' }
}

function conditions(ledger: Ledger, request: EntriesQuestion, source: Source, all: Parameters): string[] {
  const found = [`v.town = ${source.town}`, ...currentConditions(ledgerTable(ledger.id), source.high)]
  if (!holdsWholeTowns(request.orgUnit)) {
    const { from, until } = codeRange(request.orgUnit)
    found.push(`v.org_unit >= ${all.bind(from, 'bigint')} and v.org_unit < ${all.bind(until, 'bigint')}`)
  }
  if (request.withdrawn !== true) found.push(`v.kind <> 'withdraw'`)
  if (request.state !== undefined) found.push(stateCondition(ledger, request.state, all))
  return [...found, ...filterConditions(ledger, request.filter ?? [], all)]
}

const holdsWholeTowns = (orgUnit: string) => !['village', 'grid'].includes(levelOf(orgUnit))

/**
 * That a version `v` is the current one: no later one exists, or none was sealed by the position. Only leakproof operators
 * compare the two, so that the key finds the later one under row-level policies as well.
 */
export function currentConditions(table: string, high: string | null): string[] {
  if (high === null) {
    return [
      `not exists (select from ${table} as n where n.town = v.town and n.entry = v.entry and n.version > v.version)`,
      NOT_MOVED,
    ]
  }
  return [
    `exists (select from shishu.journal as j where j.town = v.town and j.batch = v.batch and j.position <= ${high})`,
    `not exists (select from ${table} as n join shishu.journal as j on j.town = n.town and j.batch = n.batch
                  where n.town = v.town and n.entry = v.entry and n.version > v.version and j.position <= ${high})`,
    `not exists (select from shishu.moved as m join shishu.journal as j on j.town = m.town and j.batch = m.batch
                  where m.town = v.town and m.entry = v.entry and m.version > v.version and j.position <= ${high})`,
  ]
}

/** That a case stands in one of some states: its last step leads there, or it has opened there and taken none. */
function stateCondition(ledger: Ledger, states: readonly string[], { bind }: Parameters): string {
  const { loop } = ledger
  const unknown = states.find((state) => loop === undefined || !Object.hasOwn(loop.states, state))
  if (loop === undefined || unknown !== undefined) {
    throw storeError('entry.state-unknown', { ledger: ledger.label, state: String(unknown ?? '').slice(0, 40) })
  }
  const leading = Object.entries(loop.steps).flatMap(([id, { to }]) => (states.includes(to) ? [id] : []))
  const last = `coalesce(v.track_step[cardinality(v.track_step)], '')`
  const steps = bind([...leading, ...(states.includes(loop.opens.state) ? [''] : [])], 'text[]')
  return `v.${columnName(loop.opens.on)} is not null and ${last} = any(${steps})`
}

function afterPosition(
  key: SortKey | null,
  sort: EntrySort,
  { key: value, entry }: { key: string | null; entry: string },
  { bind }: Parameters,
): string {
  const sign = sort.descending ? '<' : '>'
  if (key === null) return `v.entry ${sign} ${bind(entry, 'uuid')}`
  return `(${key.sql}${key.collation}, v.entry) ${sign} (${bind(value, key.type)}, ${bind(entry, 'uuid')})`
}

function markOf({ ledger, orgUnit, filter, state, withdrawn, asOf }: EntriesQuestion, sort: EntrySort) {
  const order = [sort.by, sort.descending]
  return { ledger, orgUnit, asOf, order, filter: filter ?? [], state: state ?? null, withdrawn: withdrawn === true }
}
