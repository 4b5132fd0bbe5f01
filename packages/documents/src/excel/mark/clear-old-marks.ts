import { FAULTS_SHEET } from '../fault.ts'
import { applyEdits, attribute, type Edit, tags, withAttribute } from '../xml-scan.ts'
import { removeComments } from './add-comments.ts'
import type { MarkStyles } from './mark-styles.ts'
import { getText, type OfficePackage, setText } from './office-package.ts'

/** Takes the marks of an earlier refusal off a workbook: fills and comments. A file never marked is not touched. */
export function clearOldMarks(file: OfficePackage, styles: MarkStyles): void {
  if (!file.sheets.some(({ name }) => name === FAULTS_SHEET)) return
  for (const sheet of file.sheets) {
    if (sheet.name === FAULTS_SHEET) continue
    removeComments(file, sheet)
    const xml = getText(file, sheet.path)
    const edits: Edit[] = []
    for (const { name, kind, start, end } of tags(xml)) {
      if (name !== 'c' || kind === 'close') continue
      const tag = xml.slice(start, end)
      const style = Number(attribute(tag, 's') ?? 0)
      const plain = styles.unmarked(style)
      if (plain !== style) edits.push({ start, end, text: withAttribute(tag, 's', plain) })
    }
    if (edits.length > 0) setText(file, sheet.path, applyEdits(xml, edits))
  }
}
