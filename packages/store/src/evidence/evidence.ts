import { evidenceError } from './evidence-errors.ts'

/** A file that a change brings: what the file store said of it when it was received. */
export interface EvidenceFile {
  /** Hex, of the bytes as stored. */
  sha256: string
  /** As people see it; never a path. */
  name: string
  mediaType: string
  /** Bytes as stored. */
  size: number
  /** What it shows, in a person's words. */
  described?: string
}

/** What a version says of a file: it brings it, or takes it off. Taking off repeats what is taken off. */
export interface StoredEvidence {
  kind: 'attach' | 'detach'
  sha256: string
  name: string
  mediaType: string
  size: number
  described: string | null
}

/** The longest name and description that are kept, in characters. */
const LONGEST_NAME = 200
const LONGEST_DESCRIPTION = 500

const SHA256 = /^[0-9a-f]{64}$/
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9.+-]{1,100}$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: such characters are what is refused.
const NAME = /^[^\u0000-\u001f\u007f/\\]+$/

/** A given file as a version states it. Errors: evidence.malformed. */
export function attached(ledger: string, file: EvidenceFile, position: number): StoredEvidence {
  const { sha256, name, mediaType, size, described = null } = file
  const wrong = Object.entries({
    sha256: SHA256.test(sha256),
    name: NAME.test(name) && name.length <= LONGEST_NAME && name.isWellFormed(),
    mediaType: MEDIA_TYPE.test(mediaType),
    size: Number.isSafeInteger(size) && size >= 0,
    described: described === null || isKeepable(described),
  }).find(([, right]) => !right)
  if (wrong !== undefined) throw evidenceError('evidence.malformed', { ledger, position, field: wrong[0] })
  return { kind: 'attach', sha256, name, mediaType, size, described }
}

function isKeepable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0') && text.length <= LONGEST_DESCRIPTION
}
