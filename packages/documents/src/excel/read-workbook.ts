import { ShishuError } from '@shishu/kernel'
import { type CellValue, type Cell as FileCell, type Sheet as FileSheet, readXlsx } from 'hucre/xlsx'
import { documentsError } from '../documents-errors.ts'
import { columnIndex } from './cell-address.ts'
import { type Cell, EMPTY_CELL, type Sheet, type Workbook } from './workbook.ts'
import { partText, readZip, writeZip, ZIP_LIMITS, type ZipParts } from './zip-parts.ts'

/** What one workbook may hold. Cells without a value do not count. */
export const WORKBOOK_LIMITS = { sheets: 200, rows: 200_000, columns: 500, ...ZIP_LIMITS } as const

/** A number from here on has more digits than Excel keeps: the last ones were already lost when it was typed. */
const FIRST_DAMAGED_NUMBER = 1e15

/**
 * Reads a workbook (.xlsx, .xlsm): values, merged cells and which sheets are hidden.
 *
 * Shape   a formula gives the result that the file keeps; a date cell gives `YYYY-MM-DD` under the workbook's date
 *         system (1900 or 1904), its time of day left off; an error cell keeps its text
 * Errors  workbook.not-excel, workbook.old-format, workbook.encrypted, workbook.damaged, workbook.unsafe,
 *         workbook.too-large, workbook.too-many-sheets, sheet.too-large
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Workbook> {
  checkFormat(bytes)
  const parts = readZip(bytes, isRead)
  checkParts(parts)
  const slim = slimParts(parts)
  try {
    const workbook = await readXlsx(writeZip(slim, 0), { readStyles: true })
    if (workbook.sheets.length > WORKBOOK_LIMITS.sheets) {
      throw documentsError('workbook.too-many-sheets', { count: workbook.sheets.length, limit: WORKBOOK_LIMITS.sheets })
    }
    return { sheets: workbook.sheets.map(readSheet) }
  } catch (error) {
    if (error instanceof ShishuError) throw error
    throw documentsError('workbook.damaged', { detail: error instanceof Error ? error.message : String(error) })
  }
}

/** Whether a number is longer than a cell can keep: an identity number typed as a number, already damaged. */
export function isDamagedNumber(cell: Cell): boolean {
  return cell.kind === 'number' && Math.abs(cell.value as number) >= FIRST_DAMAGED_NUMBER
}

/** Tells apart the files that people send in place of a workbook, each with its own advice. */
function checkFormat(bytes: Uint8Array): void {
  const starts = (...head: number[]) => head.every((byte, at) => bytes[at] === byte)
  if (starts(0x50, 0x4b)) return
  if (!starts(0xd0, 0xcf, 0x11, 0xe0)) throw documentsError('workbook.not-excel', {})
  // An OLE container: its streams' names stand in it as UTF-16.
  const holds = (name: string) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name, 0, 'utf16le')
  if (holds('EncryptedPackage')) throw documentsError('workbook.encrypted', {})
  throw documentsError('workbook.old-format', { format: holds('WordDocument') ? 'Word（.doc）' : '旧版 Excel（.xls）' })
}

function checkParts(parts: ZipParts): void {
  if (parts.has('xl/workbook.bin')) throw documentsError('workbook.old-format', { format: 'Excel 二进制（.xlsb）' })
  if (parts.has('word/document.xml')) throw documentsError('workbook.old-format', { format: 'Word（.docx）' })
  if (parts.has('ppt/presentation.xml')) throw documentsError('workbook.old-format', { format: 'PowerPoint（.pptx）' })
  if (parts.has('content.xml')) throw documentsError('workbook.old-format', { format: 'OpenDocument（.ods）' })
  if (!parts.has('[Content_Types].xml')) throw documentsError('workbook.not-excel', {})
}

/** Parts that hold no value of a cell: pictures, charts, pivot tables, properties, what sheets link to. */
const IDLE_PARTS =
  /(^|\/)worksheets\/_rels\/|^(docProps|customXml)\/|^xl\/(drawings|media|charts|embeddings|theme|persons|threadedComments|externalLinks|pivot\w+|slicers?\w*|ctrlProps)\//i

function isRead(name: string): boolean {
  return !IDLE_PARTS.test(name) && /\.(xml|rels)$|workbook\.bin$/i.test(name)
}

/** The parts that values are read from, and nothing else, each checked and bounded before the library sees it. */
function slimParts(parts: ZipParts): ZipParts {
  const slim: ZipParts = new Map()
  for (const [name, part] of parts) {
    const text = partText(name, part)
    slim.set(name, /<(?:\w+:)?sheetData\b/.test(text) ? Buffer.from(slimSheet(name, text)) : part)
  }
  return slim
}

/**
 * A sheet without the cells that only carry a format; offices colour whole columns down to row 1,048,576. The
 * patterns are bounded, so that no text, however made, takes more than linear time.
 */
