/** A rectangle of cells; rows and columns from 0, both ends included. */
export interface CellRange {
  top: number
  left: number
  bottom: number
  right: number
}

/** The letters of a column: 0 → A, 27 → AB. */
export function columnLetter(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** The column of its letters, from 0: A → 0. */
export function columnIndex(letters: string): number {
  let column = 0
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + (letters.charCodeAt(at) - 64)
  return column - 1
}

/** The address of a cell, from row and column counted from 0: (6, 3) → D7. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetter(column)}${row + 1}`
}

/** Reads `B2` or `A1:C3`; undefined for anything else. */
export function parseRange(text: string): CellRange | undefined {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(text)
  if (found === null) return undefined
  const [, left, top, right = left, bottom = top] = found
  return {
    top: Number(top) - 1,
    left: columnIndex(left!),
    bottom: Number(bottom) - 1,
    right: columnIndex(right!),
  }
}
