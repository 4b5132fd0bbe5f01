import { batchDigest, postingLine, versionLine } from '../entry/batch-digest.ts'
import { storeError } from '../store-errors.ts'
import type { JournalEntry } from './read-journal.ts'
import { FIRST_SEAL, sealOf } from './seal.ts'

/** Where the verification of a town's journal stands. */
export interface VerifiedJournal {
  town: number
  position: number
  /** Hex. */
  seal: string
}

/** The state before the first place. */
export function unverified(town: number): VerifiedJournal {
  return { town, position: 0, seal: FIRST_SEAL.toString('hex') }
}

/**
 * Recomputes the seal of the next place from what it covers.
 * Errors  journal.broken: a place is missing, or something that the seal covers was changed.
 */
export function verifyNext(reached: VerifiedJournal, next: JournalEntry): VerifiedJournal {
  const { town, position, seal } = reached
  const broken = (detail: string) =>
    storeError('journal.broken', { town: String(town).slice(0, 12), position: next.position, detail })
  if (next.head.town !== town) throw broken('混入了别的乡镇的记录')
  if (next.position !== position + 1) throw broken(`缺第 ${position + 1} 笔`)
  const digest = batchDigest(next.head, next.versions.map(versionLine), next.postings.map(postingLine))
  const expected = sealOf(Buffer.from(seal, 'hex'), next.position, next.head.id, next.sealedAt, digest).toString('hex')
  if (expected !== next.seal) throw broken('内容被改动过，或封印不是原来的')
  return { town, position: next.position, seal: next.seal }
}