function slimSheet(name: string, xml: string): string {
  const filled = xml
    .replace(/<(?:\w{1,9}:)?c\b[^<>]{0,99}?\sr="[^<>]{0,99}\/>/g, '')
    .replace(/<((?:\w{1,9}:)?c)\b[^<>]{0,99}?\sr="[^<>]{0,99}>\s{0,99}<\/\1>/g, '')
    .replace(/<((?:\w{1,9}:)?row)\b[^<>]{0,99}?\sr="[^<>]{0,299}(?:\/>|(?<!\/)>\s{0,99}<\/\1>)/g, '')
  let rows = 0
  for (const [, row] of filled.matchAll(/<(?:\w+:)?row\b[^<>]*?\sr="(\d+)"/g)) rows = Math.max(rows, Number(row))
  let columns = 0
  for (const [, letters, row] of filled.matchAll(/<(?:\w+:)?c\b[^<>]*?\sr="([A-Z]+)(\d+)"/g)) {
    columns = Math.max(columns, columnIndex(letters!) + 1)
    rows = Math.max(rows, Number(row))
  }
  const sheet = name.replace(/^.*\//, '')
  for (const [what, count, limit] of [
    ['行', rows, WORKBOOK_LIMITS.rows],
    ['列', columns, WORKBOOK_LIMITS.columns],
  ] as const) {
    if (count > limit) throw documentsError('sheet.too-large', { sheet, what, count, limit })
  }
  return filled
}

function readSheet(sheet: FileSheet): Sheet {
  const rows = sheet.rows.map((row, rowIndex) =>
    row.map((value, column) => readCell(value, sheet.cells?.get(`${rowIndex},${column}`))),
  )
  const lastColumn = rows.reduce((widest, row) => Math.max(widest, row.length), 0) - 1
  const merges = (sheet.merges ?? [])
    .map((merge) => ({
      top: merge.startRow,
      left: merge.startCol,
      bottom: Math.min(merge.endRow, rows.length - 1),
      right: Math.min(merge.endCol, lastColumn),
    }))
    .filter(({ top, left, bottom, right }) => top >= 0 && left >= 0 && bottom >= top && right >= left)
  // Merged ranges never overlap, so together they are no taller than the sheet has cells.
  const height = merges.reduce((sum, { top, bottom }) => sum + bottom - top + 1, 0)
  if (height > rows.length * (lastColumn + 1)) {
    throw documentsError('workbook.damaged', { detail: `${sheet.name} 的合并单元格重叠` })
  }
  return { name: sheet.name, hidden: sheet.hidden === true || sheet.veryHidden === true, rows, merges }
}

function readCell(value: CellValue, cell: FileCell | undefined): Cell {
  if (cell?.type === 'error') return { kind: 'error', value: String(value), text: String(value) }
  if (value === null || value === undefined) {
    return cell?.formula === undefined ? EMPTY_CELL : { kind: 'uncalculated', value: null, text: '' }
  }
  if (typeof value === 'string') return value === '' ? EMPTY_CELL : { kind: 'text', value, text: value }
  if (typeof value === 'boolean') return { kind: 'boolean', value, text: value ? 'TRUE' : 'FALSE' }
  if (typeof value === 'number') return readNumber(value, cell?.style?.numFmt)
  return readDate(value)
}

function readNumber(value: number, format: string | undefined): Cell {
  if (format !== undefined && /%/.test(format.replace(/"[^"]*"|\\./g, ''))) {
    return { kind: 'number', value, text: `${plainNumber(value * 100)}%`, percent: true }
  }
  return { kind: 'number', value, text: plainNumber(value) }
}

const KEPT_DIGITS = 15

/** The 15 digits that Excel keeps and shows, without the dust of binary fractions: 0.1 + 0.2 is 0.3. */
function plainNumber(value: number): string {
  const text = String(Number(value.toPrecision(KEPT_DIGITS)))
  if (Math.abs(value) < FIRST_DAMAGED_NUMBER && !text.includes('e')) return text
  const [, sign, digits, power] = /^(-?)([\d.]+)e([+-]\d+)$/.exec(value.toExponential(KEPT_DIGITS - 1))!
  const plain = digits!.replace('.', '')
  const point = Number(power) + 1
  const whole = point > 0 ? plain.padEnd(point, '0') : `0.${'0'.repeat(-point)}${plain}`.replace(/0+$/, '')
  return `${sign}${whole}`
}

function readDate(value: Date): Cell {
  const time = value.getTime()
  if (Number.isNaN(time)) return { kind: 'error', value: '#######', text: '#######' }
  const iso = value.toISOString()
  // A serial beyond the year 9999 is a number that only wears a date's format.
  if (!/^\d{4}-/.test(iso)) return { kind: 'error', value: '#######', text: '#######' }
  const day = iso.slice(0, 10)
  return { kind: 'date', value: day, text: day }
}
