import { figureText, formatQuantity, type Indicator, type Language, NO_VALUE, unitOf } from '@shishu/kernel'

/** What a value needs to be written: any indicator has it. */
export type Written = Pick<Indicator, 'unit' | 'counter' | 'decimals'>

const YI = 10_000_000_000
const WAN = 1_000_000

/** An indicator's value with its unit, as people read it: 4.93亿元, 93.1%, 17个; 493 million yuan, 93.1%, 17. */
export function valueText(written: Written, value: number | null, language: Language): string {
  if (value === null) return NO_VALUE
  const { unit } = written
  if (language === 'zh' || unit === 'percent' || unit === 'number') return grouped(figureOf(written, value))
  const { dimension, en } = unitOf(unit)
  if (dimension === 'money') return moneyInEnglish(value)
  return grouped(`${formatQuantity(value, unit)}${en === '' ? '' : ` ${en}`}`)
}

/** The number and the unit of a written value apart, to set the number larger. */
export function numberAndUnit(text: string): { number: string; unit: string } {
  const match = /^([−-]?[\d,.]+)(.*)$/s.exec(text)
  return match === null ? { number: text, unit: '' } : { number: match[1]!, unit: match[2]!.trim() }
}

/** One unit for all numbers of a drawing, chosen by the largest: its name, and a value written in it without the name. */
export interface AxisUnit {
  name: string
  factor: number
}

export function axisUnit(written: Written, largest: number, language: Language): AxisUnit {
  const { unit, counter } = written
  const zh = language === 'zh'
  if (unit === 'percent') return { name: '%', factor: 1 }
  if (unit === 'number') return { name: counter ?? '', factor: 1 }
  const { dimension, labels, en, factor } = unitOf(unit)
  if (dimension === 'money') {
    if (largest >= YI) return zh ? { name: '亿元', factor: YI } : { name: 'million yuan', factor: 100_000_000 }
    if (largest >= WAN) return zh ? { name: '万元', factor: WAN } : { name: 'thousand yuan', factor: 100_000 }
    return { name: zh ? '元' : 'yuan', factor: 100 }
  }
  if (dimension === 'count') return { name: zh ? (counter ?? '') : '', factor }
  return { name: zh ? labels[0]! : en, factor }
}

/** A value in a drawing's unit, with no more decimals than it needs to be told from its neighbours. */
export function axisText(value: number, { factor }: AxisUnit): string {
  const shown = value / factor
  return grouped(String(Number(shown.toFixed(Math.abs(shown) < 10 ? 2 : Math.abs(shown) < 100 ? 1 : 0))))
}

function figureOf(written: Written, value: number): string {
  const indicator = { ...written, id: '', label: '', gloss: '', value: '', better: 'neither', source: '' } as Indicator
  return figureText({ indicator, value, absent: null, numerator: null, denominator: null })
}

function moneyInEnglish(fen: number): string {
  const yuan = fen / 100
  if (Math.abs(yuan) >= 1_000_000) return `${grouped(String(Number((yuan / 1_000_000).toFixed(2))))} million yuan`
  return `${grouped(formatQuantity(fen, 'yuan'))} yuan`
}

/** Groups the digits of numbers of five digits and more: a township’s totals are read, not counted. */
function grouped(text: string): string {
  return text.replace(/\d{5,}/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','))
}
