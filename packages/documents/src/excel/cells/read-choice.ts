import { type ChoiceField, kernelError } from '@shishu/kernel'
import { headingKey } from '../heading-key.ts'
import type { Cell } from '../workbook.ts'
import { plainText } from './plain-text.ts'

/**
 * Reads a choice by its label or its code, whatever the width of letters and brackets.
 *
 * Shape   the option's code; null for an empty cell, and for — or 无 where that is no option
 * Errors  field.choice-unknown
 */
export function readChoice(cell: Cell, field: ChoiceField): string | null {
  const text = plainText(cell)
  if (text === '') return null
  if (Object.hasOwn(field.options, text)) return text
  const key = headingKey(text)
  const matches = Object.entries(field.options).filter(([code, label]) => headingKey(label) === key || code === text)
  if (key !== '' && matches.length === 1) return matches[0]![0]
  if (/^[-—–―/\\]+$/.test(text)) return null
  const allowed = Object.values(field.options)
  throw kernelError('field.choice-unknown', { field: field.label, found: cell.text.trim(), allowed })
}
