import type { ShishuError } from '@shishu/kernel'
import { documentsError } from '../documents-errors.ts'
import type { CellRange } from './cell-address.ts'
import { bracketText, headingKey } from './heading-key.ts'
import { type Cell, cellAt, EMPTY_CELL, isBlank, type Sheet } from './workbook.ts'

/** One column's heading. */
export interface Heading {
  /** From 0. */
  column: number
  /** The texts above one another, upper first: ['补贴', '面积（亩）']. */
  path: string[]
  /** What stands in brackets, whether or not it is a unit: 亩. */
  unit?: string
}
export interface TableRow {
  /** As the sheet counts: from 1. */
  rowNumber: number
  /** By column from 0; a value merged over several rows stands in each of them. */
  cells: Cell[]
}
export type LeftOutReason = 'blank' | 'subtotal' | 'note' | 'section' | 'repeated-heading' | 'example'
export interface LeftOutRow {
  rowNumber: number
  why: LeftOutReason
  text: string
}
/** A table as offices keep it, taken apart. */
export interface Table {
  titleText: string
  /** What stands above the headings besides the title: `填报单位：…`. */
  unitLine: string
  /** The unit of the whole table, from `单位：万元` above the headings. */
  measureUnit?: string
  /** From the title, else from the sheet's name; absent when none or two are named. */
  year?: number
  headings: Heading[]
  /** The row of the lowest headings, from 1. */
  headingRow: number
  /** The first row below the headings, from 1. */
  firstRow: number
  rows: TableRow[]
  leftOut: LeftOutRow[]
  faults: { row: number; column: number | null; error: ShishuError }[]
}

/** Headings stand within the first rows; a table that begins below them is not looked for. */
const HEADING_ROWS = 40
const LONGEST_HEADING = 40
const LONGEST_TITLE = 200
const HEADING_LEVELS = 2
const UNIT_LINE = /(填报|报送|填表|编制|编报|上报|制表)?(单位|部门)(名称)?(（[^）]*）|\([^)]*\))?\s*[:：]/
const LINE_LABEL = /^[^:：]{1,14}[:：]/
/** One cell often holds several lines: `填报单位：…　填报日期：…`. */
const BETWEEN_LINES = /[\s\u3000]+(?=[^\s:：]{2,8}[:：])/
const MEASURE_UNIT = /(?:^|[\s（(])(?:计量|金额)?单位\s*[:：]\s*([^\s:：，,；;）)]{1,6})/
const SUBTOTAL = /^(.{0,12})?(小计|合计|总计|累计|共计)$/
const NOTE =
  /^(备注|注|说明|填表说明|填报说明|填表人|填报人|制表人?|审核人?|负责人|经办人|分管领导|单位负责人|联系电话|联系人)[\d一二三]?[:：]/
const EXAMPLE = /^(例|示例|例如|样例|填写示例)$/
const NUMBER_COLUMN = new Set(['序号', '编号', '序', 'no', '号'])

/**
 * Finds the table in a sheet: titles, headings on one or two levels, rows; and says which rows are not entries.
 *
 * Shape   undefined for a sheet without any value; `knows` tells whether a text is a heading that some ledger uses
 * Errors  none thrown: a sheet without headings or with a second table says so in `faults`
 */
export function findTable(sheet: Sheet, knows: (heading: string) => boolean): Table | undefined {
  const lines = sheet.rows.length
  if (!sheet.rows.some((row) => row.some((cell) => !isBlank(cell)))) return undefined
  const merged = mergeIndex(sheet.merges)
  /** A heading cell: within a merged range, the text of its first cell. */
  const headingAt = (row: number, column: number): string => {
    const range = merged.at(row, column)
    const cell = range === undefined ? cellAt(sheet, row, column) : cellAt(sheet, range.top, range.left)
    return cell.kind === 'text' ? tidy(cell.text) : ''
  }
  const lower = findHeadingRow(sheet, headingAt, knows)
  if (lower === undefined) {
    const error = documentsError('sheet.no-headings', {})
    const first = sheet.rows.findIndex((row) => row.some((cell) => !isBlank(cell)))
    return {
      ...readTitle(sheet, lines),
      headings: [],
      headingRow: first + 1,
      firstRow: lines + 1,
      rows: [],
      leftOut: [],
      faults: [{ row: first + 1, column: null, error }],
    }
  }
  const { top, bottom } = headingBand(sheet, lower, merged, headingAt)
  const headings = readHeadings(sheet, top, bottom, headingAt)
  const table: Table = {
    ...readTitle(sheet, top),
    headings,
    headingRow: bottom + 1,
    firstRow: bottom + 2,
    rows: [],
    leftOut: [],
    faults: [],
  }
  checkAbove(sheet, table, top)
  readRows(sheet, table, merged, knows)
  return table
}

