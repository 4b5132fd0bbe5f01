import {
  defineErrors,
  type Field,
  type FieldValue,
  fault,
  findUnit,
  isDay,
  kernelError,
  type OrgTree,
  parseQuantity,
  ShishuError,
  townshipOf,
  type UnitId,
} from '@shishu/kernel'

/** What a person must mend in something typed or pasted: what is wrong, and how it is written. */
export const cellError = defineErrors({
  'cell.not-a-date': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”应填日期，现在是“${text}”，请写成 2026-3-5 这样的年月日。`,
    en: ({ field, text }) => `"${field}" takes a date such as 2026-3-5, not "${text}".`,
  }),
  'cell.no-such-day': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”填的“${text}”没有这一天，请核对年月日。`,
    en: ({ field, text }) => `"${field}": there is no such day as "${text}".`,
  }),
  'cell.not-a-month': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”应填月份，现在是“${text}”，请写成 2026-03。`,
    en: ({ field, text }) => `"${field}" takes a month such as 2026-03, not "${text}".`,
  }),
  'cell.not-yes-or-no': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”只能填“是”或“否”，现在是“${text}”。`,
    en: ({ field, text }) => `"${field}" takes 是 or 否, not "${text}".`,
  }),
  'cell.not-a-number': fault<{ field: string; text: string }>({
    zh: ({ field, text }) => `“${field}”应填数字，现在是“${text}”，请只填数字。`,
    en: ({ field, text }) => `"${field}" takes a number, not "${text}".`,
  }),
  'cell.place-missing': fault<Record<never, never>>({
    zh: () => '没有填记在哪里。请填村（社区）或镇的名称，或者在“全部记在”里选。',
    en: () => 'No place is given: fill in the village or township, or choose one for all rows.',
  }),
  'cell.place-unknown': fault<{ name: string }>({
    zh: ({ name }) => `没有“${name}”这个地方，或者不归您记。请从列表里选。`,
    en: ({ name }) => `There is no "${name}", or it is not yours to book for; choose from the list.`,
  }),
  'cell.twice': fault<{ row: number }>({
    zh: ({ row }) => `与第 ${row} 行是同一条，只能留一行。`,
    en: ({ row }) => `The same entry as row ${row}; keep only one.`,
  }),
})

/** Written where there is nothing to write. */
const NOTHING = new Set(['', '-', '--', '—', '——', '/', '无', '暂无', '…'])
const YES = new Set(['是', '有', '√', '✓', '✔', '1', 'true', 'y', 'yes', '对', '已'])
const NO = new Set(['否', '无', '×', '✗', '✘', 'x', '0', 'false', 'n', 'no', '没有', '不是', '未'])

const DATE = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?$/
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})$/
const MONTH = /^(\d{4})(?:[-./年]|(?=\d{2}$))(\d{1,2})月?份?$/

/** Full-width letters as half-width, without spaces at the ends or between Chinese characters. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])/g, '')
    .trim()
}

/** Names as they are compared: without spaces, brackets and punctuation. */
export const nameKey = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{S}]/gu, '')
    .toLowerCase()

/**
 * Reads what was typed or pasted for a field, as officers write it: 2026年3月5日, 3.2万元, 是, a choice by its label.
 *
 * Shape   a value as booked; null for empty, and for — or 无 where that is no text
 * Unit    `unit` is that of a column whose heading says one; by default the field's own
 * Errors  cell.*, quantity.*, field.choice-unknown
 */
export function readCell(field: Field, input: string, unit?: UnitId): FieldValue {
  const text = plain(input)
  if (field.type === 'text') {
    const lines = input.trim().split(/\r\n?|\n/)
    return lines.map((line) => line.trimEnd()).join('\n') || null
  }
  if (text === '') return null
  if (field.type === 'choice') return readChoice(field.label, field.options, text)
  if (field.type === 'boolean') return readYesNo(field.label, text)
  if (NOTHING.has(text)) return null
  const facts = { field: field.label, text: text.slice(0, 40) }
  switch (field.type) {
    case 'date':
      return readDate(text, facts)
    case 'month':
      return readMonth(text, facts)
    case 'quantity':
      return readAmount(text, unit ?? field.unit, facts)
    case 'days':
      return null
  }
}

interface CellFacts {
  field: string
  text: string
}

function readDate(text: string, facts: CellFacts): string {
  const found = DATE.exec(text.replace(/[ T]\d{1,2}:\d{2}(:\d{2})?$/, '')) ?? COMPACT_DATE.exec(text)
  if (found === null) throw cellError('cell.not-a-date', facts)
  const day = `${found[1]}-${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`
  if (!isDay(day)) throw cellError('cell.no-such-day', facts)
  return day
}

function readMonth(text: string, facts: CellFacts): string {
  const found = MONTH.exec(text)
  const month = Number(found?.[2])
  if (found === null || month < 1 || month > 12) throw cellError('cell.not-a-month', facts)
  return `${found[1]}-${found[2]!.padStart(2, '0')}`
}

function readAmount(text: string, unit: UnitId, facts: CellFacts): number {
  try {
    return parseQuantity(text.replace(/^[¥￥]/, ''), unit)
  } catch (error) {
    const unreadable =
      error instanceof ShishuError &&
      (error.code === 'quantity.malformed' ||
        (error.code === 'quantity.unit-unknown' && findUnit(String(error.facts.unit)) === undefined))
    throw unreadable ? cellError('cell.not-a-number', facts) : error
  }
}

function readYesNo(field: string, text: string): boolean {
  const word = text.toLowerCase()
  if (YES.has(word)) return true
  if (NO.has(word)) return false
  throw cellError('cell.not-yes-or-no', { field, text })
}

function readChoice(field: string, options: Readonly<Record<string, string>>, text: string): string | null {
  if (Object.hasOwn(options, text)) return text
  const key = nameKey(text)
  const found = Object.entries(options).find(([, label]) => nameKey(label) === key)
  if (found !== undefined) return found[0]
  if (NOTHING.has(text)) return null
  throw kernelError('field.choice-unknown', { field, found: text, allowed: Object.values(options) })
}

const OF_THE_TOWN = new Set(['本级', '镇本级', '乡本级', '街道本级', '镇级', '乡级'])

/**
 * Reads a place by name or code, of those that `may` allows.
 *
 * Shape   its code; 镇本级 is the town itself, where all that is allowed lies in one town
 * Errors  cell.place-missing, cell.place-unknown
 */
export function readPlace(input: string, places: OrgTree, allowed: readonly string[]): string {
  const name = plain(input)
  if (name === '') throw cellError('cell.place-missing', {})
  if (allowed.includes(name)) return name
  const towns = new Set(allowed.map(townshipOf))
  for (const town of towns) {
    if (town === undefined) continue
    if (OF_THE_TOWN.has(name) && towns.size === 1 && allowed.includes(town)) return town
    const townName = places.get(town).name
    const bare = name.startsWith(townName) && name !== townName ? name.slice(townName.length) : name
    const found = places.byName(bare, town).filter(({ code }) => allowed.includes(code))
    if (found.length === 1) return found[0]!.code
  }
  throw cellError('cell.place-unknown', { name })
}
