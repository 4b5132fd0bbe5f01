import { type CellRange, cellAddress, columnIndex, parseRange } from '../cell-address.ts'
import type { Mark } from '../mark-faults.ts'
import { applyEdits, attribute, children, type Edit, type Element, findElement, withAttribute } from '../xml-scan.ts'
import type { MarkStyles } from './mark-styles.ts'
import { getText, type OfficePackage, type SheetPart, setText } from './office-package.ts'

type RowMark = Mark & { wholeRow: boolean }

/**
 * Fills the marked cells of a sheet; cells and rows that are missing are put in. Nothing but a cell's style changes.
 *
 * Shape   one mark for each cell that was filled, in the sheet's order, with the texts of all its faults; a cell
 *         within a merged range stands for the range's first
 */
export function markCells(
  file: OfficePackage,
  sheet: SheetPart,
  marks: readonly RowMark[],
  styles: MarkStyles,
): Mark[] {
  const xml = getText(file, sheet.path)
  const data = findElement(xml, 'sheetData')
  if (data === undefined) return []
  const merges = mergesOf(xml, data.end)
  const byRow = new Map<number, RowMark[]>()
  for (const mark of marks) {
    const at = mark.wholeRow ? mark : { ...mark, ...firstOf(merges, mark.row, mark.column) }
    const same = byRow.get(at.row)
    if (same) same.push(at)
    else byRow.set(at.row, [at])
  }
  const { prefix } = data
  const columnStyle = columnStyles(xml, data.open.start)
  const placed: Mark[] = []
  const edits: Edit[] = []
  const newCell = (row: number, column: number, style: number) =>
    `<${prefix}c r="${cellAddress(row, column)}" s="${styles.marked(style)}"/>`
  const newRow = (row: number, rowMarks: readonly RowMark[]): string => {
    const cells = joined(rowMarks, () => 0)
    placed.push(...cells)
    const texts = cells.map(({ column }) => newCell(row, column, columnStyle(column)))
    return `<${prefix}row r="${row + 1}">${texts.join('')}</${prefix}row>`
  }
  const waiting = [...byRow.keys()].sort((a, b) => a - b)
  let last = -1
  for (const rowElement of children(xml, data)) {
    const tag = xml.slice(rowElement.open.start, rowElement.open.end)
    const row = Number(attribute(tag, 'r') ?? last + 2) - 1
    last = row
    while (waiting.length > 0 && waiting[0]! < row) {
      const missing = waiting.shift()!
      const text = newRow(missing, byRow.get(missing)!)
      edits.push({ start: rowElement.open.start, end: rowElement.open.start, text })
    }
    if (waiting[0] !== row) continue
    waiting.shift()
    const cells = cellsOf(xml, rowElement)
    const firstFilled = cells.find(({ filled }) => filled)?.column ?? cells[0]?.column ?? 0
    const rowMarks = joined(byRow.get(row)!, () => firstOf(merges, row, firstFilled).column)
    placed.push(...rowMarks)
    const rowStyle = attribute(tag, 'customFormat') === '1' ? Number(attribute(tag, 's') ?? 0) : undefined
    const added: string[] = []
    for (const { column } of rowMarks) {
      const cell = cells.find((each) => each.column === column)
      if (cell !== undefined) {
        const open = xml.slice(cell.start, cell.end)
        const style = styles.marked(Number(attribute(open, 's') ?? 0))
        edits.push({ start: cell.start, end: cell.end, text: withAttribute(open, 's', style) })
        continue
      }
      const text = newCell(row, column, rowStyle ?? columnStyle(column))
      const next = cells.find((each) => each.column > column)?.start ?? rowElement.close?.start
      if (next === undefined) added.push(text)
      else edits.push({ start: next, end: next, text })
    }
    if (added.length > 0) {
      const text = `${tag.replace(/\s*\/>$/, '>')}${added.join('')}</${prefix}row>`
      edits.push({ start: rowElement.open.start, end: rowElement.open.end, text })
    }
  }
  const rest = waiting.map((row) => newRow(row, byRow.get(row)!)).join('')
  if (rest !== '' && data.close !== undefined)
    edits.push({ start: data.close.start, end: data.close.start, text: rest })
  else if (rest !== '') {
    const text = `<${prefix}sheetData>${rest}</${prefix}sheetData>`
    edits.push({ start: data.open.start, end: data.open.end, text })
  }
  setText(file, sheet.path, applyEdits(xml, edits))
  return placed
}

/** A row's marks, one for each column; marks of the whole row go to the column that `rowColumn` says. */
function joined(marks: readonly RowMark[], rowColumn: () => number): Mark[] {
  const byColumn = new Map<number, Mark>()
  for (const { row, column: own, wholeRow, text } of marks) {
    const column = wholeRow ? rowColumn() : own
    const same = byColumn.get(column)
    if (same === undefined) byColumn.set(column, { row, column, text })
    else if (!same.text.includes(text)) same.text += `\n${text}`
  }
  return [...byColumn.values()].sort((a, b) => a.column - b.column)
}

interface CellTag {
  column: number
  filled: boolean
  start: number
  end: number
}

function cellsOf(xml: string, row: Element): CellTag[] {
  const cells: CellTag[] = []
  for (const cell of children(xml, row)) {
    if (cell.name !== 'c') continue
    const letters = /^[A-Z]+/.exec(attribute(xml.slice(cell.open.start, cell.open.end), 'r') ?? '')?.[0]
    const column = letters === undefined ? (cells.at(-1)?.column ?? -1) + 1 : columnIndex(letters)
    cells.push({ column, filled: cell.close !== undefined, start: cell.open.start, end: cell.open.end })
  }
  return cells
}

function mergesOf(xml: string, from: number): CellRange[] {
  const element = findElement(xml, 'mergeCells', from)
  if (element === undefined) return []
  return [...children(xml, element)].flatMap(
    ({ open }) => parseRange(attribute(xml.slice(open.start, open.end), 'ref') ?? '') ?? [],
  )
}

function firstOf(merges: readonly CellRange[], row: number, column: number): { row: number; column: number } {
  const range = merges.find(
    ({ top, left, bottom, right }) => top <= row && row <= bottom && left <= column && column <= right,
  )
  return range === undefined ? { row, column } : { row: range.top, column: range.left }
}

/** The style that a column gives to cells that are not there. */
function columnStyles(xml: string, until: number): (column: number) => number {
  const element = findElement(xml.slice(0, until), 'cols')
  const spans =
    element === undefined
      ? []
      : [...children(xml, element)].map(({ open }) => {
          const tag = xml.slice(open.start, open.end)
          const number = (name: string) => Number(attribute(tag, name) ?? 0)
          return { from: number('min') - 1, to: number('max') - 1, style: number('style') }
        })
  return (column) => spans.find(({ from, to }) => from <= column && column <= to)?.style ?? 0
}
