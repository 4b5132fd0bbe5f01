import { strToU8, type Zippable, zipSync } from 'fflate'
import { documentXml } from './document-body.ts'
import { footerXml } from './footer.ts'
import { packageParts } from './package-parts.ts'
import type { ReportDocument } from './report-document.ts'
import { stylesXml } from './styles.ts'

/** Zip keeps local time without a zone; this reads the same in every zone. */
const ZIP_EPOCH = new Date(1980, 0, 1)

/**
 * A report as a Word file in the layout of GB/T 9704-2012. Each slot is a content control that names its indicator.
 *
 * Shape   the same document gives the same bytes
 * Errors  word.tag-too-long
 */
export async function writeReportDocx(document: ReportDocument): Promise<Uint8Array> {
  const parts: Record<string, string> = {
    ...packageParts(document),
    'word/document.xml': documentXml(document),
    'word/styles.xml': stylesXml(),
    'word/footer1.xml': footerXml('odd', document),
    'word/footer2.xml': footerXml('even', document),
  }
  const files: Zippable = {}
  for (const [name, xml] of Object.entries(parts)) files[name] = strToU8(xml)
  return zipSync(files, { level: 6, mtime: ZIP_EPOCH, os: 0 })
}
