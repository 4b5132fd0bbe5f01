import type { Day } from '../period/day.ts'
import type { UnitId } from '../quantity/unit.ts'

/** What every field says of itself. */
interface FieldBase {
  /** The heading an officer knows (Chinese). */
  label: string
  gloss: string
  /** Other headings under which offices' sheets keep this field. */
  headings?: readonly string[]
  required?: boolean
  /** Shown beside the field: how it is filled in, and where the rule stands. */
  help?: string
  source?: string
}

/** Free text. `personal` text lives in the vault: versions hold only its salted hash, and it can be erased. */
export interface TextField extends FieldBase {
  type: 'text'
  max: number
  personal?: boolean
}
/** One of a closed set. `options` maps the code that is stored to the label that is shown. */
export interface ChoiceField extends FieldBase {
  type: 'choice'
  options: Readonly<Record<string, string>>
}
/** A civil day in Asia/Shanghai. */
export interface DateField extends FieldBase {
  type: 'date'
  /** A date field that may not be later than this one. */
  notBefore?: string
}
/** The month that a statement reports on. */
export interface MonthField extends FieldBase {
  type: 'month'
  /** January and February are reported together, as February: there is no January (domain: industry, investment, retail). */
  joinsJanuary?: boolean
}
/** A count or an amount: an integer of the unit's smallest part (money in fen). */
export interface QuantityField extends FieldBase {
  type: 'quantity'
  unit: UnitId
  /** Bounds in the smallest part; by default 0 and the largest safe integer. */
  least?: number
  most?: number
}
export interface BooleanField extends FieldBase {
  type: 'boolean'
}
/** Days from one date field to another, computed and never stored; a sheet that states it is checked against it. */
export interface DaysField extends FieldBase {
  type: 'days'
  from: string
  to: string
  /** Whether the first day itself counts (治丧天数: the day of death is day one). */
  countsFirstDay?: boolean
}

export type Field = TextField | ChoiceField | DateField | MonthField | QuantityField | BooleanField | DaysField
export type FieldType = Field['type']

/** A field's value as booked: text, a day or month as text, an integer in the smallest part, a boolean; null when empty. */
export type FieldValue = string | number | boolean | null
/** An entry's values by field id. Absent and null mean the same: not filled in. */
export type Values = Readonly<Record<string, FieldValue | undefined>>

type Spec<F> = Omit<F, 'type'>
export const text = (field: Omit<Spec<TextField>, 'max'> & { max?: number }): TextField => ({
  type: 'text',
  max: 200,
  ...field,
})
/** A person's name or another value that tells who somebody is: kept in the vault. */
export const person = (field: Omit<Spec<TextField>, 'max' | 'personal'> & { max?: number }): TextField => ({
  type: 'text',
  max: 60,
  personal: true,
  ...field,
})
export const choice = (field: Spec<ChoiceField>): ChoiceField => ({ type: 'choice', ...field })
export const date = (field: Spec<DateField>): DateField => ({ type: 'date', ...field })
export const month = (field: Spec<MonthField>): MonthField => ({ type: 'month', ...field })
export const quantity = (field: Spec<QuantityField>): QuantityField => ({ type: 'quantity', ...field })
export const yesNo = (field: Spec<BooleanField>): BooleanField => ({ type: 'boolean', ...field })
export const days = (field: Spec<DaysField>): DaysField => ({ type: 'days', ...field })

/** Whether a field's values live in the vault. */
export function isPersonal(field: Field): boolean {
  return field.type === 'text' && field.personal === true
}

/** Definitions never change, so what is derived from one is derived once. */
const stored = new WeakMap<Readonly<Record<string, Field>>, readonly (readonly [string, Field])[]>()

/** Fields that are stored, in definition order: all but the computed ones. */
export function storedFields(fields: Readonly<Record<string, Field>>): readonly (readonly [string, Field])[] {
  const known = stored.get(fields)
  if (known !== undefined) return known
  const found = Object.entries(fields).filter(([, field]) => field.type !== 'days')
  stored.set(fields, found)
  return found
}

/** The value of a date field, or null. */
export function dayValue(values: Values, field: string): Day | null {
  const value = values[field]
  return typeof value === 'string' ? value : null
}
