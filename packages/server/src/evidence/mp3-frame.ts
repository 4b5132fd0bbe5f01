import { fileError } from './evidence-errors.ts'
import { isMp3Frame } from './magic-number.ts'

const ID3_HEADER_BYTES = 10

/** Checks that a frame of sound follows the tag, where there is one (id3.org, ID3v2.4.0 §3.1). Errors: file.damaged. */
export function checkMp3(bytes: Buffer, label: string): void {
  let at = bytes.toString('latin1', 0, 3) === 'ID3' ? ID3_HEADER_BYTES + synchsafe(bytes, 6) : 0
  while (bytes[at] === 0) at += 1 // padding
  if (!isMp3Frame(bytes.subarray(at, at + 4))) throw fileError('file.damaged', { type: label })
}

/** A length in four bytes of seven bits. */
function synchsafe(bytes: Buffer, at: number): number {
  return [...bytes.subarray(at, at + 4)].reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
}
