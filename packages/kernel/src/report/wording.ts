import { Decimal } from 'decimal.js'
import { type Figure, PERCENT_DECIMALS, valueInUnit } from '../indicator/figure.ts'
import { formatAmount, formatMoney, formatQuantity } from '../quantity/format-quantity.ts'
import type { Wording } from './report.ts'

/** How a missing figure reads, in every wording. */
export const NO_VALUE = '—'

/** A figure in words, as a report's prose wants it; see Wording for the forms. */
export function wordFigure(figure: Figure, wording: Wording): string {
  const { value, indicator } = figure
  if (value === null) return NO_VALUE
  switch (wording) {
    case 'plain':
      return plain(figure)
    case 'about':
      return about(value)
    case 'money':
      return formatMoney(value)
    case 'money-wan':
      return `${formatQuantity(value, 'wan-yuan', 2).replace(/\.?0+$/, '')}万元`
    case 'percent':
      return `${fixed(value, indicator.decimals)}%`
    case 'rate':
      return `${fixed(value, indicator.decimals).replace('-', '−')}%`
    case 'growth':
      return growth(value, indicator.decimals)
    case 'at-least':
      return value > 0 ? `增长${Math.floor(value)}%以上` : growth(value, indicator.decimals)
  }
}

/** A figure by itself, exactly and with its unit: 17个, 4.93亿元, 93.1%, 26.2公里. */
export function figureText(figure: Figure): string {
  const { value, indicator } = figure
  if (value === null) return NO_VALUE
  if (indicator.unit === 'percent' || indicator.unit === 'number') return plain(figure)
  if (indicator.unit === 'one') return `${value}${indicator.counter ?? ''}`
  return formatAmount(value, indicator.unit)
}

function plain(figure: Figure): string {
  const { indicator } = figure
  if (indicator.unit === 'percent') return `${fixed(figure.value!, indicator.decimals)}%`
  if (indicator.unit === 'number') return String(figure.value)
  if (indicator.unit === 'fen') return formatMoney(figure.value!)
  return String(valueInUnit(figure))
}

/** Down to a round number: two leading digits, tens below a hundred; exact numbers and single digits stay as they are. */
function about(value: number): string {
  if (value < 10) return String(value)
  const round = 10 ** Math.max(1, Math.floor(Math.log10(value)) - 1)
  const floor = Math.floor(value / round) * round
  return floor === value ? String(value) : `${floor}余`
}

function growth(value: number, decimals?: number): string {
  if (value === 0) return '持平'
  return `${value > 0 ? '增长' : '下降'}${fixed(Math.abs(value), decimals)}%`
}

function fixed(value: number, decimals = PERCENT_DECIMALS): string {
  return new Decimal(value).toFixed(decimals, Decimal.ROUND_HALF_UP)
}
