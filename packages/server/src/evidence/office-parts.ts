import { fileError } from './evidence-errors.ts'
import type { ZipLimits } from './evidence-settings.ts'
import type { FileTypeId } from './file-type.ts'
import { readZipDirectory, unpackPart, type ZipPart } from './zip-directory.ts'

const CONTENT_TYPES = '[content_types].xml'
const OFD_ROOT = 'ofd.xml'
/** The largest part that is read as a whole: content types and relationships. */
const LONGEST_READ_BYTES = 4_000_000

/** Main parts by content type (ECMA-376 part 1, 11.3.10, 12.3.23, 13.3.6). */
const MAIN_PARTS: readonly (readonly [contentType: string, type: FileTypeId])[] = [
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml', 'docx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml', 'xlsx'],
  ['application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml', 'pptx'],
]

const MACRO_PART = /(^|\/)vba(project|data)[^/]*$|\.(docm|xlsm|pptm|dotm|xltm|potm|xlsb|xlam|ppam)$/i
const MACRO_TYPE = /macroEnabled|vnd\.ms-office\.vba/i
const PROGRAM_PART = /\.(exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|jse?|wsf|hta|msi|jar|lnk|sh)$/i
/** Encodings of XML that are read here as they are read elsewhere. */
const ENCODINGS = /^(utf-8|utf-16(le|be)?|us-ascii|ascii|gb2312|gbk|gb18030|iso-8859-1)$/i
/** What a document may not fetch from elsewhere when it is opened. */
const FETCHED = /\/(attachedTemplate|oleObject|frame|subDocument|package)$/
const ELSEWHERE = /^(https?:|ftp:|mhtml:|\\\\|\/\/|file:\/*\\\\|file:\/\/[^/]|file:\/{4,})/i

const unsafe = (detail: string) => fileError('file.unsafe-part', { detail })

/**
 * Which kind of document a zip file is, once every part of it was found harmless.
 * Errors  file.type-refused, file.macros, file.unsafe-part, and what zip-directory refuses.
 */
export async function checkOfficeZip(bytes: Buffer, limits: ZipLimits): Promise<FileTypeId> {
  const parts = readZipDirectory(bytes, limits)
  const names = new Set(parts.map(({ name }) => name.toLowerCase()))
  const isOffice = names.has(CONTENT_TYPES)
  if (!isOffice && !names.has(OFD_ROOT)) throw fileError('file.type-refused', {})
  for (const { name } of parts) {
    if (MACRO_PART.test(name)) throw fileError('file.macros', {})
    if (PROGRAM_PART.test(name)) throw unsafe('程序')
  }
  let type: FileTypeId | undefined
  for (const part of parts) {
    const text = await checkPart(part)
    const name = part.name.toLowerCase()
    if (isOffice && name === CONTENT_TYPES) type = officeType(text)
    else if (name.endsWith('.rels')) checkRelationships(text)
    else if (!isOffice && name === OFD_ROOT && text.includes('ofdspec.org')) type = 'ofd'
  }
  if (type === undefined) throw fileError('file.type-refused', {})
  return type
}

/** Checks a part and gives back its text where it is one that is read. */
async function checkPart(part: ZipPart): Promise<string> {
  const isRead = /\.rels$/i.test(part.name) || [CONTENT_TYPES, OFD_ROOT].includes(part.name.toLowerCase())
  if (isRead && part.unpackedBytes > LONGEST_READ_BYTES) throw fileError('file.unpacks-too-large', {})
  const scan = xmlScan()
  let text = ''
  let isXml = true
  for await (const chunk of unpackPart(part)) {
    if (!isXml && !isRead) continue
    // Without its zero bytes UTF-16 reads like ASCII, which is all that is looked for.
    const latin = chunk.toString('latin1').replaceAll('\0', '')
    isXml = scan(latin)
    if (isRead) text += latin
  }
  return text
}

/** Looks for what lets XML grow or reach out, in what begins like XML, whatever it is called; false where it is none. */
function xmlScan(): (latin: string) => boolean {
  let isXml: boolean | undefined
  let before = ''
  return (latin) => {
    if (isXml === undefined) {
      const begin = `${before}${latin}`.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*/, '')
      if (begin !== '') isXml = begin.startsWith('<')
      const encoding = /^<\?xml[^>]*encoding\s*=\s*["']([^"']*)/i.exec(begin)?.[1]
      if (encoding !== undefined && !ENCODINGS.test(encoding)) throw unsafe(`XML 编码 ${encoding.slice(0, 20)}`)
    }
    if (isXml === false) return false
    const text = before + latin
    if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw unsafe('DOCTYPE')
    before = text.slice(-'<!DOCTYPE'.length)
    return true
  }
}

function officeType(contentTypes: string): FileTypeId | undefined {
  if (MACRO_TYPE.test(contentTypes)) throw fileError('file.macros', {})
  if (/activeX/i.test(contentTypes)) throw unsafe('ActiveX')
  return MAIN_PARTS.find(([contentType]) => contentTypes.includes(`"${contentType}"`))?.[1]
}

/** A template or object from elsewhere is fetched, and may run, when the document is opened. */
function checkRelationships(rels: string): void {
  for (const [relationship] of rels.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)`).exec(relationship)?.[1] ?? ''
    const fetched = FETCHED.test(attribute('Type')) && attribute('TargetMode') === 'External'
    if (fetched && ELSEWHERE.test(attribute('Target').trim())) throw unsafe('引用外部模板或对象')
  }
}
