import type { KeyObject } from 'node:crypto'
import {
  checkContent,
  codeKey,
  dayOfInstant,
  isWithin,
  kernelError,
  keyForPeople,
  keyText,
  type Language,
  type Ledger,
  type Poster,
  type Problem,
  parsePeriod,
  post,
  posterOf,
  ShishuError,
  stands,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import { DEFINITIONS_LOCK } from '../definitions/definitions-lock.ts'
import { checkDetachReason } from '../evidence/draft-evidence.ts'
import { storeEvidence } from '../evidence/store-evidence.ts'
import { adjustedPeriods } from '../journal/closing.ts'
import { recordOrgUnits } from '../org-unit/add-org-units.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { type Cell, insertRows } from '../sql/insert-rows.ts'
import { inTransaction, inTrial } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { type StoredPosting, versionLine } from './batch-digest.ts'
import type { Booked, BookingRequest, Change } from './change.ts'
import { beginDrafting, type Draft, draftVersion, storedVersion } from './draft-version.ts'
import { findByKeys, type KeyChange, keyHash, replaceKeys, townSecret } from './entry-key.ts'
import { storeMoved } from './moved.ts'
import { openVault, storeInVault, type VaultRow } from './vault.ts'
import { type StoredVersion, versionCells, versionColumns } from './version.ts'
import { findBooked, recordOf, requestOf, storeBatch, storePostings } from './write-batch.ts'

/**
 * Books a request: versions, postings, personal values and natural keys, in one transaction.
 *
 * It takes no lock that a booking of other entries needs: its place in the journal comes afterwards, from the sealer.
 * Errors  entry.refused (every problem), entry.stale, entry.unknown, entry.withdrawn, entry.twice, entry.key-taken,
 *         entry.raced, entry.wrong-town, whatever `permit` throws, closing.reason-needed, book.definitions-changed, text.malformed, evidence.*, loop.*, engine.*.
 */
export async function bookEntries(book: Book, request: BookingRequest): Promise<Booked> {
  const town = codeKey(request.town)
  const asked = requestOf(request.request)
  for (const text of [request.request, request.by, request.reason ?? '']) checkText(text)
  try {
    return await inTransaction(book.pool, async (client) => {
      const repeated = await findBooked(client, town, asked)
      if (repeated !== null) return repeated
      return bookNew(book, client, town, request)
    })
  } catch (error) {
    const raced = isUniqueViolation(error)
    if (!raced && !(error instanceof ShishuError && /^(entry|loop|evidence)\./.test(error.code))) throw error
    // Another connection may have booked the same request, entry version or key between our look and our write.
    const repeated = await inTransaction(book.pool, (client) => findBooked(client, town, asked))
    if (repeated !== null) return repeated
    throw raced ? storeError('entry.raced', { request: request.request }) : error
  }
}

async function bookNew(book: Book, client: ClientBase, town: number, request: BookingRequest): Promise<Booked> {
  await checkInForce(book, client)
  checkDetachReason(request.changes, request.reason, (id) => book.definitions.ledger(id).label)
  await openVault(client, town, 'booking')
  if (request.orgUnits !== undefined) await recordOrgUnits(client, request.orgUnits, request.by, book.clock())
  const taker = request.taker ?? null
  const rules = { secret: await townSecret(client, town), calendar: book.rules.calendar, taker }
  const drafts: Draft[] = []
  const numbers = new Map(request.changes.map((change, index) => [change, index + 1]))
  const numberOf = new Map<Draft, number>()
  for (const [ledger, changes] of byLedger(book, request)) {
    const drafting = await beginDrafting(client, town, ledger, changes, rules)
    for (const change of changes) {
      const draft = draftVersion(drafting, change)
      if (draft === null) continue
      drafts.push(draft)
      numberOf.set(draft, numbers.get(change)!)
    }
  }
  for (const draft of drafts) request.permit?.(draft)
  check(book, drafts, request.changes.length > 1 ? numberOf : null)
  const changedKeys = keyChanges(drafts, rules.secret)
  await checkKeysFree(client, town, drafts, changedKeys)
  const vault: VaultRow[] = []
  const versions = drafts.map((draft) => storedVersion(draft, vault))
  const postings = postingsOf(book, drafts)
  const adjusts = await adjustedPeriods(client, town, postings)
  if (adjusts.length > 0 && !request.reason) throw storeError('closing.reason-needed', { periods: adjusts })
  const added = drafts.filter((draft) => draft.kind === 'add').length
  const batch = uuidv7()
  const booked: Booked = {
    batch,
    repeated: false,
    versions: drafts.map(({ ledger, entry, version }) => ({ ledger: ledger.id, entry, version })),
    added,
    corrected: drafts.length - added,
    unchanged: request.changes.length - drafts.length,
    postings: postings.length,
    adjusts,
  }
  await storeVersions(client, town, batch, drafts, versions)
  await storeEvidence(client, town, batch, versions)
  await storeMoved(client, town, batch, drafts)
  await storePostings(client, book.measureNumbers, town, batch, postings)
  await storeInVault(client, town, vault)
  await replaceKeys(client, town, changedKeys)
  await storeBatch(client, book, {
    head: { town, id: batch, request: requestOf(request.request), by: request.by, reason: request.reason ?? null },
    kind: 'entries',
    record: recordOf(booked),
    versionLines: versions.map(versionLine),
    postings,
  })
  return booked
}

/** Text that PostgreSQL or UTF-8 cannot hold would be sealed as one thing and stored as another. */
function checkText(text: string): void {
  if (!text.isWellFormed() || text.includes('\0')) throw storeError('text.malformed', { text: text.toWellFormed() })
}

/**
 * Nothing is booked under rules that another process has replaced since this one opened the book; and until this booking
 * ends, no ledger is re-booked (see rebook.ts), which would not see it.
 */
async function checkInForce(book: Book, client: ClientBase): Promise<void> {
  await client.query({ name: 'share-definitions', text: `select pg_advisory_xact_lock_shared(${DEFINITIONS_LOCK})` })
  const { rows } = await client.query<{ id: string }>({
    name: 'in-force',
    text: 'select id from shishu.definition_set order by seq desc limit 1',
  })
  if (rows[0]?.id !== book.definitionsId) throw storeError('book.definitions-changed', {})
}

function byLedger(book: Book, request: BookingRequest): Map<Ledger, Change[]> {
  const tree = request.orgUnits === undefined ? book.orgTree : book.orgTree.with(request.orgUnits)
  for (const change of request.changes) {
    if (!('orgUnit' in change) || change.orgUnit === undefined) continue
    tree.get(change.orgUnit)
    if (isWithin(change.orgUnit, request.town)) continue
    throw storeError('entry.wrong-town', { unit: change.orgUnit, town: request.town })
  }
  return Map.groupBy(request.changes, (change) => book.definitions.ledger(change.ledger))
}

/** Problems that a refusal lists; the rest are counted. */
const PROBLEMS_SHOWN = 20

/**
 * Refuses the whole request when any of it is wrong, with every problem.
 * @param numberOf  each draft's place among the changes, left out where there is one; those that change nothing count too
 */
function check(book: Book, drafts: readonly Draft[], numberOf: ReadonlyMap<Draft, number> | null): void {
  const problems: Record<Language, string>[] = []
  let refused: Ledger | null = null
  for (const draft of drafts) {
    const { ledger } = draft
    for (const { error } of contentProblems(book, draft)) {
      refused = ledger
      const { zh, en } = error.texts
      const number = numberOf?.get(draft)
      problems.push(number === undefined ? { zh, en } : { zh: `第 ${number} 条：${zh}`, en: `Change ${number}: ${en}` })
    }
  }
  if (refused === null) return
  const shown = problems.slice(0, PROBLEMS_SHOWN)
  if (problems.length > shown.length)
    shown.push({ zh: `……共 ${problems.length} 处`, en: `… ${problems.length} in all` })
  throw storeError('entry.refused', {
    ledger: refused.label,
    problems: shown.map(({ zh }) => zh),
    problemsEn: shown.map(({ en }) => en),
  })
}

/** What the kernel finds wrong with what a draft says. */
function contentProblems(book: Book, { ledger, content, before }: Draft): Problem[] {
  if (content === null) return []
  // A field that a later definition requires does not hold up the entries of before.
  const lacked = (field: string | null) =>
    field !== null && before?.content != null && (before.content.values[field] ?? null) === null
  const found = checkContent(ledger, content, book.rules.calendar).filter(
    ({ field, error }) => error.code !== 'field.required' || !lacked(field),
  )
  const ended = before?.content?.orgUnit === content.orgUnit ? null : endedProblem(book, content.orgUnit)
  return ended === null ? found : [ended, ...found]
}

/** A unit that is no more takes nothing new: neither new entries nor such as move to it. */
function endedProblem(book: Book, orgUnit: string): Problem | null {
  const unit = book.orgTree.find(orgUnit)
  if (unit?.endsOn === undefined || stands(unit, dayOfInstant(book.clock().toISOString()))) return null
  const into = unit.mergedInto === undefined ? '' : (book.orgTree.find(unit.mergedInto)?.name ?? '')
  return { field: null, error: kernelError('org-unit.ended', { name: unit.name, day: unit.endsOn, into }) }
}

/** Why one change of a request would be refused. */
export interface ForeseenRefusal {
  /** Its place among the changes, from 0. */
  change: number
  field: string | null
  error: ShishuError
}

/** What would become of a request. */
export interface ForeseenBooking {
  refusals: readonly ForeseenRefusal[]
  /** Places among the changes of those that book into a closed period, which asks for a reason. */
  adjusting: readonly number[]
  /** Ids of those periods. */
  adjusts: readonly string[]
}

/**
 * Drafts a request as bookEntries does and books nothing: every change that it would refuse, not the first alone. What only
 * the writing itself can find (another request's booking meanwhile) is not foreseen.
 * Errors  of bookEntries, those that concern the request as a whole
 */
export async function foreseeBooking(book: Book, request: BookingRequest): Promise<ForeseenBooking> {
  const town = codeKey(request.town)
  return inTrial(book.pool, async (client) => {
    await checkInForce(book, client)
    await openVault(client, town, 'booking')
    if (request.orgUnits !== undefined) await recordOrgUnits(client, request.orgUnits, request.by, book.clock())
    const taker = request.taker ?? null
    const rules = { secret: await townSecret(client, town), calendar: book.rules.calendar, taker }
    const places = new Map(request.changes.map((change, index) => [change, index]))
    const refusals: ForeseenRefusal[] = []
    const drafts: { change: number; draft: Draft }[] = []
    for (const [ledger, changes] of byLedger(book, request)) {
      const drafting = await beginDrafting(client, town, ledger, changes, rules)
      for (const each of changes) {
        const change = places.get(each)!
        const refused = refusalOf(() => {
          const draft = draftVersion(drafting, each)
          if (draft === null) return
          request.permit?.(draft)
          drafts.push({ change, draft })
          for (const { field, error } of contentProblems(book, draft)) refusals.push({ change, field, error })
        })
        if (refused !== null) refusals.push({ change, field: null, error: refused })
      }
    }
    const unsound = new Set(refusals.map(({ change }) => change))
    const booking = drafts.filter(({ change }) => !unsound.has(change))
    const postings = booking.map(({ change, draft }) => ({ change, postings: postingsOf(book, [draft]) }))
    const adjusts = await adjustedPeriods(
      client,
      town,
      postings.flatMap((each) => each.postings),
    )
    const last = adjusts
      .map((id) => parsePeriod(id).until)
      .sort()
      .at(-1)
    const adjusting = postings
      .filter((each) => last !== undefined && each.postings.some(({ day }) => day < last))
      .map(({ change }) => change)
    return { refusals: refusals.sort((a, b) => a.change - b.change), adjusting, adjusts }
  })
}

function refusalOf(work: () => void): ShishuError | null {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof ShishuError) return error
    throw error
  }
}

