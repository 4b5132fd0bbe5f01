import { strFromU8, unzipSync } from 'fflate'
import { unescapeXml } from '../xml-text.ts'
import { parseSlotTag } from './content-control.ts'
import { wordError } from './word-errors.ts'

/** A slot as a Word file has it, perhaps edited since it was written. */
export interface ReportSlot {
  slot: number
  /** Null for a label. */
  indicator: string | null
  text: string
}

const DOCUMENT_PART = 'word/document.xml'

/** A tag, or the text before the next one. */
const TOKEN = /<(\/?)([\w:]+)([^>]*?)(\/?)>|([^<]+)/g

/**
 * Reads the slots back from a report's Word file, in the order of the prose, also after it was edited.
 * Controls that are not of a report are passed over; deletions that are only marked as such are not text.
 * LibreOffice 7.4 drops the tags when it saves: of such a file nothing reads back.
 *
 * Errors  word.unreadable
 */
export function readReportSlots(bytes: Uint8Array): ReportSlot[] {
  const slots: ReportSlot[] = []
  // Controls may stand in one another; a text belongs to all that are open.
  const open: { tag: string; text: string }[] = []
  let inText = false
  for (const [, closing, name, attributes = '', selfClosing, text] of documentPart(bytes).matchAll(TOKEN)) {
    if (text !== undefined) {
      if (inText) for (const control of open) control.text += unescapeXml(text)
    } else if (name === 'w:sdt') {
      if (closing === '') open.push({ tag: '', text: '' })
      else {
        const control = open.pop()
        const found = control && parseSlotTag(control.tag)
        if (control && found) slots.push({ ...found, text: control.text })
      }
    } else if (name === 'w:tag') {
      const control = open.at(-1)
      if (control) control.tag = unescapeXml(/w:val="([^"]*)"/.exec(attributes)?.[1] ?? '')
    } else if (name === 'w:t') {
      inText = closing === '' && selfClosing === ''
    }
  }
  return slots
}

function documentPart(bytes: Uint8Array): string {
  let part: Uint8Array | undefined
  try {
    part = unzipSync(bytes, { filter: ({ name }) => name === DOCUMENT_PART })[DOCUMENT_PART]
  } catch {
    // Whatever is wrong with the archive, the reader can only be told that the file cannot be read.
  }
  if (part === undefined) throw wordError('word.unreadable', {})
  return strFromU8(part)
}
