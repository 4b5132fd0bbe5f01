/** A cell by its place in the grid; row −1 is the row of headings. */
export interface GridCell {
  row: number
  column: number
}

/** What is selected: the rectangle between two cells; the keyboard is at `at`. */
export interface Selection {
  at: GridCell
  anchor: GridCell
}

export interface GridSize {
  rows: number
  columns: number
  /** Rows that a page key moves by. */
  page: number
}

export const HEADINGS = -1

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value))

/** Selects one cell, or up to it from the anchor. */
export function selectCell(before: Selection, at: GridCell, extend: boolean): Selection {
  return { at, anchor: extend ? before.anchor : at }
}

interface Chord {
  key: string
  ctrl: boolean
  shift: boolean
}

/** The selection after a key, as sheets have it; null for a key that does not move. Headings are not selected with cells. */
export function moveSelection(before: Selection, { key, ctrl, shift }: Chord, size: GridSize): Selection | null {
  const to = target(before.at, key, ctrl, size)
  if (to === null) return null
  const least = shift ? 0 : HEADINGS
  const at = { row: clamp(to.row, least, size.rows - 1), column: clamp(to.column, 0, size.columns - 1) }
  return selectCell(before, at, shift && at.row !== HEADINGS)
}

function target({ row, column }: GridCell, key: string, ctrl: boolean, size: GridSize): GridCell | null {
  const [lastRow, lastColumn] = [size.rows - 1, size.columns - 1]
  switch (key) {
    case 'ArrowUp':
      return { row: ctrl ? Math.min(row, 0) : row - 1, column }
    case 'ArrowDown':
      return { row: ctrl ? lastRow : row + 1, column }
    case 'ArrowLeft':
      return { row, column: ctrl ? 0 : column - 1 }
    case 'ArrowRight':
      return { row, column: ctrl ? lastColumn : column + 1 }
    case 'Home':
      return { row: ctrl ? 0 : row, column: 0 }
    case 'End':
      return { row: ctrl ? lastRow : row, column: lastColumn }
    case 'PageUp':
      return { row: Math.max(0, row - size.page), column }
    case 'PageDown':
      return { row: row + size.page, column }
    default:
      return null
  }
}

export interface Rectangle {
  top: number
  bottom: number
  left: number
  right: number
}

/** The selected rectangle, all its edges in; the headings are never in it. */
export function rectangleOf({ at, anchor }: Selection): Rectangle {
  return {
    top: Math.max(0, Math.min(at.row, anchor.row)),
    bottom: Math.max(0, at.row, anchor.row),
    left: Math.min(at.column, anchor.column),
    right: Math.max(at.column, anchor.column),
  }
}

export const isSelected = ({ top, bottom, left, right }: Rectangle, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right
