import type { Language } from '@shishu/kernel'
import { columnIndex } from './cell-address.ts'
import { FAULTS_SHEET, type Fault } from './fault.ts'
import { addComments } from './mark/add-comments.ts'
import { addFaultsSheet } from './mark/add-faults-sheet.ts'
import { clearOldMarks } from './mark/clear-old-marks.ts'
import { markCells } from './mark/mark-cells.ts'
import { markStyles } from './mark/mark-styles.ts'
import { openPackage, savePackage } from './mark/office-package.ts'

/** Where a fault is shown, and what is said there. */
export interface Mark {
  /** From 0. */
  row: number
  column: number
  text: string
}

/** A cell's note stays readable up to here; the list has every fault in full. */
const MOST_COMMENTS = 1000

/**
 * The same workbook with its faults marked: faulty cells filled light red with a comment that says what is wrong and
 * what to do, and a first sheet 导入问题 that lists them all.
 *
 * Shape   only the marks are written into the file's own parts; merges, validations, data bars, charts, pictures,
 *         other comments, formulas and protection stay as they are. Marks of an earlier refusal are taken off first.
 *         A fault of a whole row is shown in its first filled cell. Deterministic.
 * Errors  those of readZip; workbook.damaged
 */
export function markFaults(bytes: Uint8Array, faults: readonly Fault[], language: Language): Uint8Array {
  const file = openPackage(bytes)
  const styles = markStyles(file)
  clearOldMarks(file, styles)
  for (const sheet of file.sheets) {
    if (sheet.name === FAULTS_SHEET) continue
    const marks = faults.filter((fault) => fault.sheet === sheet.name).map((fault) => toMark(fault, language))
    if (marks.length === 0) continue
    const placed = markCells(file, sheet, marks, styles)
    addComments(file, sheet, placed.slice(0, MOST_COMMENTS))
  }
  addFaultsSheet(file, faults, styles, language)
  styles.save()
  return savePackage(file)
}

function toMark(fault: Fault, language: Language): Mark & { wholeRow: boolean } {
  return {
    row: fault.row - 1,
    column: fault.column === null ? 0 : columnIndex(fault.column),
    wholeRow: fault.column === null,
    text: fault.error.text(language),
  }
}