function postingsOf(book: Book, drafts: readonly Draft[]): StoredPosting[] {
  const posters = new Map<Ledger, Poster>()
  const found: StoredPosting[] = []
  for (const { ledger, entry, version, content, before } of drafts) {
    const poster = posters.get(ledger) ?? posterOf(ledger, book.rules)
    posters.set(ledger, poster)
    const previous = before?.content ? poster(before.content) : []
    const places = new Map<string, number>()
    for (const { measure, orgUnit, day, amount } of post(previous, content === null ? [] : poster(content))) {
      const place = places.get(orgUnit) ?? codeKey(orgUnit)
      places.set(orgUnit, place)
      found.push({ entry, version, measure, orgUnit: place, day, amount })
    }
  }
  return found
}

function keyChanges(drafts: readonly Draft[], secret: KeyObject): KeyChange[] {
  return drafts.flatMap(({ ledger, entry, content, before }) => {
    const was = before?.content ? keyText(ledger, before.content) : null
    const is = content === null ? null : keyText(ledger, content)
    if (was === is) return []
    const hash = (text: string | null) => (text === null ? null : keyHash(secret, text))
    return { ledger: ledger.id, entry, dropped: hash(was), added: hash(is) }
  })
}

/** Refuses a correction that gives an entry the key of another. Errors: entry.key-taken. */
async function checkKeysFree(
  client: ClientBase,
  town: number,
  drafts: readonly Draft[],
  changes: readonly KeyChange[],
): Promise<void> {
  const moved = changes.filter(({ dropped, added }) => dropped !== null && added !== null)
  for (const [ledger, list] of Map.groupBy(moved, (change) => change.ledger)) {
    const taken = await findByKeys(
      client,
      town,
      ledger,
      list.map(({ added }) => added!),
    )
    const released = new Set(changes.flatMap(({ dropped }) => (dropped === null ? [] : [dropped.toString('hex')])))
    const clash = list.find(({ added }) => taken.has(added!.toString('hex')) && !released.has(added!.toString('hex')))
    if (clash === undefined) continue
    const draft = drafts.find(({ entry }) => entry === clash.entry)!
    const facts = { ledger: draft.ledger.label, key: keyForPeople(draft.ledger, draft.content!) }
    throw storeError('entry.key-taken', facts)
  }
}

async function storeVersions(
  client: ClientBase,
  town: number,
  batch: string,
  drafts: readonly Draft[],
  versions: readonly StoredVersion[],
): Promise<void> {
  const rows = new Map<Ledger, Cell[][]>()
  for (const [index, { ledger }] of drafts.entries()) {
    const list = rows.get(ledger) ?? []
    list.push(versionCells(ledger, town, batch, versions[index]!))
    rows.set(ledger, list)
  }
  for (const [ledger, list] of rows) await insertRows(client, ledgerTable(ledger.id), versionColumns(ledger), list)
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}
