import { codeKey, codeRange, dayOfInstant, type Ledger, levelOf } from '@shishu/kernel'
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
  /** Whether only what lies with the place itself is read, not what lies below it. */
  exactly?: boolean
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
  /** Entries to leave out first, from the start or after the cursor: for a look into the middle of a long list. */
  skip?: number
  withCount?: boolean
}

export interface EntriesPage {
  entries: EntryView[]
  /** The cursor of the next page; null at the end. */
  next: string | null
  /** Entries of the whole question, where asked for. */
  count?: number
}

/** A list of more is no person's to look into: it is filtered, or exported. */
export const MOST_SKIPPED = 10_000_000

const LAST_BOOKED_FIRST: EntrySort = { by: BOOKING_ORDER, descending: true }

/**
 * One page of a ledger's entries in their current versions, or in those of a past moment. Paging goes on from the last
 * entry seen, so that what is booked meanwhile neither repeats nor hides an entry whose sorted value stays.
 * Errors  ledger.unknown, org-unit.unknown, entry.limit, entry.skip, entry.state-unknown, entry.sort-unfit, entry.cursor-malformed,
 *         entry.cursor-foreign, entry.filter-*.
 */
export async function listEntries(book: Book, request: EntriesRequest): Promise<EntriesPage> {
  const { limit } = request
  const ledger = book.definitions.ledger(request.ledger)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ENTRIES)
    throw storeError('entry.limit', { most: MOST_ENTRIES })
  const { skip = 0 } = request
  if (!Number.isInteger(skip) || skip < 0 || skip > MOST_SKIPPED) throw storeError('entry.skip', { most: MOST_SKIPPED })
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
export interface ListScope {
  towns: readonly number[]
  highs: readonly number[] | null
  today: string
}

export async function listScope(
  book: Book,
  client: ClientBase,
  { orgUnit, asOf }: EntriesQuestion,
): Promise<ListScope> {
  if (asOf === null) {
    const today = dayOfInstant(book.clock().toISOString())
    return { towns: townsOf(book.orgTree, orgUnit), highs: null, today }
  }
  const { towns, bounds, today } = await readingScope(book, client, orgUnit, asOf)
  return { towns, highs: bounds.map(({ high }) => high!), today }
}

function pageStatement(ledger: Ledger, request: EntriesRequest, scope: ListScope) {
  const { limit, after, skip = 0, sort = LAST_BOOKED_FIRST } = request
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
  const page = `limit ${all.bind(limit + 1, 'bigint')} offset ${all.bind(skip, 'bigint')}`
  const direction = sort.descending ? 'desc' : 'asc'
  const inOrder = (expression: string, bounds: string) =>
    `order by ${key === null ? '' : `${expression}${key.collation} ${direction}, `}v.entry ${direction} ${bounds}`
  const isOneTown = source.from === null
  const columns = versionColumns(ledger).map(([column]) => `v.${column}`)
  const sorted = key === null ? 'null::text' : key.sql
  const ofTown = `select ${columns.join(', ')}, ${sorted} as sort_key from ${ledgerTable(ledger.id)} as v
                   where ${where.join(' and ')}
                   ${inOrder(key?.sql ?? '', isOneTown ? page : `limit ${all.bind(skip + limit + 1, 'bigint')}`)}`
  // Each town's entries come from its own stretch of the key, as few as the page needs.
  const ofAll = isOneTown
    ? ofTown
    : `select ${columns.join(', ')}, v.sort_key from ${source.from} cross join lateral (${ofTown}) as v
       ${inOrder('v.sort_key', page)}`
  const text = `select ${versionSelection(ledger)}, v.sort_key::text, b.booked_at, b.booked_by
                  from (${ofAll}) as v join shishu.batch as b on b.town = v.town and b.id = v.batch
                 ${inOrder('v.sort_key', '')}`
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
export interface Source {
  /** What the towns come from; null where there is one, which stands in the conditions itself. */
  from: string | null
  town: string
  high: string | null
}

export function sourceOf({ towns, highs }: ListScope, { bind }: Parameters): Source {
  if (towns.length === 1) {
    return { from: null, town: bind(towns[0], 'bigint'), high: highs === null ? null : bind(highs[0], 'bigint') }
  }
  const lists = [towns, ...(highs === null ? [] : [highs])].map((list) => bind(list, 'bigint[]'))
  const from = `unnest(${lists.join(', ')}) as t(town${highs === null ? '' : ', high'})`
  return { from, town: 't.town', high: highs === null ? null : 't.high' }
}

/** Which versions a question is about, as SQL over a version `v`. */
export function conditions(ledger: Ledger, request: EntriesQuestion, source: Source, all: Parameters): string[] {
  const found = [`v.town = ${source.town}`, ...currentConditions(ledgerTable(ledger.id), source.high)]
  if (request.exactly === true) {
    found.push(`v.org_unit = ${all.bind(codeKey(request.orgUnit), 'bigint')}`)
  } else if (!holdsWholeTowns(request.orgUnit)) {
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

/** The last step that a case has taken; '' for none. */
export const LAST_STEP = `coalesce(v.track_step[cardinality(v.track_step)], '')`

/** That a case stands in one of some states: its last step leads there, or it has opened there and taken none. */
function stateCondition(ledger: Ledger, states: readonly string[], { bind }: Parameters): string {
  const { loop } = ledger
  const unknown = states.find((state) => loop === undefined || !Object.hasOwn(loop.states, state))
  if (loop === undefined || unknown !== undefined) {
    throw storeError('entry.state-unknown', { ledger: ledger.label, state: String(unknown ?? '').slice(0, 40) })
  }
  const leading = Object.entries(loop.steps).flatMap(([id, { to }]) => (states.includes(to) ? [id] : []))
  const steps = bind([...leading, ...(states.includes(loop.opens.state) ? [''] : [])], 'text[]')
  return `v.${columnName(loop.opens.on)} is not null and ${LAST_STEP} = any(${steps})`
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

function markOf({ exactly, filter, state, withdrawn, ...question }: EntriesRequest, sort: EntrySort) {
  const { ledger, orgUnit, asOf } = question
  const order = [sort.by, sort.descending]
  const which = { exactly: exactly === true, withdrawn: withdrawn === true }
  return { ledger, orgUnit, asOf, order, filter: filter ?? [], state: state ?? null, ...which }
}
