import { findUnit, parseQuantity, type QuantityField, ShishuError, type UnitId, unitOf } from '@shishu/kernel'
import { documentsError } from '../../documents-errors.ts'
import type { Cell } from '../workbook.ts'
import { isNothing, plainText } from './plain-text.ts'

/**
 * Reads an amount.
 *
 * Shape   a number, or a text such as １２.5, 1,234, 3.2万元: a unit in the cell goes before the column's. Null for an
 *         empty cell, — and 无.
 * Unit    `unit` is the column's; the result is an integer of the dimension's smallest part
 * Errors  cell.wrong-unit, cell.not-a-number, quantity.too-precise, quantity.too-large
 */
export function readQuantity(cell: Cell, field: QuantityField, unit: UnitId): number | null {
  if (isNothing(cell)) return null
  const facts = { field: field.label, text: cell.text.trim() }
  const isShare = unitOf(unit).dimension === 'share'
  if (cell.kind === 'number' && (cell.percent !== true || !isShare)) {
    if (cell.percent === true) throw documentsError('cell.wrong-unit', { ...facts, heading: unitOf(unit).labels[0]! })
    return parseQuantity(cell.value as number, unit)
  }
  if (cell.kind !== 'text' && cell.kind !== 'number') throw documentsError('cell.not-a-number', facts)
  const text = plainText(cell)
    .replace(/^[¥￥]/, '')
    .replace(/(?<=\d)[，](?=\d{3})/g, ',')
  try {
    return parseQuantity(text, unit)
  } catch (error) {
    if (!(error instanceof ShishuError)) throw error
    if (error.code === 'quantity.unit-unknown' && findUnit(String(error.facts.unit)) !== undefined) {
      throw documentsError('cell.wrong-unit', { ...facts, heading: unitOf(unit).labels[0]! })
    }
    if (error.code === 'quantity.unit-unknown' || error.code === 'quantity.malformed') {
      throw documentsError('cell.not-a-number', facts)
    }
    throw error
  }
}
