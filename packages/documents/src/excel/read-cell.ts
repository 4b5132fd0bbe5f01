import type { Field, FieldValue, UnitId } from '@shishu/kernel'
import { documentsError } from '../documents-errors.ts'
import { readChoice } from './cells/read-choice.ts'
import { readDate } from './cells/read-date.ts'
import { readMonth } from './cells/read-month.ts'
import { readQuantity } from './cells/read-quantity.ts'
import { readText } from './cells/read-text.ts'
import { readYesNo } from './cells/read-yes-no.ts'
import { isDamagedNumber } from './read-workbook.ts'
import type { Cell } from './workbook.ts'

/** What a cell's reading depends on besides itself. */
export interface CellContext {
  /** The unit of a quantity column; by default the field's own. */
  unit?: UnitId | undefined
  /** The year of dates that are written without one. */
  year?: number | undefined
}

/**
 * Reads a cell as a field's value; a computed field (days) gives the number that the sheet states.
 *
 * Shape   null when the cell is empty
 * Errors  cell.error, cell.not-calculated, cell.number-damaged, and those of the reader of the field's type
 */
export function readCell(cell: Cell, field: Field, { unit, year }: CellContext = {}): FieldValue {
  checkReadable(cell)
  switch (field.type) {
    case 'text':
      return readText(cell, field)
    case 'choice':
      return readChoice(cell, field)
    case 'date':
      return readDate(cell, field, year)
    case 'month':
      return readMonth(cell, field, year)
    case 'quantity':
      return readQuantity(cell, field, unit ?? field.unit)
    case 'boolean':
      return readYesNo(cell, field)
    case 'days':
      return readQuantity(cell, { ...field, type: 'quantity', unit: 'day' }, 'day')
  }
}

/**
 * Refuses a cell whose value is not what was meant, whatever its field.
 *
 * Errors  cell.error, cell.not-calculated, cell.number-damaged
 */
export function checkReadable(cell: Cell): void {
  if (cell.kind === 'error') throw documentsError('cell.error', { text: cell.text })
  if (cell.kind === 'uncalculated') throw documentsError('cell.not-calculated', {})
  if (isDamagedNumber(cell)) throw documentsError('cell.number-damaged', { text: cell.text })
}
