import { fileError } from './evidence-errors.ts'
import type { FileTypeId } from './file-type.ts'

/** What the first bytes of a file say: a kind, a zip (whose parts say which), or perhaps text. */
export type Signature = FileTypeId | 'zip' | 'text'

/** Bytes of a file's beginning that `signatureOf` wants. */
export const HEAD_BYTES = 4_096

type Refusal = 'file.executable' | 'file.active-page' | 'file.heic' | 'file.old-office' | 'file.type-refused'

/** Bytes in latin1, from an offset, and what they mean. The first that fits is taken. */
const SIGNATURES: readonly (readonly [at: number, bytes: string, is: { type: Signature } | { refused: Refusal }])[] = [
  [0, '\xff\xd8\xff', { type: 'jpeg' }],
  [0, '\x89PNG\r\n\x1a\n', { type: 'png' }],
  [0, '%PDF-', { type: 'pdf' }],
  [0, 'PK\x03\x04', { type: 'zip' }],
  [0, 'ID3', { type: 'mp3' }],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', { refused: 'file.old-office' }],
  [0, 'MZ', { refused: 'file.executable' }],
  [0, '\x7fELF', { refused: 'file.executable' }],
  [0, '#!', { refused: 'file.executable' }],
  [0, '\xca\xfe\xba\xbe', { refused: 'file.executable' }], // Java, and Mach-O for several machines
  [0, '\xce\xfa\xed\xfe', { refused: 'file.executable' }],
  [0, '\xcf\xfa\xed\xfe', { refused: 'file.executable' }],
  [0, '\xfe\xed\xfa\xce', { refused: 'file.executable' }],
  [0, '\xfe\xed\xfa\xcf', { refused: 'file.executable' }],
  [0, 'dex\n', { refused: 'file.executable' }],
  [0, '\0asm', { refused: 'file.executable' }],
  [0, 'L\0\0\0\x01\x14\x02\0', { refused: 'file.executable' }], // a Windows shortcut
]

/** Major brands of ISO base media files (ISO/IEC 14496-12; the list is kept at mp4ra.org). */
const BRANDS: Readonly<Record<string, { type: Signature } | { refused: Refusal }>> = {
  ...Object.fromEntries(
    ['isom', 'iso2', 'iso3', 'iso4', 'iso5', 'iso6', 'avc1', 'mp41', 'mp42', 'MSNV', 'M4V ', 'dash'].map((brand) => [
      brand,
      { type: 'mp4' as const },
    ]),
  ),
  'M4A ': { type: 'm4a' },
  ...Object.fromEntries(
    ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].map((brand) => [
      brand,
      { refused: 'file.heic' as const },
    ]),
  ),
}

/**
 * The kind that a file's first bytes show, whatever its name.
 * Errors  file.executable, file.active-page, file.heic, file.old-office, file.type-refused.
 */
export function signatureOf(head: Buffer): Signature {
  const latin = head.toString('latin1')
  const known = SIGNATURES.find(([at, bytes]) => latin.startsWith(bytes, at))?.[2]
  if (known !== undefined) return accepted(known)
  if (latin.startsWith('RIFF') && latin.startsWith('WEBP', 8)) return 'webp'
  if (latin.startsWith('ftyp', 4)) return accepted(BRANDS[latin.slice(8, 12)] ?? { refused: 'file.type-refused' })
  if (isMp3Frame(head)) return 'mp3'
  if (isMarkup(latin)) throw fileError('file.active-page', {})
  return 'text'
}

function accepted(found: { type: Signature } | { refused: Refusal }): Signature {
  if ('refused' in found) throw fileError(found.refused, {})
  return found.type
}

/** Frame header of MPEG-1, -2 or -2.5 layer III with a bit rate and a sampling rate that exist (ISO/IEC 11172-3). */
export function isMp3Frame(head: Buffer): boolean {
  if (head.length < 4) return false
  const [sync, layer, rates] = head as unknown as [number, number, number]
  const isLayer3 = sync === 0xff && (layer & 0xe6) === 0xe2 && (layer & 0x18) !== 0x08
  return isLayer3 && ![0x00, 0xf0].includes(rates & 0xf0) && (rates & 0x0c) !== 0x0c
}

/** Browsers take text for a page by these beginnings (WHATWG MIME Sniffing §7.1), also in UTF-16. */
function isMarkup(latin: string): boolean {
  const text = latin.replaceAll('\0', '').replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
  return MARKUP.test(text)
}

const MARKUP =
  /^\s*<(!--|\?xml|(!doctype|html|head|body|svg|script|iframe|title|style|table|div|font|img|a|b|h1|p|br)\b)/i
