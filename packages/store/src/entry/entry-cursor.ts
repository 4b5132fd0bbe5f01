import { createHash } from 'node:crypto'
import { canonicalJson } from '@shishu/kernel'
import { storeError } from '../store-errors.ts'
import { isEntryId } from './entry-id.ts'

/** Where a page of a list ended: the sort key of its last entry (null: booking order) and the entry. */
export interface ListPosition {
  key: string | null
  entry: string
}

/** What makes two questions the same: a cursor goes on only with the question that it came from. */
export const questionMark = (question: unknown): string =>
  createHash('sha256').update(canonicalJson(question)).digest('base64url').slice(0, 16)

/** A position as text that means nothing to its bearer. */
export function writeCursor(question: string, { key, entry }: ListPosition): string {
  return Buffer.from(JSON.stringify([question, entry, key])).toString('base64url')
}

/** Characters of the longest cursor: three bytes for each of a long text’s characters, and the encoding. */
const LONGEST = 16_000

/**
 * The position in a cursor; what is in it is checked as if a stranger had made it.
 * @param accepts  whether a text is a sort key of the question; null: it is sorted in booking order
 * Errors  entry.cursor-malformed, entry.cursor-foreign: it came from another question
 */
export function readCursor(cursor: string, question: string, accepts: ((key: string) => boolean) | null): ListPosition {
  const malformed = () => storeError('entry.cursor-malformed', {})
  if (typeof cursor !== 'string' || cursor.length > LONGEST || !/^[\w-]+$/.test(cursor)) throw malformed()
  const parts = parse(Buffer.from(cursor, 'base64url').toString())
  if (!Array.isArray(parts) || parts.length !== 3) throw malformed()
  const [mark, entry, key] = parts as unknown[]
  if (typeof mark !== 'string' || typeof entry !== 'string' || !isEntryId(entry)) throw malformed()
  if (mark !== question) throw storeError('entry.cursor-foreign', {})
  if (accepts === null ? key !== null : typeof key !== 'string' || !accepts(key)) throw malformed()
  return { entry, key: key as string | null }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
