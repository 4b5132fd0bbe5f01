import {
  checkContent,
  codeFromKey,
  codeKey,
  type EntryContent,
  type FieldValue,
  isPersonal,
  isWithin,
  type Ledger,
  type Poster,
  post,
  posterOf,
  ShishuError,
  takeStep,
  trackFromDates,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../book/book.ts'
import { adjustedPeriods } from '../journal/closing.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { type Cell, insertRows } from '../sql/insert-rows.ts'
import { inTransaction } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { type StoredPosting, versionLine } from './batch-digest.ts'
import type { Booked, BookingRequest, Change } from './change.ts'
import { currentVersions } from './current-versions.ts'
import { findByKeys, keyHash, keyText, townSecret } from './entry-key.ts'
import { openVault, putAway, readVault, referencesIn, storeInVault, type VaultRow } from './vault.ts'
import { type StoredVersion, versionCells, versionColumns } from './version.ts'
import { findBatch, storeBatch, storePostings } from './write-batch.ts'

/** What stands in for a personal value that was erased. */
export const ERASED = '（已删除）'

/** An entry as it was before a change, personal values revealed. */
interface Before {
  version: StoredVersion
  /** Null once withdrawn. */
  content: EntryContent | null
}

/** A version about to be stored. `content` is null for a withdrawal. */
interface Draft {
  ledger: Ledger
  entry: string
  version: number
  kind: StoredVersion['kind']
  content: EntryContent | null
  before: Before | null
}

/**
 * Books a request: versions, postings, personal values and natural keys, in one transaction.
 *
 * It takes no lock that a booking of other entries needs: its place in the journal comes afterwards, from the sealer.
 * Errors  entry.refused (every problem), entry.stale, entry.unknown, entry.withdrawn, entry.key-taken,
 *         entry.wrong-town, closing.reason-needed, loop.*, engine.*.
 */
export async function bookEntries(book: Book, request: BookingRequest): Promise<Booked> {
  const town = codeKey(request.town)
  try {
    return await inTransaction(book.pool, async (client) => {
      const repeated = await findBatch(client, town, request.request)
      if (repeated !== null) return repeated
      return bookNew(book, client, town, request)
    })
  } catch (error) {
    const raced = isUniqueViolation(error)
    if (!raced && !(error instanceof ShishuError && /^(entry|loop)\./.test(error.code))) throw error
    // Another connection may have booked the same request, entry version or key between our look and our write.
    const repeated = await inTransaction(book.pool, (client) => findBatch(client, town, request.request))
    if (repeated !== null) return repeated
    throw raced ? raceRefusal(error, request) : error
  }
}

async function bookNew(book: Book, client: ClientBase, town: number, request: BookingRequest): Promise<Booked> {
  await openVault(client)
  const secret = await townSecret(client, town)
  const drafts: Draft[] = []
  const keys: { ledger: string; key: Buffer; entry: string }[] = []
  const droppedKeys: { ledger: string; key: Buffer }[] = []
  let unchanged = 0
  for (const [ledger, changes] of byLedger(book, request)) {
    const before = await loadBefore(client, town, ledger, changes, secret)
    for (const change of changes) {
      const draft = draftOf(ledger, change, before, secret)
      if (draft === null) {
        unchanged += 1
        continue
      }
      drafts.push(draft)
      const was = draft.before?.content ? keyText(ledger, draft.before.content) : null
      const is = draft.content === null ? null : keyText(ledger, draft.content)
      if (was === is) continue
      if (was !== null) droppedKeys.push({ ledger: ledger.id, key: keyHash(secret, was) })
      if (is !== null) keys.push({ ledger: ledger.id, key: keyHash(secret, is), entry: draft.entry })
    }
  }
  check(drafts)
  const vault: VaultRow[] = []
  const versions = drafts.map((draft) => storedVersion(draft, vault))
  const postings = postingsOf(book, drafts)
  const adjusts = await adjustedPeriods(client, town, postings)
  if (adjusts.length > 0 && !request.reason) throw storeError('closing.reason-needed', { periods: adjusts })
  const added = drafts.filter((draft) => draft.kind === 'add').length
  const booked = {
    repeated: false,
    versions: drafts.map(({ ledger, entry, version }) => ({ ledger: ledger.id, entry, version })),
    added,
    corrected: drafts.length - added,
    unchanged,
    postings: postings.length,
    adjusts,
  }
  if (drafts.length === 0) return { ...booked, batch: null }

  const batch = uuidv7()
  await storeVersions(client, town, batch, drafts, versions)
  await storePostings(client, book.measureNumbers, town, batch, postings)
  await storeInVault(client, town, vault)
  await replaceKeys(client, town, droppedKeys, keys)
  await storeBatch(client, book, {
    head: { town, id: batch, request: request.request, by: request.by, reason: request.reason ?? null },
    kind: 'entries',
    record: null,
    versionLines: versions.map(versionLine),
    postings,
  })
  return { ...booked, batch }
}

function byLedger(book: Book, request: BookingRequest): Map<Ledger, Change[]> {
  const groups = new Map<Ledger, Change[]>()
  const ledgers = new Map<string, Change[]>()
  for (const change of request.changes) {
    const group = ledgers.get(change.ledger) ?? []
    group.push(change)
    if (group.length === 1) {
      ledgers.set(change.ledger, group)
      groups.set(book.definitions.ledger(change.ledger), group)
    }
    if ('orgUnit' in change && change.orgUnit !== undefined) {
      book.orgTree.get(change.orgUnit)
      if (!isWithin(change.orgUnit, request.town)) {
        throw storeError('entry.wrong-town', { unit: change.orgUnit, town: request.town })
      }
    }
  }
  return groups
}

/** The entries that changes refer to, by id, and by natural key (hex). */
interface Found {
  byEntry: Map<string, Before>
  byKey: Map<string, string>
}

async function loadBefore(
  client: ClientBase,
  town: number,
  ledger: Ledger,
  changes: readonly Change[],
  secret: Buffer,
): Promise<Found> {
  const keys = changes.flatMap((change) =>
    change.kind === 'add' || change.kind === 'put'
      ? [keyHash(secret, keyText(ledger, { orgUnit: change.orgUnit, values: change.values, track: [] }))]
      : [],
  )
  const byKey = await findByKeys(client, town, ledger.id, keys)
  const named = changes.flatMap((change) => ('entry' in change ? [change.entry] : []))
  const versions = await currentVersions(client, town, ledger, [...new Set([...named, ...byKey.values()])])
  const references = [...versions.values()].flatMap(({ values }) => referencesIn(ledger, values))
  const revealed = await readVault(client, town, references)
  const byEntry = new Map<string, Before>()
  for (const [entry, version] of versions) {
    const values: Record<string, FieldValue> = { ...version.values }
    for (const [id, field] of Object.entries(ledger.fields)) {
      if (isPersonal(field) && typeof values[id] === 'string') values[id] = revealed.get(values[id]) ?? ERASED
    }
    const content =
      version.kind === 'withdraw' ? null : { orgUnit: codeFromKey(version.orgUnit), values, track: version.track }
    byEntry.set(entry, { version, content })
  }
  return { byEntry, byKey }
}

/** The version that a change makes, or null where it leaves things alone. */
function draftOf(ledger: Ledger, change: Change, found: Found, secret: Buffer): Draft | null {
  if (change.kind === 'add' || change.kind === 'put') {
    const track =
      (change.kind === 'add' ? change.track : undefined) ??
      (ledger.loop === undefined ? [] : trackFromDates(ledger.loop, change.values))
    const content = { orgUnit: change.orgUnit, values: change.values, track }
    const text = keyText(ledger, content)
    const key = keyHash(secret, text).toString('hex')
    const existing = found.byKey.get(key)
    if (existing === undefined) {
      const entry = uuidv7()
      found.byKey.set(key, entry)
      found.byEntry.set(entry, {
        version: { ledger: ledger.id, entry, version: 1, kind: 'add', orgUnit: 0, values: {}, track: [] },
        content,
      })
      return { ledger, entry, version: 1, kind: 'add', content, before: null }
    }
    const before = found.byEntry.get(existing)
    if (change.kind === 'add')
      throw storeError('entry.key-taken', { ledger: ledger.label, key: keyForPeople(ledger, content) })
    if (before?.content && sameContent(ledger, before.content, content)) return null
    // The same row twice in one request with different content: the key does not tell them apart.
    if (before === undefined || before.version.orgUnit === 0) {
      throw storeError('entry.key-taken', { ledger: ledger.label, key: keyForPeople(ledger, content) })
    }
    // As for a row added above: the same row again in this request is left alone.
    found.byEntry.set(existing, { version: { ...before.version, orgUnit: 0 }, content })
    return { ledger, entry: existing, version: before.version.version + 1, kind: 'correct', content, before }
  }
  const before = found.byEntry.get(change.entry)
  if (before === undefined) throw storeError('entry.unknown', { ledger: ledger.label, entry: change.entry })
  if (before.content === null) throw storeError('entry.withdrawn', { ledger: ledger.label, entry: change.entry })
  const current = before.version.version
  if (change.expected !== undefined && change.expected !== current) {
    const facts = { ledger: ledger.label, entry: change.entry, expected: change.expected, current }
    throw storeError('entry.stale', facts)
  }
  const draft = { ledger, entry: change.entry, version: current + 1, kind: change.kind, before }
  if (change.kind === 'withdraw') return { ...draft, content: null }
  if (change.kind === 'step')
    return { ...draft, content: takeStep(ledger, before.content, change.taken, change.values) }
  const content = {
    orgUnit: change.orgUnit ?? before.content.orgUnit,
    values: { ...before.content.values, ...change.values },
    track: change.track ?? before.content.track,
  }
  return sameContent(ledger, before.content, content) ? null : { ...draft, content }
}

function sameContent(ledger: Ledger, one: EntryContent, other: EntryContent): boolean {
  return (
    one.orgUnit === other.orgUnit &&
    Object.keys(ledger.fields).every((id) => (one.values[id] ?? null) === (other.values[id] ?? null)) &&
    one.track.length === other.track.length &&
    one.track.every((step, index) => {
      const twin = other.track[index]!
      return step.step === twin.step && step.on === twin.on && (step.by ?? null) === (twin.by ?? null)
    })
  )
}

function keyForPeople(ledger: Ledger, content: EntryContent): string {
  const shown = ledger.key.filter((id) => !isPersonal(ledger.fields[id]!)).map((id) => content.values[id] ?? '')
  return shown.join(' ') || content.orgUnit
}

/** Refuses the whole request when any of it is wrong, with every problem. */
function check(drafts: readonly Draft[]): void {
  const problems: string[] = []
  let refused: Ledger | null = null
  for (const [index, { ledger, content }] of drafts.entries()) {
    if (content === null) continue
    for (const { error } of checkContent(ledger, content)) {
      refused = ledger
      problems.push(drafts.length > 1 ? `第 ${index + 1} 条：${error.texts.zh}` : error.texts.zh)
    }
  }
  if (refused === null) return
  const shown = problems.length > 20 ? [...problems.slice(0, 20), `……共 ${problems.length} 处`] : problems
  throw storeError('entry.refused', { ledger: refused.label, problems: shown })
}

function storedVersion({ ledger, entry, version, kind, content, before }: Draft, vault: VaultRow[]): StoredVersion {
  // A withdrawal repeats what it takes back, so that it can be read by itself.
  const said = content ?? before!.content!
  const values: Record<string, FieldValue> = {}
  for (const id of Object.keys(ledger.fields)) {
    const value = said.values[id] ?? null
    if (value === null) continue
    if (!isPersonal(ledger.fields[id]!)) {
      values[id] = value
      continue
    }
    const reference = before?.content?.values[id] === value ? before.version.values[id] : undefined
    if (typeof reference === 'string') {
      values[id] = reference
      continue
    }
    const row = putAway(String(value))
    vault.push(row)
    values[id] = row.reference
  }
  return { ledger: ledger.id, entry, version, kind, orgUnit: codeKey(said.orgUnit), values, track: said.track }
}

function postingsOf(book: Book, drafts: readonly Draft[]): StoredPosting[] {
  const posters = new Map<Ledger, Poster>()
  const found: StoredPosting[] = []
  for (const { ledger, entry, version, content, before } of drafts) {
    const poster = posters.get(ledger) ?? posterOf(ledger, book.rules)
    posters.set(ledger, poster)
    const previous = before?.content ? poster(before.content) : []
    for (const posting of post(previous, content === null ? [] : poster(content))) {
      found.push({ ...posting, entry, version, orgUnit: codeKey(posting.orgUnit) })
    }
  }
  return found
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

async function replaceKeys(
  client: ClientBase,
  town: number,
  dropped: readonly { ledger: string; key: Buffer }[],
  added: readonly { ledger: string; key: Buffer; entry: string }[],
): Promise<void> {
  if (dropped.length > 0) {
    await client.query(
      `delete from shishu.entry_key as k using unnest($2::text[], $3::bytea[]) as gone(ledger, key)
        where k.town = $1 and k.ledger = gone.ledger and k.key = gone.key`,
      [town, dropped.map(({ ledger }) => ledger), dropped.map(({ key }) => key)],
    )
  }
  await insertRows(
    client,
    'shishu.entry_key',
    [
      ['town', 'bigint'],
      ['ledger', 'text'],
      ['key', 'bytea'],
      ['entry', 'uuid'],
    ],
    added.map(({ ledger, key, entry }) => [town, ledger, `\\x${key.toString('hex')}`, entry]),
  )
}

function isUniqueViolation(error: unknown): error is Error & { table?: string } {
  return error instanceof Error && 'code' in error && error.code === '23505'
}

/** What a lost race means to the asker: another took the key, or made the next version of an entry. */
function raceRefusal(error: Error & { table?: string }, request: BookingRequest): Error {
  const change = request.changes.find((one) => 'entry' in one)
  const ledger = (change ?? request.changes[0])?.ledger ?? ''
  if (error.table === 'entry_key' || change === undefined || !('entry' in change)) {
    return storeError('entry.key-taken', { ledger, key: request.request })
  }
  const expected = change.expected ?? 0
  return storeError('entry.stale', { ledger, entry: change.entry, expected, current: expected + 1 })
}
