import { crc32, createInflateRaw } from 'node:zlib'
import { fileError } from './evidence-errors.ts'
import type { ZipLimits } from './evidence-settings.ts'

/** A part of a zip file, as its directory and its own header agree to tell of it. */
export interface ZipPart {
  name: string
  packed: Buffer
  isDeflated: boolean
  unpackedBytes: number
  checksum: number
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_ENTRY = 0x04034b50
const END_BYTES = 22
const LONGEST_COMMENT = 65_535
const STORED = 0
const DEFLATED = 8
/** Bits of the flags that mean encryption: of the part, strong, or of the directory (APPNOTE.TXT 4.4.4). */
const ENCRYPTED = 0b10_0000_0100_0001
/** Below this a part's ratio says nothing: a blank page packs a thousandfold. */
const SMALL_PART_BYTES = 1_000_000

/** Unpacked at a time. */
const CHUNK_BYTES = 1 << 18

const damaged = () => fileError('file.damaged', { type: 'ZIP' })

/**
 * The parts of a zip file by its directory. Nothing is unpacked yet; sizes are those that the file claims for itself.
 *
 * Parts lie one after the other from the first byte to the directory, and the directory ends the file: what no program
 * should read lies nowhere.
 * Errors  file.damaged, file.encrypted, file.unpacks-too-large, file.unsafe-part.
 */
export function readZipDirectory(bytes: Buffer, limits: ZipLimits): ZipPart[] {
  const end = findEnd(bytes)
  const count = bytes.readUInt16LE(end + 10)
  const directory = bytes.readUInt32LE(end + 16)
  if (count > limits.parts) throw fileError('file.unpacks-too-large', {})
  const parts: ZipPart[] = []
  const places: [from: number, to: number][] = []
  let at = directory
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged()
    const { part, place } = readEntry(bytes, at, directory)
    parts.push(part)
    places.push(place)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  if (at !== end) throw damaged()
  checkPlaces(places)
  checkSizes(parts, limits)
  checkNames(parts)
  return parts
}

function findEnd(bytes: Buffer): number {
  const last = bytes.length - END_BYTES
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY && at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) {
      return at
    }
  }
  throw damaged()
}

function readEntry(bytes: Buffer, at: number, directory: number): { part: ZipPart; place: [number, number] } {
  const flags = bytes.readUInt16LE(at + 8)
  const method = bytes.readUInt16LE(at + 10)
  const packedBytes = bytes.readUInt32LE(at + 20)
  const nameBytes = bytes.readUInt16LE(at + 28)
  const local = bytes.readUInt32LE(at + 42)
  const name = bytes.subarray(at + 46, at + 46 + nameBytes)
  if (local + 30 > directory || bytes.readUInt32LE(local) !== LOCAL_ENTRY) throw damaged()
  if ((flags | bytes.readUInt16LE(local + 6)) & ENCRYPTED) throw fileError('file.encrypted', {})
  if (method !== bytes.readUInt16LE(local + 8) || (method !== STORED && method !== DEFLATED)) throw damaged()
  const localName = bytes.subarray(local + 30, local + 30 + bytes.readUInt16LE(local + 26))
  // One program goes by the directory, another by the headers: they must not read two files.
  if (!localName.equals(name)) throw damaged()
  const from = local + 30 + localName.length + bytes.readUInt16LE(local + 28)
  if (from + packedBytes > directory) throw damaged()
  const part: ZipPart = {
    // Byte for byte: two names that differ stay two, whatever encoding they were written in.
    name: name.toString('latin1'),
    packed: bytes.subarray(from, from + packedBytes),
    isDeflated: method === DEFLATED,
    unpackedBytes: bytes.readUInt32LE(at + 24),
    checksum: bytes.readUInt32LE(at + 16),
  }
  return { part, place: [local, from + packedBytes] }
}

/** Parts that overlap are how a small file unpacks to terabytes (Fifield 2019, "A better zip bomb"). */
function checkPlaces(places: [from: number, to: number][]): void {
  const sorted = places.sort(([one], [other]) => one - other)
  if (sorted[0]?.[0] !== 0) throw damaged()
  for (const [index, [from]] of sorted.entries()) {
    if (index > 0 && from < sorted[index - 1]![1]) throw fileError('file.unpacks-too-large', {})
  }
}

function checkSizes(parts: readonly ZipPart[], limits: ZipLimits): void {
  const total = parts.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
  const bloated = parts.some(
    ({ unpackedBytes, packed }) => unpackedBytes > SMALL_PART_BYTES && unpackedBytes > packed.length * limits.ratio,
  )
  if (total > limits.unpackedBytes || bloated) throw fileError('file.unpacks-too-large', {})
}

function checkNames(parts: readonly ZipPart[]): void {
  const seen = new Set<string>()
  for (const { name } of parts) {
    const climbs = /^[/\\]|(^|[\\/])\.\.([\\/]|$)|^[A-Za-z]:|\0/.test(name)
    const again = seen.has(name.toLowerCase())
    if (climbs || again) throw fileError('file.unsafe-part', { detail: again ? '部件重名' : '部件名指向文件之外' })
    seen.add(name.toLowerCase())
  }
}

/**
 * Unpacks a part piece by piece; it never gives more than the directory claims.
 * Errors  file.damaged, file.unpacks-too-large.
 */
export async function* unpackPart(part: ZipPart): AsyncGenerator<Buffer> {
  let count = 0
  let checksum = 0
  for await (const chunk of part.isDeflated ? inflated(part.packed) : [part.packed]) {
    count += chunk.length
    if (count > part.unpackedBytes) throw fileError('file.unpacks-too-large', {})
    checksum = crc32(chunk, checksum)
    yield chunk
  }
  if (count !== part.unpackedBytes || checksum !== part.checksum) throw damaged()
}

async function* inflated(packed: Buffer): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES })
  inflate.end(packed)
  try {
    yield* inflate as AsyncIterable<Buffer>
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw damaged()
    throw error
  } finally {
    inflate.destroy()
  }
}
