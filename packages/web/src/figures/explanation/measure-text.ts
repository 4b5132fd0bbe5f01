import type { Definitions, Language } from '@shishu/kernel'
import { valueText } from '../../drawing/value-text.ts'

/** An amount booked to a measure with its unit, as people read it. */
export const measureText = (definitions: Definitions, measure: string, amount: number, language: Language): string =>
  valueText({ unit: definitions.unitOf(measure) }, amount, language)

/** A difference with its sign: +120万元, −3. */
export function signedText(text: string): string {
  if (/^[-−]/.test(text)) return text.replace(/^-/, '−')
  return /^0(?![.\d])/.test(text) ? text : `+${text}`
}
