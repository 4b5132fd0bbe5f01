import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { writeReportDocx, writeWorkbook } from '@shishu/documents'
import { strToU8, type Zippable, zipSync } from 'fflate'
import sharp, { type Exif } from 'sharp'
import type { FileStore, KeptFile } from './file-store.ts'

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** EXIF as a phone writes it: who made it, and where. */
const EXIF: Exif = {
  IFD0: { Make: 'Phone', Model: 'P-1', Artist: 'somebody' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 56/1 12/1', GPSLongitudeRef: 'E', GPSLongitude: '118/1 45/1 3/1' },
}

/** A photo as a phone takes it, lying on its side: 600 × 400 as stored, 400 × 600 as seen. Every seed is another one. */
export async function photo(type: 'jpeg' | 'png' | 'webp' = 'jpeg', seed = 1): Promise<Buffer> {
  const pixels = Buffer.alloc(600 * 400 * 3)
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = ((at >> 6) * 7 + seed * 40) & 0xff
  return sharp(pixels, { raw: { width: 600, height: 400, channels: 3 } })
    .withExif(EXIF)
    .withMetadata({ orientation: 6 })
    .withExifMerge(EXIF)
    .toFormat(type)
    .toBuffer()
}

export const workbook = (): Uint8Array =>
  writeWorkbook({
    sheets: [{ name: '台账', rows: [['名称', '数量'], ...Array.from({ length: 500 }, (_, n) => [`甲${n}`, n])] }],
  })

export const word = (): Promise<Uint8Array> =>
  writeReportDocx({
    report: {
      title: '情况汇报',
      paragraphs: [{ style: 'title', runs: [{ slot: null, text: '情况汇报' }], lead: null }],
      slots: [],
    },
    orgUnit: '青溪镇',
    period: '2026年上半年',
    issuer: '青溪镇人民政府',
    date: '2026-07-01',
    asOf: '2026-07-01T10:00:00.000Z',
    seal: null,
  })

const MAIN = {
  docx: 'wordprocessingml.document',
  xlsx: 'spreadsheetml.sheet',
  pptx: 'presentationml.presentation',
} as const

/** A small office file with the parts given besides. */
export function office(type: keyof typeof MAIN, parts: Record<string, string | Uint8Array> = {}): Uint8Array {
  const mainType = `application/vnd.openxmlformats-officedocument.${MAIN[type]}.main+xml`
  return zip({
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types><Override PartName="/main.xml" ContentType="${mainType}"/></Types>`,
    'main.xml': '<?xml version="1.0"?><main/>',
    ...parts,
  })
}

export function zip(parts: Record<string, string | Uint8Array>): Uint8Array {
  const files: Zippable = {}
  for (const [name, part] of Object.entries(parts)) files[name] = typeof part === 'string' ? strToU8(part) : part
  return zipSync(files, { level: 9 })
}

const box = (type: string, body: Buffer = Buffer.alloc(0)) => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** The boxes of a recording; nothing that plays. */
export const mp4 = (brand = 'isom', ...boxes: string[]): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\x02\0${brand}`, 'latin1')),
    ...(boxes.length === 0 ? ['moov', 'mdat'] : boxes).map((type) => box(type, Buffer.alloc(40))),
  ])

export const mp3 = (): Buffer => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(413)])

export const pdf = (): Buffer =>
  Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n')

/** Bytes as they come over a wire: in small pieces. */
export function sent(bytes: Uint8Array, piece = 60_000): Readable {
  return Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += piece) yield Buffer.from(bytes.subarray(at, at + piece))
    })(),
    { objectMode: false },
  )
}

/** The code of the refusal that a piece of work ends in; `kept` where it does not. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'kept',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  )
}

export const readAll = async (found: { bytes: Readable } | undefined) => {
  if (found === undefined) return undefined
  const chunks: Buffer[] = []
  for await (const chunk of found.bytes) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export async function listed(store: FileStore): Promise<KeptFile[]> {
  const found: KeptFile[] = []
  for await (const one of store.list()) found.push(one)
  return found
}
