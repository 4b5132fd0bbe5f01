import type { KeyObject } from 'node:crypto'
import {
  codeFromKey,
  codeKey,
  type EntryContent,
  type FieldValue,
  followDates,
  isPersonal,
  keyForPeople,
  keyText,
  type Ledger,
  type TrackStep,
  takeStep,
  type Values,
  type WorkCalendar,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import { uuidv7 } from 'uuidv7'
import { draftEvidence, entriesWithFiles, type FilesByEntry } from '../evidence/draft-evidence.ts'
import type { StoredEvidence } from '../evidence/evidence.ts'
import { filesInForce } from '../evidence/read-evidence.ts'
import { storeError } from '../store-errors.ts'
import type { Change } from './change.ts'
import { currentVersions } from './current-versions.ts'
import { MASKED } from './entry-history.ts'
import { isEntryId } from './entry-id.ts'
import { findByKeys, keyHash } from './entry-key.ts'
import { putAway, readVault, referencesIn, type VaultRow } from './vault.ts'
import type { StoredVersion } from './version.ts'

/** What stands in for a personal value that was erased: nothing that is said afterwards brings it back. */
export const ERASED = '（已删除）'

/** An entry as it was before a change, personal values revealed. */
export interface Before {
  version: StoredVersion
  /** Null once withdrawn. */
  content: EntryContent | null
}

/** A version about to be stored. */
export interface Draft {
  ledger: Ledger
  entry: string
  version: number
  kind: StoredVersion['kind']
  /** Null for a withdrawal. */
  content: EntryContent | null
  before: Before | null
  /** What it says of files. */
  evidence: readonly StoredEvidence[]
}

/** What a request's changes to one ledger are drafted from. Drafts made so far are in it too. */
export interface Drafting {
  ledger: Ledger
  secret: KeyObject
  calendar: WorkCalendar
  /** Entries as they were before this request, by id. */
  before: Map<string, Before>
  /** Entries by natural key (hex), those of this request included. */
  byKey: Map<string, string>
  /** What this request itself has said, by entry: an entry can be changed once. */
  said: Map<string, EntryContent | null>
  /** Files of the entries whose files this request turns on. */
  files: FilesByEntry
  /** Who takes the steps that dates tell; null where it is not known. */
  taker: string | null
}

/** Reads what a ledger's changes refer to: entries named, and those that natural keys mean. */
export async function beginDrafting(
  client: ClientBase,
  town: number,
  ledger: Ledger,
  changes: readonly Change[],
  { secret, calendar, taker }: { secret: KeyObject; calendar: WorkCalendar; taker: string | null },
): Promise<Drafting> {
  const keys = changes.flatMap((change) =>
    change.kind === 'add' || change.kind === 'put'
      ? [keyHash(secret, keyText(ledger, { orgUnit: change.orgUnit, values: change.values, track: [] }))]
      : [],
  )
  const byKey = await findByKeys(client, town, ledger.id, keys)
  const named = changes.flatMap((change) => ('entry' in change ? [change.entry] : []))
  const wrong = named.find((entry) => !isEntryId(entry))
  if (wrong !== undefined) throw storeError('entry.unknown', { ledger: ledger.label, entry: wrong })
  const versions = await currentVersions(client, town, ledger, [...new Set([...named, ...byKey.values()])])
  const references = [...versions.values()].flatMap(({ values }) => referencesIn(ledger, values))
  const revealed = await readVault(client, town, references)
  const before = new Map<string, Before>()
  for (const [entry, version] of versions) {
    const values: Record<string, FieldValue> = { ...version.values }
    for (const [id, field] of Object.entries(ledger.fields)) {
      if (isPersonal(field) && typeof values[id] === 'string') values[id] = revealed.get(values[id]) ?? ERASED
    }
    const content =
      version.kind === 'withdraw' ? null : { orgUnit: codeFromKey(version.orgUnit), values, track: version.track }
    before.set(entry, { version, content })
  }
  const files = await filesInForce(
    client,
    town,
    entriesWithFiles(changes, byKey.values(), (entry) => before.get(entry)?.content?.orgUnit),
  )
  return { ledger, secret, calendar, before, byKey, said: new Map(), files, taker }
}

/**
 * The version that a change makes, or null where it leaves things alone.
 * Errors  entry.unknown, entry.withdrawn, entry.stale, entry.key-taken, entry.twice; loop.*.
 */
export function draftVersion(drafting: Drafting, change: Change): Draft | null {
  const draft =
    change.kind === 'add' || change.kind === 'put' ? draftFact(drafting, change) : draftChange(drafting, change)
  if (draft !== null) drafting.said.set(draft.entry, draft.content)
  return draft
}

function draftFact(drafting: Drafting, change: Change & { kind: 'add' | 'put' }): Draft | null {
  const { ledger, byKey, said, before } = drafting
  const taker = change.kind === 'add' ? drafting.taker : null
  const track = 'track' in change ? change.track : undefined
  const added = mergedContent(ledger, null, change.orgUnit, change.values, taker, track)
  const key = keyHash(drafting.secret, keyText(ledger, added)).toString('hex')
  const taken = () => storeError('entry.key-taken', { ledger: ledger.label, key: keyForPeople(ledger, added) })
  const entry = byKey.get(key)
  if (entry === undefined) {
    const made = uuidv7()
    byKey.set(key, made)
    const evidence = draftEvidence(ledger, change)
    return { ledger, entry: made, version: 1, kind: 'add', content: added, before: null, evidence }
  }
  if (change.kind === 'add') throw taken()
  if (said.has(entry)) {
    // The same row again in this request is left alone; one that differs is not told apart by the key.
    const earlier = said.get(entry) ?? null
    if (
      earlier !== null &&
      sameContent(ledger, earlier, mergedContent(ledger, earlier, change.orgUnit, given(change), taker))
    ) {
      return null
    }
    throw taken()
  }
  const was = before.get(entry)
  if (was?.content == null) throw taken()
  const content = mergedContent(ledger, was.content, change.orgUnit, given(change), taker)
  if (sameContent(ledger, was.content, content)) return null
  const moves = content.orgUnit !== was.content.orgUnit
  const evidence = draftEvidence(ledger, change, drafting.files.get(entry), { moves })
  return { ledger, entry, version: was.version.version + 1, kind: 'correct', content, before: was, evidence }
}

/** What a sheet's row says: its filled cells. An empty cell does not know better than the book. */
function given({ values }: { values: Values }): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))
}

