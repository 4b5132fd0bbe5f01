import {
  type CaseOutcome,
  changedPack,
  checkCases,
  checkChanges,
  codeKey,
  type Day,
  type DefinitionCase,
  type DefinitionChange,
  definitionsOf,
  isDay,
  kernelError,
  type Pack,
  type PackProblem,
  pathOf,
  runCases,
  withoutPersonal,
} from '@shishu/kernel'
import type { Client, ClientBase } from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import type { OpenBook } from '../book/open-book.ts'
import { isEntryId } from '../entry/entry-id.ts'
import { checkedName, checkedReason } from '../entry/given-words.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { bringUnderLock, OPENING_LOCK, putInForce, todayOf } from './bring-up-to-date.ts'
import { coveringPlace } from './covering-place.ts'
import { changesInForce, changeText, type KeptChange, waitingChanges } from './definition-changes.ts'
import { definitionSet } from './definition-set.ts'
import { changedLedgers, ensureLedgerTables } from './install-definitions.ts'

/** What is to be changed, and the examples that must come out. */
export interface DefinitionQuestion {
  changes: readonly DefinitionChange[]
  cases: readonly DefinitionCase[]
}

/** What publishing would find and do. */
export interface DefinitionFindings {
  problems: readonly PackProblem[]
  cases: readonly CaseOutcome[]
  /** Ledgers that would be counted anew, with the number of their entries; told where nothing else is wrong. */
  rebooked: readonly { ledger: string; entries: number }[]
}

export interface PublishRequest extends DefinitionQuestion {
  /** Made by the asker: the same request sent again publishes nothing more. */
  request: string
  /** The first day on which the changes are to hold: today or later. */
  from: Day
  by: string
  reason: string
}

export interface Published {
  id: string
  state: KeptChange['state']
  /** Identity of the definitions in force. */
  definitions: string
  repeated: boolean
}

/** What is wrong with changes as of a day, and what they would do; changes nothing. */
export async function checkDefinitions(
  book: Book,
  question: DefinitionQuestion,
  from: Day = todayOf(book),
): Promise<DefinitionFindings> {
  const kept = { waiting: await waitingChanges(book.keeperPool), inForce: await changesInForce(book.keeperPool) }
  const findings = findingsOf(book, question, from, kept)
  if (findings.problems.length > 0) return { ...findings, rebooked: [] }
  return { ...findings, rebooked: await rebookedBy(book, changedPack(book.definitions.pack, question.changes)) }
}

/**
 * Keeps changes to the definitions in the book and, where their day is today, puts them in force at once: tables and
 * measures are there, ledgers whose counting rules changed are counted anew, and this open book goes by them.
 * @param as  the book as the person may change it
 * Errors   definition.refused, definition.retyped, definition.from-past, day.malformed, reason.needed, access.refused, book.definitions-changed
 */