interface MergeIndex {
  at(row: number, column: number): CellRange | undefined
}

/** Merged ranges by row, so that a cell finds its own without looking at all of them. */
function mergeIndex(merges: readonly CellRange[]): MergeIndex {
  const byRow = new Map<number, CellRange[]>()
  for (const range of merges) {
    for (let row = range.top; row <= range.bottom; row += 1) {
      const same = byRow.get(row)
      if (same) same.push(range)
      else byRow.set(row, [range])
    }
  }
  return {
    at: (row, column) => byRow.get(row)?.find((range) => range.left <= column && column <= range.right),
  }
}

/** A text on one line: line breaks and full-width spaces become one space, or none between Chinese characters. */
function tidy(text: string): string {
  return text
    .replace(/[\s\u3000]+/g, ' ')
    .replace(/(?<=[^\x20-\x7e]) (?=[^\x20-\x7e])/g, '')
    .trim()
}

/**
 * A row of the headings: the first that holds known ones, or one of the two below it that holds more; else the first
 * that looks like headings. Never one further down: that would be another table's, and this one would go unread.
 */
function findHeadingRow(
  sheet: Sheet,
  headingAt: (row: number, column: number) => string,
  knows: (heading: string) => boolean,
): number | undefined {
  let best: { row: number; known: number; until: number } | undefined
  let looks: number | undefined
  for (let row = 0; row < Math.min(sheet.rows.length, HEADING_ROWS, best?.until ?? HEADING_ROWS); row += 1) {
    const texts = new Set<string>()
    for (let column = 0; column < sheet.rows[row]!.length; column += 1) {
      const text = headingAt(row, column)
      if (text !== '' && !LINE_LABEL.test(text)) texts.add(text)
    }
    const values = sheet.rows[row]!.filter((cell) => cell.kind !== 'text' && cell.kind !== 'empty').length
    const known = [...texts].filter(knows).length
    if (known >= 2 && known > values && known > (best?.known ?? 0)) {
      best = { row, known, until: best?.until ?? row + HEADING_LEVELS + 1 }
    }
    if (looks === undefined && texts.size >= 3 && values === 0) looks = row
  }
  return best?.row ?? looks
}

/** From the upper to the lower heading row, given one of them. */
function headingBand(
  sheet: Sheet,
  found: number,
  merged: MergeIndex,
  headingAt: (row: number, column: number) => string,
): { top: number; bottom: number } {
  const width = sheet.rows[found]!.length
  const columns = Array.from({ length: width }, (_, column) => column)
  let top = found
  let bottom = found
  for (const column of columns) {
    const range = merged.at(found, column)
    if (range === undefined) continue
    // A title merged over the whole width is no heading, and neither is a tall block of data.
    if (range.right - range.left + 1 >= width || range.bottom - range.top > 2) continue
    top = Math.min(top, range.top)
    bottom = Math.max(bottom, range.bottom)
  }
  const groups = (row: number) =>
    columns.some((column) => {
      const range = merged.at(row, column)
      return (
        range !== undefined && range.top === row && range.right > range.left && range.right - range.left + 1 < width
      )
    })
  if (top === bottom && found > 0) {
    const above = new Set(columns.map((column) => headingAt(found - 1, column)).filter((text) => text !== ''))
    const isLine = [...above].some((text) => LINE_LABEL.test(text))
    if (groups(found - 1) && above.size >= 2 && !isLine) return { top: found - 1, bottom }
  }
  if (top === bottom && groups(found)) {
    // Groups above a row that was left unmerged where there is no lower heading.
    const below = columns.filter((column) => !isBlank(cellAt(sheet, found + 1, column)))
    const under = (column: number) => {
      const range = merged.at(found, column)
      return range !== undefined && range.right > range.left
    }
    const isLower = below.length >= 2 && below.every((column) => under(column) && headingAt(found + 1, column) !== '')
    if (isLower) bottom = found + 1
  }
  return { top, bottom }
}

