import { formatQuantity, type Language, type UnitId } from '@shishu/kernel'
import type { EntryView } from '../api/entries.ts'
import { unitText } from './cell-text.ts'
import type { Column } from './grid-columns.ts'

/** What the selected cells come to, as the line below a sheet says it. */
export interface SelectionFigures {
  /** Amounts among the cells. */
  count: number
  sum: string
  average: string
}

/** Sum and average of the selected amounts; null for fewer than two, and where their units differ. */
export function selectionFigures(
  entries: readonly EntryView[],
  columns: readonly Column[],
  language: Language,
): SelectionFigures | null {
  const numeric = columns.filter(({ numeric: one }) => one)
  const units = new Set(numeric.map(unitOf))
  if (units.size !== 1) return null
  const [unit] = units
  let [sum, count] = [0, 0]
  for (const { values } of entries) {
    for (const { id } of numeric) {
      const value = values[id]
      if (typeof value !== 'number') continue
      sum += value
      count += 1
    }
  }
  if (count < 2 || !Number.isSafeInteger(sum)) return null
  const text = (amount: number) => {
    const plain = unit === DAYS ? String(amount) : formatQuantity(Math.round(amount), unit as UnitId)
    const grouped = plain.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')
    const name = unitText(numeric[0]!.field!, language)
    return name === '' ? grouped : `${grouped}${language === 'en' ? ' ' : ''}${name}`
  }
  return { count, sum: text(sum), average: average(sum / count, unit!, text) }
}

const DAYS = 'days'
const unitOf = ({ field }: Column) => (field?.type === 'quantity' ? field.unit : DAYS)

/** An average of whole things has places after the point, which their unit has not. */
function average(value: number, unit: string, text: (amount: number) => string): string {
  const whole = text(Math.round(value))
  if (unit !== DAYS && formatQuantity(1, unit as UnitId) !== '1') return whole
  return whole.replace(/^-?[\d,]+/, String(Math.round(value * 100) / 100))
}