export async function publishDefinitions(open: OpenBook, as: Book, request: PublishRequest): Promise<Published> {
  const { from, changes, cases } = request
  const [by, reason, asked] = [checkedName(request.by), checkedReason(request.reason), checkedName(request.request)]
  if (!isDay(from)) throw kernelError('day.malformed', { text: String(from).slice(0, 40) })
  return open.asOwner(async (owner) => {
    await owner.query(`select pg_advisory_lock(${OPENING_LOCK})`)
    const repeated = await findPublished(owner, by, asked)
    if (repeated !== null) return { ...repeated, definitions: open.definitionsId, repeated: true }
    const today = todayOf(open)
    if (from < today) throw storeError('definition.from-past', { from, today })
    await bringUnderLock(owner, open)
    await checkInForce(owner, open)
    const kept = { waiting: await waitingChanges(owner), inForce: await changesInForce(owner) }
    refuse(findingsOf(open, { changes, cases }, from, kept))
    const changed = changedPack(open.definitions.pack, changes)
    if (from <= today) await ensureLedgerTables(owner, changed)
    const id = uuidv7()
    const body = { changes, cases: withoutPersonal(changed, cases) }
    await inTransaction(as.pool, (client) =>
      client.query(
        `insert into shishu.definition_change (id, request, place, body, from_day, made_by, reason, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, asked, codeKey(coveringPlace(open.orgTree)), body, from, by, reason, open.clock()],
      ),
    )
    if (from <= today) {
      await putInForce(owner, id, open.clock())
      await bringUnderLock(owner, open)
    }
    const state = from <= today ? 'in-force' : 'waiting'
    return { id, state, definitions: open.definitionsId, repeated: false }
  })
}

/**
 * Withdraws a change that waits for its day.
 * Errors  definition.change-unknown, definition.not-waiting, reason.needed, access.refused; definition.refused: another
 *         change that waits rests on it
 */
export async function withdrawDefinitions(
  as: Book,
  { change, ...given }: { change: string; by: string; reason: string },
): Promise<void> {
  const [by, reason] = [checkedName(given.by), checkedReason(given.reason)]
  const unknown = () => storeError('definition.change-unknown', { change: change.slice(0, 40) })
  if (!isEntryId(change)) throw unknown()
  const waiting = await waitingChanges(as.keeperPool)
  const place = waiting.findIndex(({ id }) => id === change)
  if (place >= 0) refuse({ problems: restingOn(as.definitions.pack, waiting, place), cases: [] })
  await inTransaction(as.pool, async (client) => {
    const known = await client.query('select from shishu.definition_change where id = $1', [change])
    if (known.rowCount === 0) throw unknown()
    const ended = await client.query(
      `insert into shishu.definition_change_end (change, outcome, at, by, reason) values ($1, 'withdrawn', $2, $3, $4)
           on conflict (change) do nothing`,
      [change, as.clock(), by, reason],
    )
    if (ended.rowCount === 0) throw storeError('definition.not-waiting', { change })
  })
}

/** What other waiting changes would find broken without one of them. */
function restingOn(pack: Pack, waiting: readonly KeptChange[], place: number): PackProblem[] {
  const before = withThoseThatFit(pack, waiting.slice(0, place))
  return brokenLater(withThoseThatFit(before, [waiting[place]!]), before, waiting.slice(place + 1))
}

/** What is wrong with changes that come into force on a day, those included that wait for another. */
function findingsOf(
  { definitions, rules }: Pick<Book, 'definitions' | 'rules'>,
  { changes, cases }: DefinitionQuestion,
  from: Day,
  { waiting, inForce }: { waiting: readonly KeptChange[]; inForce: readonly KeptChange[] },
): Omit<DefinitionFindings, 'rebooked'> {
  const before = waiting.filter((one) => one.from <= from)
  const pack = withThoseThatFit(definitions.pack, before)
  const problems = [...checkChanges(pack, changes), ...checkCases(cases)]
  if (problems.length > 0) return { problems, cases: [] }
  const changed = changedPack(pack, changes)
  const others = [...twiceWaiting(changes, waiting), ...brokenLater(pack, changed, waiting.slice(before.length))]
  if (others.length > 0) return { problems: others, cases: [] }
  const run = (of: Pack, some: readonly DefinitionCase[]) => {
    const made = definitionsOf(of)
    return runCases(made, some, { ...rules, params: made.params })
  }
  const earlier = keptCases([...inForce, ...before], cases)
  // One that fails already fails by no doing of these changes.
  const held = run(pack, earlier)
  const broken = run(changed, earlier).filter(({ passed }, index) => !passed && held[index]!.passed)
  return { problems: [], cases: [...run(changed, cases), ...broken] }
}

/** The examples kept with earlier changes, of one name the latest; those that new ones replace are left out. */
function keptCases(kept: readonly KeptChange[], replaced: readonly DefinitionCase[]): DefinitionCase[] {
  const keyOf = (one: DefinitionCase) => `${one.kind === 'booking' ? one.ledger : one.indicator} ${one.name}`
  const latest = new Map(kept.flatMap(({ cases }) => cases).map((one) => [keyOf(one), one]))
  for (const one of replaced) latest.delete(keyOf(one))
  return [...latest.values()]
}

/** Definitions that another change, which waits, would set back: it was written without knowing this one. */
function twiceWaiting(changes: readonly DefinitionChange[], waiting: readonly KeptChange[]): PackProblem[] {
  const paths = new Set(changes.map(pathOf))
  return waiting.flatMap((one) =>
    one.changes
      .map(pathOf)
      .filter((path) => paths.has(path))
      .map((path) => ({ path, problem: `另有一项变更 ${one.from} 起生效（${one.reason}），请先撤回它` })),
  )
}

const fits = (pack: Pack, { changes }: KeptChange) => checkChanges(pack, changes).length === 0

/** What is in force once waiting changes have come into force; those that do not go with the rest never do. */
function withThoseThatFit(pack: Pack, waiting: readonly KeptChange[]): Pack {
  return waiting.reduce((all, one) => (fits(all, one) ? changedPack(all, one.changes) : all), pack)
}

/** What waiting changes would find broken after one pack that goes with them after another. */
function brokenLater(before: Pack, after: Pack, later: readonly KeptChange[]): PackProblem[] {
  const problems: PackProblem[] = []
  let [was, is] = [before, after]
  for (const one of later) {
    if (!fits(was, one)) continue
    for (const { path, problem } of checkChanges(is, one.changes)) {
      problems.push({ path, problem: `与等着生效的变更不合（${changeText(one)}）：${problem}` })
    }
    was = changedPack(was, one.changes)
    is = changedPack(is, one.changes)
  }
  return problems
}

/** Problems that a refusal lists. */
const LISTED = 50

function refuse({ problems, cases }: Omit<DefinitionFindings, 'rebooked'>): void {
  const failed = cases.filter(({ passed }) => !passed)
  if (problems.length === 0 && failed.length === 0) return
  throw storeError('definition.refused', {
    problems: problems.slice(0, LISTED).map(({ path, problem }) => `${path}：${problem}`),
    cases: failed.slice(0, LISTED).map(({ name, expected, found }) => `样例“${name}”：应为${expected}，算出${found}`),
  })
}

async function findPublished(
  client: Pick<ClientBase, 'query'>,
  by: string,
  request: string,
): Promise<Pick<Published, 'id' | 'state'> | null> {
  const { rows } = await client.query<{ id: string; outcome: 'in-force' | 'withdrawn' | null }>(
    `select c.id, e.outcome
       from shishu.definition_change as c left join shishu.definition_change_end as e on e.change = c.id
      where c.made_by = $1 and c.request = $2`,
    [by, request],
  )
  const [row] = rows
  return row === undefined ? null : { id: row.id, state: row.outcome ?? 'waiting' }
}

/** Nothing is published by a program whose definitions another has replaced. Errors: book.definitions-changed. */
async function checkInForce(owner: Client, book: Book): Promise<void> {
  const { rows } = await owner.query<{ id: string }>('select id from shishu.definition_set order by seq desc limit 1')
  if (rows[0]?.id !== book.definitionsId) throw storeError('book.definitions-changed', {})
}

/** Ledgers that are there and would be counted anew, with the entries that they have. */
async function rebookedBy(book: Book, changed: Pack): Promise<{ ledger: string; entries: number }[]> {
  const known = new Set(book.definitions.pack.ledgers.map(({ id }) => id))
  const ledgers = changedLedgers(definitionSet(book.definitions.pack), definitionSet(changed)).filter((id) =>
    known.has(id),
  )
  const counts: { ledger: string; entries: number }[] = []
  for (const ledger of ledgers) {
    const { rows } = await book.keeperPool.query<{ entries: number }>(
      `select count(distinct entry)::integer as entries from ${ledgerTable(ledger)}`,
    )
    counts.push({ ledger, entries: rows[0]!.entries })
  }
  return counts
}