function draftChange(drafting: Drafting, change: Exclude<Change, { kind: 'add' | 'put' }>): Draft | null {
  const { ledger, said, calendar } = drafting
  const before = drafting.before.get(change.entry)
  if (before === undefined) throw storeError('entry.unknown', { ledger: ledger.label, entry: change.entry })
  if (before.content === null) throw storeError('entry.withdrawn', { ledger: ledger.label, entry: change.entry })
  if (said.has(change.entry)) throw storeError('entry.twice', { ledger: ledger.label, entry: change.entry })
  const current = before.version.version
  if (change.expected !== undefined && change.expected !== current) {
    const facts = {
      ledger: ledger.label,
      ledgerId: ledger.id,
      entry: change.entry,
      expected: change.expected,
      current,
    }
    throw storeError('entry.stale', facts)
  }
  const moves = change.kind === 'correct' && (change.orgUnit ?? before.content.orgUnit) !== before.content.orgUnit
  const evidence = draftEvidence(ledger, change, drafting.files.get(change.entry), { moves })
  const draft = { ledger, entry: change.entry, version: current + 1, kind: change.kind, before, evidence }
  if (change.kind === 'withdraw') return { ...draft, content: null }
  if (change.kind === 'step') {
    return { ...draft, content: takeStep(ledger, before.content, change.taken, change.values, calendar) }
  }
  const orgUnit = change.orgUnit ?? before.content.orgUnit
  const content = mergedContent(ledger, before.content, orgUnit, change.values, drafting.taker, change.track)
  const unchanged = evidence.length === 0 && sameContent(ledger, before.content, content)
  return unchanged ? null : { ...draft, content }
}

/**
 * An entry's content with values said anew: values not given stay, erased ones stay erased, and the steps follow their
 * dates unless they are given themselves.
 */
function mergedContent(
  ledger: Ledger,
  before: EntryContent | null,
  orgUnit: string,
  said: Values,
  taker: string | null,
  track?: readonly TrackStep[],
): EntryContent {
  checkNotMasks(ledger, said)
  const old = before?.values ?? {}
  const values: Record<string, FieldValue | undefined> = { ...old, ...said }
  for (const [id, value] of Object.entries(old)) if (value === ERASED) values[id] = ERASED
  const followed = ledger.loop === undefined ? [] : followDates(ledger.loop, before?.track ?? [], old, values, taker)
  return { orgUnit, values, track: track ?? followed }
}

/** What stands in for a personal value on a screen is no value. Errors: entry.mask-given. */
function checkNotMasks(ledger: Ledger, said: Values): void {
  for (const [id, value] of Object.entries(said)) {
    const field = Object.hasOwn(ledger.fields, id) ? ledger.fields[id] : undefined
    if (field === undefined || !isPersonal(field) || (value !== MASKED && value !== ERASED)) continue
    throw storeError('entry.mask-given', { field: field.label, mask: String(value) })
  }
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

/** A draft as it is stored: its personal values become references, those that are new go into `vault`. */
export function storedVersion(
  { ledger, entry, version, kind, content, before, evidence }: Draft,
  vault: VaultRow[],
): StoredVersion {
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
    // At another place it is put away anew: whoever sees that place sees it there.
    const stays = before?.content?.values[id] === value && before.content.orgUnit === said.orgUnit
    const reference = stays ? before.version.values[id] : undefined
    if (typeof reference === 'string') {
      values[id] = reference
      continue
    }
    const row = putAway(ledger.id, codeKey(said.orgUnit), String(value))
    vault.push(row)
    values[id] = row.reference
  }
  const stored = { ledger: ledger.id, entry, version, kind, orgUnit: codeKey(said.orgUnit), values, track: said.track }
  return evidence.length === 0 ? stored : { ...stored, evidence }
}
