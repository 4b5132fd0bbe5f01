import { type Field, type FieldValue, formatQuantity, isPersonal, type Language, unitOf } from '@shishu/kernel'
import { MASKED } from '../api/entries.ts'
import { nameIn } from '../words/language.ts'

const YES_NO = { zh: ['是', '否'], en: ['yes', 'no'] } as const

/** A value as a sheet has it: amounts in the field's unit without grouping, choices by their label; empty for none. */
export function plainValue(field: Field, value: FieldValue | undefined, language: Language): string {
  if (value === null || value === undefined) return ''
  switch (field.type) {
    case 'choice':
      return field.options[String(value)] ?? String(value)
    case 'quantity':
      return typeof value === 'number' ? formatQuantity(value, field.unit) : String(value)
    case 'boolean':
      return YES_NO[language][value === true ? 0 : 1]
    default:
      return String(value)
  }
}

/** A value as people read it in a list: as in a sheet, amounts with separators between thousands. */
export function shownValue(field: Field, value: FieldValue | undefined, language: Language): string {
  const plain = plainValue(field, value, language)
  return field.type === 'quantity' ? plain.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') : plain
}

/** A value by itself, with its unit. */
export function valueWithUnit(field: Field, value: FieldValue | undefined, language: Language): string {
  const text = shownValue(field, value, language)
  const unit = unitText(field, language)
  return text === '' || unit === '' ? text : `${text}${language === 'en' ? ' ' : ''}${unit}`
}

/** The unit in which a field is written; empty for counts and for what has none. */
export function unitText(field: Field, language: Language): string {
  if (field.type === 'days') return language === 'en' ? 'days' : '天'
  if (field.type !== 'quantity') return ''
  const { dimension, labels, en } = unitOf(field.unit)
  if (dimension === 'count') return ''
  return language === 'en' ? en : labels[0]!
}

/** A field's heading with its unit: 产值（万元）. */
export function headingOf(field: Field, language: Language): string {
  const unit = field.type === 'quantity' ? unitText(field, language) : ''
  const name = nameIn(language, field)
  if (unit === '') return name
  return language === 'en' ? `${name} (${unit})` : `${name}（${unit}）`
}

/** Whether a value is kept from view. */
export const isMasked = (field: Field, value: FieldValue | undefined): boolean => isPersonal(field) && value === MASKED
