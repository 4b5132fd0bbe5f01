import { crc32, inflateRawSync } from 'node:zlib'
import { strFromU8, type Zippable, zipSync } from 'fflate'
import { documentsError } from '../documents-errors.ts'

/** The parts of an office file by name, in the order of its directory. */
export type ZipParts = Map<string, Uint8Array>

/** What a workbook may cost: bytes as sent, bytes unpacked in all, number of parts. */
export const ZIP_LIMITS = { bytes: 50_000_000, unpackedBytes: 200_000_000, parts: 5_000 } as const

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const END_BYTES = 22
const LONGEST_COMMENT = 65_535
const STORED = 0
const DEFLATED = 8

const damaged = (detail: string) => documentsError('workbook.damaged', { detail })
const megabytes = (bytes: number) => `${Math.ceil(bytes / 1_000_000)} MB`

/**
 * Unpacks a zip file in memory; nothing is ever written under a part's name.
 *
 * Shape   only parts that `wanted` accepts are unpacked; the others are absent
 * Errors  workbook.not-excel: no zip; workbook.damaged: a directory or checksum that does not fit;
 *         workbook.unsafe: a part name that climbs out of the file, or one name twice;
 *         workbook.too-large: over ZIP_LIMITS, whatever sizes the file claims for itself
 */
export function readZip(bytes: Uint8Array, wanted: (name: string) => boolean = () => true): ZipParts {
  if (bytes.length > ZIP_LIMITS.bytes) throw tooLarge(bytes.length, ZIP_LIMITS.bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  if (count > ZIP_LIMITS.parts) throw damaged(`${count} 个部件`)
  const parts: ZipParts = new Map()
  let at = view.getUint32(end + 16, true)
  let unpacked = 0
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== DIRECTORY_ENTRY) throw damaged('目录不完整')
    const flags = view.getUint16(at + 8, true)
    const method = view.getUint16(at + 10, true)
    const checksum = view.getUint32(at + 16, true)
    const packedBytes = view.getUint32(at + 20, true)
    const nameBytes = view.getUint16(at + 28, true)
    const local = view.getUint32(at + 42, true)
    const name = strFromU8(bytes.subarray(at + 46, at + 46 + nameBytes))
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (flags & 1) throw documentsError('workbook.encrypted', {})
    checkName(name)
    if (name.endsWith('/') || !wanted(name)) continue
    if (parts.has(name)) throw documentsError('workbook.unsafe', { detail: `部件重名：${name}` })
    if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL_ENTRY) throw damaged(name)
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (from + packedBytes > bytes.length) throw damaged(name)
    const part = unpack(name, method, bytes.subarray(from, from + packedBytes), ZIP_LIMITS.unpackedBytes - unpacked)
    if (crc32(part) !== checksum) throw damaged(`${name} 校验不符`)
    unpacked += part.length
    parts.set(name, part)
  }
  return parts
}

function findEnd(view: DataView): number {
  const last = view.byteLength - END_BYTES
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  throw documentsError('workbook.not-excel', {})
}

function checkName(name: string): void {
  const climbs = name.startsWith('/') || /(^|[\\/])\.\.([\\/]|$)/.test(name) || /^[A-Za-z]:/.test(name)
  if (climbs || name.includes('\0')) throw documentsError('workbook.unsafe', { detail: `部件名 ${name.slice(0, 60)}` })
}

function unpack(name: string, method: number, packed: Uint8Array, limit: number): Uint8Array {
  if (method === STORED) {
    if (packed.length > limit) throw tooLarge(ZIP_LIMITS.unpackedBytes, ZIP_LIMITS.unpackedBytes)
    return packed
  }
  if (method !== DEFLATED) throw damaged(`${name} 的压缩方式 ${method}`)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(limit, 1) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(ZIP_LIMITS.unpackedBytes, ZIP_LIMITS.unpackedBytes)
    }
    throw damaged(name)
  }
}

function tooLarge(size: number, limit: number) {
  const more = size > limit ? megabytes(size) : `解开后 ${megabytes(limit)} 以上`
  return documentsError('workbook.too-large', { size: more, limit: megabytes(limit) })
}

/** A fixed time in every part, so that the same parts give the same bytes. Zip knows no time zone, hence local fields. */
const partTime = () => new Date(2000, 0, 1)

/** Packs parts, in their order. Deterministic. `level` 0 stores, 9 packs hardest. */
export function writeZip(parts: ReadonlyMap<string, Uint8Array>, level: 0 | 6 | 9 = 6): Uint8Array {
  const files: Zippable = {}
  for (const [name, part] of parts) files[name] = part
  return zipSync(files, { level, mtime: partTime() })
}

/**
 * A part's text.
 *
 * Errors  workbook.damaged: not UTF-8; workbook.unsafe: it declares a document type, through which entities could grow
 */
export function partText(name: string, part: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(part)
  } catch {
    throw damaged(`${name} 不是 UTF-8`)
  }
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw documentsError('workbook.unsafe', { detail: `${name} 含 DOCTYPE` })
  return text
}
