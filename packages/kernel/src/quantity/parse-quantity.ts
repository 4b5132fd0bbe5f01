import { kernelError } from '../error/kernel-errors.ts'
import { findUnit, type Unit, type UnitId, unitOf } from './unit.ts'

/** Sign, whole part (plain or in groups of three), decimals, unit. */
const SHAPE = /^([+-]?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?\s*([^\d\s.,+-].*)?$/
/** Longer than any amount that fits: keeps a pasted page from becoming arithmetic. */
const LONGEST_TEXT = 64

/** A sheet's number carries 15 digits; sums of such numbers leave noise in the last of them, hardly before the 12th. */
const MOST_DIGITS = 15
const LEAST_DIGITS = 12

interface Decimal {
  negative: boolean
  /** The number is `digits` ÷ 10^`decimals`; a sheet's large number can have fewer than none. */
  digits: bigint
  decimals: number
  unitLabel: string | undefined
}

/**
 * Reads an amount as officers and sheets write it, exactly: no floating point between text and result.
 *
 * Shape   text with an optional sign, full-width or plain digits, separators between thousands, and a unit of its
 *         own that goes before `unit` when both measure the same thing (`1.2亿` in a column of 万元); or a number from
 *         a sheet, of which noise beyond the 12th significant digit is dropped (1234.5600000000002 is 1234.56).
 * Unit    the result is an integer of the dimension's smallest part: fen, 0.01 亩, 0.01 ㎡, metre, one, 0.01%, day
 * Errors  quantity.malformed, quantity.unit-unknown, quantity.too-precise, quantity.too-large
 */
export function parseQuantity(input: string | number, unit: UnitId): number {
  const column = unitOf(unit)
  return typeof input === 'number' ? bookNumber(input, column) : bookText(input, column)
}

function bookText(text: string, column: Unit): number {
  const decimal = readDecimal(plainWidth(text).trim())
  if (!decimal) throw kernelError('quantity.malformed', { text: text.slice(0, LONGEST_TEXT) })
  const unit = decimal.unitLabel === undefined ? column : findUnit(decimal.unitLabel)
  if (unit?.dimension !== column.dimension) {
    throw kernelError('quantity.unit-unknown', { unit: decimal.unitLabel ?? '' })
  }
  const amount = inSmallestParts(decimal, unit)
  if (amount === undefined) throw kernelError('quantity.too-precise', { text, unit: unit.labels[0]! })
  return checkedSize(amount, text)
}

function bookNumber(value: number, unit: Unit): number {
  const text = String(value)
  if (!Number.isFinite(value)) throw kernelError('quantity.malformed', { text })
  // Whole numbers are exact as they are; rounding them to 15 digits could only spoil a long one.
  if (Number.isInteger(value)) return checkedSize(BigInt(value) * BigInt(unit.factor), text)
  // As few digits as needed are dropped, so that large amounts keep their fen.
  for (let significant = MOST_DIGITS; significant >= LEAST_DIGITS; significant -= 1) {
    const [mantissa, power = '0'] = value.toPrecision(significant).split('e')
    const decimal = readDecimal(mantissa!)!
    const amount = inSmallestParts({ ...decimal, decimals: decimal.decimals - Number(power) }, unit)
    if (amount !== undefined) return checkedSize(amount, text)
  }
  throw kernelError('quantity.too-precise', { text, unit: unit.labels[0]! })
}

/** Full-width forms and the other minus signs as their plain ones. Not NFKC: it would read 10² as 102. */
function plainWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u2212/g, '-')
}

function readDecimal(text: string): Decimal | undefined {
  const found = text.length <= LONGEST_TEXT ? SHAPE.exec(text) : null
  if (!found) return undefined
  const [, sign, whole, fraction = '', unitLabel] = found
  return {
    negative: sign === '-',
    digits: BigInt(whole!.replaceAll(',', '') + fraction),
    decimals: fraction.length,
    unitLabel,
  }
}

/** The decimal times the unit's factor; undefined when that is not a whole number. */
function inSmallestParts(decimal: Decimal, unit: Unit): bigint | undefined {
  const scaled = decimal.digits * BigInt(unit.factor) * 10n ** BigInt(Math.max(0, -decimal.decimals))
  const divisor = 10n ** BigInt(Math.max(0, decimal.decimals))
  if (scaled % divisor !== 0n) return undefined
  return (decimal.negative ? -scaled : scaled) / divisor
}

function checkedSize(amount: bigint, text: string): number {
  const value = Number(amount)
  if (!Number.isSafeInteger(value)) throw kernelError('quantity.too-large', { text })
  return value
}
