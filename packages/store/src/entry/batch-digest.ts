import { createHash } from 'node:crypto'
import { canonicalJson } from '@shishu/kernel'
import type { StoredVersion } from './version.ts'

/** A posting as it is stored and sealed. */
export interface StoredPosting {
  entry: string
  version: number
  measure: string
  /** 15-digit key of the org unit. */
  orgUnit: number
  day: string
  amount: number
}

/** What a batch says of itself, sealed with its versions and postings. */
export interface BatchHead {
  town: number
  id: string
  request: string
  kind: string
  definitions: string
  /** Instant, ISO 8601 in UTC with milliseconds. */
  bookedAt: string
  bookedBy: string
  reason: string | null
  record: string | null
}

/**
 * The canonical line of a version: JSON of what it says, members in code-point order, empty fields left out. A version
 * that says nothing of files has the line that versions had before there were any.
 */
export function versionLine(version: StoredVersion): string {
  const { ledger, entry, version: number, kind, orgUnit, values, track, evidence = [] } = version
  const steps = track.map(({ step, on, by }) => [step, on, by])
  const line = ['v', ledger, entry, number, kind, orgUnit, values, steps]
  if (evidence.length === 0) return canonicalJson(line)
  const files = evidence.map((file) => [file.kind, file.sha256, file.name, file.mediaType, file.size, file.described])
  return canonicalJson([...line, files])
}

/** The canonical line of a posting. */
export function postingLine({ entry, version, measure, orgUnit, day, amount }: StoredPosting): string {
  return `["p","${entry}",${version},"${measure}",${orgUnit},"${day}",${amount}]`
}

/**
 * sha256 over a batch's canonical lines: its head, then versions and postings, each kind in code-point order. Seals are
 * chained over these digests, so that whoever holds an export can recompute them without a database.
 */
export function batchDigest(head: BatchHead, versionLines: string[], postingLines: string[]): Buffer {
  const hash = createHash('sha256')
  hash.update(canonicalJson(['b', head]))
  for (const lines of [versionLines, postingLines]) {
    if (lines.length > 0) hash.update(`\n${lines.sort().join('\n')}`)
  }
  return hash.digest()
}
