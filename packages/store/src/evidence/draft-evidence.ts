import type { Ledger } from '@shishu/kernel'
import type { Change } from '../entry/change.ts'
import { attached, type StoredEvidence } from './evidence.ts'
import { evidenceError } from './evidence-errors.ts'

/** Files in force by sha256, by entry. */
export type FilesByEntry = ReadonlyMap<string, ReadonlyMap<string, StoredEvidence>>

/**
 * Entries whose files a request's changes turn on; the others' are not read.
 * @param keyed    entries that natural keys of the request mean
 * @param placeOf  where an entry is before the request
 */
export function entriesWithFiles(
  changes: readonly Change[],
  keyed: Iterable<string>,
  placeOf: (entry: string) => string | undefined,
): string[] {
  const named = changes.flatMap((change) => {
    if (change.kind === 'add' || change.kind === 'put') return []
    const moves = change.kind === 'correct' && (change.orgUnit ?? placeOf(change.entry)) !== placeOf(change.entry)
    const drops = change.kind === 'correct' && change.detach !== undefined
    return change.kind === 'withdraw' || change.evidence !== undefined || drops || moves ? [change.entry] : []
  })
  const places = new Set(changes.flatMap((change) => (change.kind === 'put' ? [change.orgUnit] : [])))
  const moved = [...keyed].filter((entry) => [...places].some((place) => place !== placeOf(entry)))
  return [...new Set([...named, ...moved])]
}

/**
 * What a change says of its entry's files: those that it brings and the entry has not, and those that it takes off. A
 * withdrawal takes off all. A move to another place says all again there: whoever sees that place sees them.
 * Errors  evidence.malformed, evidence.not-attached.
 */
export function draftEvidence(
  ledger: Ledger,
  change: Change,
  has: ReadonlyMap<string, StoredEvidence> = new Map(),
  { moves = false } = {},
): StoredEvidence[] {
  if (change.kind === 'withdraw') return [...has.values()].map(takenOff)
  const dropped = change.kind === 'correct' ? droppedFiles(ledger, change, has) : []
  const gone = new Set(dropped.map(({ sha256 }) => sha256))
  const brought = new Map(moves ? [...has].filter(([sha256]) => !gone.has(sha256)) : [])
  const given = change.kind === 'put' ? [] : (change.evidence ?? [])
  for (const [index, file] of given.entries()) {
    const said = attached(ledger.label, file, index + 1)
    if (!has.has(said.sha256) && !brought.has(said.sha256)) brought.set(said.sha256, said)
  }
  return [...dropped, ...brought.values()]
}

function droppedFiles(
  ledger: Ledger,
  { entry, detach }: Change & { kind: 'correct' },
  has: ReadonlyMap<string, StoredEvidence>,
): StoredEvidence[] {
  return [...new Set(detach)].map((sha256) => {
    const file = has.get(sha256)
    if (file === undefined) throw evidenceError('evidence.not-attached', { ledger: ledger.label, entry, sha256 })
    return takenOff(file)
  })
}

const takenOff = (file: StoredEvidence): StoredEvidence => ({ ...file, kind: 'detach' })

/** Refuses a correction that takes a file off without saying why. Errors: evidence.reason-needed. */
export function checkDetachReason(
  changes: readonly Change[],
  reason: string | undefined,
  labelOf: (ledger: string) => string,
): void {
  if (reason) return
  const bare = changes.find((change) => change.kind === 'correct' && (change.detach?.length ?? 0) > 0)
  if (bare !== undefined) throw evidenceError('evidence.reason-needed', { ledger: labelOf(bare.ledger) })
}
