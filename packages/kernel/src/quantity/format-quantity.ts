import { kernelError } from '../error/kernel-errors.ts'
import { type UnitId, unitOf } from './unit.ts'

/**
 * Writes a booked amount in a unit: the number alone, without grouping.
 *
 * Shape   with `decimals`, exactly that many, half up (away from zero: −0.005 → −0.01); without, as many as it
 *         takes to be exact and no zeros at the end
 * Unit    `base` is an integer of the dimension's smallest part
 * Errors  quantity.malformed: `base` is not a safe integer; quantity.unit-unknown
 */
export function formatQuantity(base: number, unit: UnitId, decimals?: number): string {
  const { factor } = unitOf(unit)
  if (!Number.isSafeInteger(base)) throw kernelError('quantity.malformed', { text: String(base) })
  // Factors are powers of ten, so as many decimals as a factor has zeros are always enough.
  const places = decimals ?? String(factor).length - 1
  const parts = BigInt(factor)
  const rounded = (BigInt(Math.abs(base)) * 10n ** BigInt(places) * 2n + parts) / (parts * 2n)
  const digits = String(rounded).padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places)
  const kept = decimals === undefined ? fraction.replace(/0+$/, '') : fraction
  return `${base < 0 && rounded > 0n ? '-' : ''}${whole}${kept === '' ? '' : `.${kept}`}`
}

const YI = 10_000_000_000
const WAN = 1_000_000
/** From here 万元 with two decimals would read 10000万元, so it is written as 亿元. */
const ROUNDS_TO_YI = YI - WAN / 200

/**
 * Writes money with its unit, as reports do: from 1亿 in 亿元 with two decimals, from 1万 in 万元 with up to two,
 * below that in 元, exactly.
 *
 * Unit    fen
 * Errors  quantity.malformed: not a safe integer
 */
export function formatMoney(fen: number): string {
  const size = Math.abs(fen)
  if (size >= ROUNDS_TO_YI) return `${formatQuantity(fen, 'yi-yuan', 2)}亿元`
  if (size >= WAN) return `${formatQuantity(fen, 'wan-yuan', 2).replace(/\.?0+$/, '')}万元`
  return `${formatQuantity(fen, 'yuan')}元`
}

/** An amount with its unit, as people read it: money in 亿元, 万元 or 元, counts as they are, all else in its own unit. */
export function formatAmount(base: number, unit: UnitId): string {
  const { dimension, labels } = unitOf(unit)
  if (dimension === 'money') return formatMoney(base)
  return dimension === 'count' ? String(base) : `${formatQuantity(base, unit)}${labels[0]}`
}
