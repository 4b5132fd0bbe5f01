import type { Readable } from 'node:stream'
import { ShishuError } from '@shishu/kernel'
import { fileError } from '../evidence/evidence-errors.ts'
import type { ZipLimits } from '../evidence/evidence-settings.ts'
import { safeFileName } from '../evidence/file-name.ts'
import { HEAD_BYTES, signatureOf } from '../evidence/magic-number.ts'
import { checkOfficeZip } from '../evidence/office-parts.ts'
import { readZipDirectory } from '../evidence/zip-directory.ts'
import { importError } from './import-errors.ts'

/** The largest workbook that is imported. */
export const WORKBOOK_LIMIT_BYTES = 20_000_000

/** A workbook that was received. */
export interface ReceivedWorkbook {
  bytes: Buffer
  name: string
  /** Bytes of all its parts once unpacked. */
  unpackedBytes: number
}

/**
 * Reads a workbook that is being sent, and checks it by content before anything of it is unpacked into memory.
 * Errors  file.too-large, file.empty, file.interrupted; import.not-a-workbook; those of magic-number and office-parts.
 */
export async function receiveWorkbook(
  stream: Readable,
  name: string,
  { zip, limitBytes = WORKBOOK_LIMIT_BYTES }: { zip: ZipLimits; limitBytes?: number },
): Promise<ReceivedWorkbook> {
  const bytes = await readLimited(stream, limitBytes)
  if (bytes.length === 0) throw fileError('file.empty', {})
  const type = await typeOf(bytes, zip)
  if (type !== 'xlsx') throw importError('import.not-a-workbook', {})
  const unpackedBytes = readZipDirectory(bytes, zip).reduce((sum, part) => sum + part.unpackedBytes, 0)
  return { bytes, name: safeFileName(name), unpackedBytes }
}

async function typeOf(bytes: Buffer, zip: ZipLimits): Promise<string> {
  try {
    const signature = signatureOf(bytes.subarray(0, HEAD_BYTES))
    return signature === 'zip' ? await checkOfficeZip(bytes, zip) : signature
  } catch (error) {
    // What is accepted as evidence is not what is accepted here.
    if (error instanceof ShishuError && error.code === 'file.type-refused')
      throw importError('import.not-a-workbook', {})
    throw error
  }
}

async function readLimited(stream: Readable, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let count = 0
  try {
    for await (const chunk of stream) {
      count += (chunk as Buffer).length
      if (count > limitBytes) throw fileError('file.too-large', { limitBytes })
      chunks.push(chunk as Buffer)
    }
  } catch (error) {
    throw error instanceof ShishuError ? error : fileError('file.interrupted', {})
  }
  return Buffer.concat(chunks)
}