function readHeadings(
  sheet: Sheet,
  top: number,
  bottom: number,
  headingAt: (row: number, column: number) => string,
): Heading[] {
  const headings: Heading[] = []
  const width = Math.max(...sheet.rows.slice(top, bottom + 1).map((row) => row.length))
  for (let column = 0; column < width; column += 1) {
    const path: string[] = []
    for (let row = top; row <= bottom; row += 1) {
      const text = headingAt(row, column)
      if (text !== '' && text !== path.at(-1)) path.push(text)
    }
    if (path.length === 0) continue
    const unit = path.map(bracketText).findLast((text) => text !== undefined)
    headings.push(unit === undefined ? { column, path } : { column, path, unit })
  }
  return headings
}

/** Values above the headings belong to a table that was not recognised; they are never passed over. */
function checkAbove(sheet: Sheet, table: Table, top: number): void {
  for (let row = 0; row < top; row += 1) {
    const filled = (sheet.rows[row] ?? []).filter((cell) => !isBlank(cell) && !LINE_LABEL.test(tidy(cell.text)))
    const values = filled.filter(({ kind }) => kind === 'number' || kind === 'date').length
    if (filled.length < 3 && values < 2) continue
    const found = filled.slice(0, 4).map(({ text }) => tidy(text))
    table.faults.push({ row: row + 1, column: null, error: documentsError('sheet.rows-above', { found }) })
  }
}

function readTitle(sheet: Sheet, until: number): Pick<Table, 'titleText' | 'unitLine'> & Partial<Table> {
  const titles: string[] = []
  const lines: string[] = []
  for (let row = 0; row < Math.min(until, HEADING_ROWS); row += 1) {
    for (const cell of sheet.rows[row] ?? []) {
      if (isBlank(cell)) continue
      for (const part of cell.text.slice(0, LONGEST_TITLE).split(BETWEEN_LINES)) {
        const text = tidy(part)
        if (LINE_LABEL.test(text) || UNIT_LINE.test(text)) lines.push(text)
        else titles.push(text)
      }
    }
  }
  const titleText = titles.join(' ')
  const unitLine = lines.join(' ')
  const otherLines = lines.filter((line) => !UNIT_LINE.test(line)).join(' ')
  // The first text that names a year decides; where it names two (2024—2026年), no later text may choose between them.
  const [year, second] = [titleText, otherLines, sheet.name].map(yearsIn).find((years) => years.length > 0) ?? []
  const measureUnit = lines.map((line) => MEASURE_UNIT.exec(line)?.[1]).find((text) => text !== undefined)
  return {
    titleText,
    unitLine,
    ...(year === undefined || second !== undefined ? {} : { year }),
    ...(measureUnit === undefined ? {} : { measureUnit }),
  }
}

const CHINESE_DIGITS = '〇一二三四五六七八九'

/** The years that a text names: 2026年, ２０２６年度, 二〇二六年, 2026. */
function yearsIn(text: string): number[] {
  const plain = text
    .normalize('NFKC')
    .replace(/[零○]/g, '〇')
    .replace(/[〇一二三四五六七八九]{4}(?=年)/g, (digits) =>
      [...digits].map((each) => CHINESE_DIGITS.indexOf(each)).join(''),
    )
  return [...new Set([...plain.matchAll(/(?<!\d)((?:19|20)\d{2})(?!\d)/g)].map(([, year]) => Number(year)))]
}

