import type { FileHandle } from 'node:fs/promises'
import { fileError } from './evidence-errors.ts'

/** Boxes at the top of a file; a recording in fragments has many. */
const MOST_BOXES = 100_000

/**
 * Checks that a file is one row of whole boxes with a `moov` among them (ISO/IEC 14496-12 §4.2): whole, and nothing
 * hidden behind.
 * Errors  file.damaged
 */
export async function checkMp4(file: FileHandle, size: number, label: string): Promise<void> {
  const header = Buffer.alloc(16)
  let at = 0
  let playable = false
  for (let boxes = 0; at < size; boxes += 1) {
    const { bytesRead } = await file.read(header, 0, 16, at)
    if (bytesRead < 8 || boxes > MOST_BOXES) throw fileError('file.damaged', { type: label })
    const type = header.toString('latin1', 4, 8)
    const length = boxLength(header, bytesRead, size - at)
    const fits = length >= 8 && at + length <= size && /^[ -~\xa9]{4}$/.test(type)
    if (!fits) throw fileError('file.damaged', { type: label })
    if (type === 'moov') playable = true
    at += length
  }
  if (!playable) throw fileError('file.damaged', { type: label })
}

/** 0 means up to the end of the file, 1 that a 64-bit length follows. */
function boxLength(header: Buffer, bytesRead: number, left: number): number {
  const length = header.readUInt32BE(0)
  if (length === 0) return left
  if (length !== 1) return length
  return bytesRead < 16 ? 0 : Number(header.readBigUInt64BE(8))
}
