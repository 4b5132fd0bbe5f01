import { open, readFile } from 'node:fs/promises'
import { fileError } from './evidence-errors.ts'
import type { ZipLimits } from './evidence-settings.ts'
import { extensionOf } from './file-name.ts'
import { FILE_TYPES, type FileType, type FileTypeId } from './file-type.ts'
import { HEAD_BYTES, type Signature, signatureOf } from './magic-number.ts'
import { checkMp3 } from './mp3-frame.ts'
import { checkMp4 } from './mp4-boxes.ts'
import { checkOfficeZip } from './office-parts.ts'
import { checkPdf } from './pdf-trailer.ts'
import { checkText, isPlainText } from './text-content.ts'

const PAGES = /^(html?|xhtml|shtml|mht(ml)?|svgz?|xml|xsl)$/
const PROGRAMS = /^(exe|dll|com|scr|bat|cmd|ps1|vbs|vbe|jse?|mjs|wsf|hta|msi|jar|apk|lnk|sh|py|php|jsp|aspx?|reg|url)$/

/** What the first bytes of a file show. Errors: see magic-number. */
export async function readSignature(path: string): Promise<Signature> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return signatureOf(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}

/**
 * Which accepted kind a file is, by its content; the name's extension must agree where there is one.
 * Pictures are judged by their first bytes only: writing them anew judges the rest.
 * Errors  file.extension-differs, file.type-refused, and what the check of each kind refuses.
 */
export async function checkContent(
  path: string,
  signature: Signature,
  name: string,
  zip: ZipLimits,
): Promise<FileTypeId> {
  const extension = extensionOf(name)
  if (signature === 'text') return checkTextFile(path, extension)
  const type = signature === 'zip' ? await checkOfficeZip(await readFile(path), zip) : signature
  const { extensions, label, checkedAs }: FileType = FILE_TYPES[type]
  if (extension !== '' && !extensions.includes(extension)) {
    throw fileError('file.extension-differs', { extension, type: label })
  }
  if (checkedAs === 'pdf') checkPdf(await readFile(path), label)
  if (checkedAs === 'audio') checkMp3(await readFile(path), label)
  if (checkedAs === 'mp4') await checkMp4File(path, label)
  return type
}

async function checkMp4File(path: string, label: string): Promise<void> {
  const file = await open(path)
  try {
    await checkMp4(file, (await file.stat()).size, label)
  } finally {
    await file.close()
  }
}

/** Content without a signature: text where the name says so, else nothing that is known. */
async function checkTextFile(path: string, extension: string): Promise<FileTypeId> {
  if (PAGES.test(extension)) throw fileError('file.active-page', {})
  if (PROGRAMS.test(extension)) throw fileError('file.executable', {})
  const bytes = await readFile(path)
  if (extension === 'txt' || extension === 'csv' || extension === '') {
    if (extension === '' && !isPlainText(bytes)) throw fileError('file.type-refused', {})
    checkText(bytes)
    return extension === 'csv' ? 'csv' : 'txt'
  }
  const claimed = Object.values<FileType>(FILE_TYPES).find(({ extensions }) => extensions.includes(extension))
  if (claimed === undefined) throw fileError('file.type-refused', {})
  if (isPlainText(bytes)) throw fileError('file.extension-differs', { extension, type: FILE_TYPES.txt.label })
  throw fileError('file.damaged', { type: claimed.label })
}