function readRows(sheet: Sheet, table: Table, merged: MergeIndex, knows: (heading: string) => boolean): void {
  const { headings } = table
  const columns = headings.map(({ column }) => column)
  const numberColumn = headings.find(({ path }) => NUMBER_COLUMN.has(headingKey(path.at(-1)!)))?.column
  const pathKeys = new Map(headings.map(({ column, path }) => [column, path.map(headingKey)]))
  const width = Math.max(...columns) + 1
  let notes = false
  const leaveOut = (row: number, why: LeftOutReason, text: string) =>
    table.leftOut.push({ rowNumber: row + 1, why, text: text.slice(0, 60) })

  for (let row = table.firstRow - 1; row < sheet.rows.length; row += 1) {
    const own = sheet.rows[row]!
    const filled: number[] = []
    for (let column = 0; column < own.length; column += 1) if (!isBlank(own[column]!)) filled.push(column)
    const first = filled.length === 0 ? EMPTY_CELL : own[filled[0]!]!
    const firstText = tidy(first.text)
    const onlyNumber = filled.length === 1 && filled[0] === numberColumn && /^\d+$/.test(firstText)
    if (filled.length === 0 || onlyNumber) {
      // A number written beforehand, or a place's name merged downwards, does not make an entry.
      leaveOut(row, 'blank', firstText)
      continue
    }
    if (NOTE.test(firstText)) {
      notes = true
      leaveOut(row, 'note', firstText)
      continue
    }
    if (filled.slice(0, 3).some((column) => SUBTOTAL.test(own[column]!.text.replace(/[\s\u3000:：]/g, '')))) {
      leaveOut(row, 'subtotal', firstText)
      continue
    }
    if (repeatsHeadings(own, filled, pathKeys)) {
      leaveOut(row, 'repeated-heading', firstText)
      continue
    }
    if (looksLikeHeadings(own, filled, knows)) {
      const texts = filled.slice(0, 4).map((column) => tidy(own[column]!.text))
      table.faults.push({
        row: row + 1,
        column: null,
        error: documentsError('sheet.second-table', { headings: texts }),
      })
      for (let rest = row; rest < sheet.rows.length; rest += 1) leaveOut(rest, 'section', firstText)
      return
    }
    const range = merged.at(row, filled[0]!)
    const wide = filled.length === 1 && range !== undefined && (range.right - range.left + 1) * 2 >= width
    if (filled.length === 1 && (notes || (wide && firstText !== ''))) {
      // One wide cell amid the rows repeats the title on a new page, or names the part that follows.
      const repeatsTitle = table.titleText.includes(firstText)
      leaveOut(row, notes ? 'note' : repeatsTitle ? 'repeated-heading' : 'section', firstText)
      continue
    }
    if (EXAMPLE.test(firstText)) {
      leaveOut(row, 'example', firstText)
      continue
    }
    table.rows.push({ rowNumber: row + 1, cells: filledDown(sheet, row, width, merged) })
  }
}

/** Whether every value of the row stands in its own column's headings: the headings of the next printed page. */
function repeatsHeadings(
  own: readonly Cell[],
  filled: readonly number[],
  pathKeys: ReadonlyMap<number, string[]>,
): boolean {
  const same = (column: number) => pathKeys.get(column)?.includes(headingKey(own[column]!.text)) === true
  return filled.length >= 2 && filled.every(same)
}

/** Whether a row below the headings holds other headings: two thirds of its texts are known as such. */
function looksLikeHeadings(
  own: readonly Cell[],
  filled: readonly number[],
  knows: (heading: string) => boolean,
): boolean {
  if (filled.length < 3 || !filled.every((column) => own[column]!.kind === 'text')) return false
  let strange = 0
  for (const column of filled) {
    const { text } = own[column]!
    if (text.length > LONGEST_HEADING || !knows(text)) strange += 1
    if (strange * 3 > filled.length) return false
  }
  return filled.length - strange >= 3
}

/** A row's cells; a value merged over several rows is taken down into each, one merged to the right is not repeated. */
function filledDown(sheet: Sheet, row: number, width: number, merged: MergeIndex): Cell[] {
  const cells: Cell[] = []
  for (let column = 0; column < width; column += 1) {
    const range = merged.at(row, column)
    const isBelow = range !== undefined && range.left === column && range.top < row
    cells.push(isBelow ? cellAt(sheet, range.top, column) : cellAt(sheet, row, column))
  }
  return cells
}
