import { kernelError } from '../error/kernel-errors.ts'

/** Levels from the top down. A level's own digits follow those of the levels above it. */
const LEVELS = [
  { level: 'province', end: 2 },
  { level: 'city', end: 4 },
  { level: 'county', end: 6 },
  { level: 'township', end: 9 },
  { level: 'village', end: 12 },
  { level: 'grid', end: 15 },
] as const

export type OrgUnitLevel = 'country' | (typeof LEVELS)[number]['level']

/** The country, above all provinces. */
export const COUNTRY = '000000000000'

const KEY_DIGITS = 15
const KEY_LIMIT = 10 ** KEY_DIGITS
const SHAPE = /^(?:\d{12}|\d{15})$/

/** The part of a checked code that is its own and its ancestors': all up to its last level that is not zero. */
function ownDigits(code: string): string {
  let end = 0
  let start = 0
  for (const each of LEVELS) {
    if (/[1-9]/.test(code.slice(start, each.end))) end = each.end
    start = each.end
  }
  return code.slice(0, end)
}

function checkCode(code: string): void {
  // One unit, one spelling: a grid's own digits are never 000, and nothing lies in a province 00.
  const malformed = !SHAPE.test(code) || (code.length === KEY_DIGITS && code.endsWith('000'))
  if (malformed || (code.startsWith('00') && code !== COUNTRY)) throw kernelError('org-unit.code-malformed', { code })
}

/** The own digits of a code not yet checked. */
function readCode(code: string): string {
  checkCode(code)
  return ownDigits(code)
}

const keyOf = (digits: string): number => Number(digits.padEnd(KEY_DIGITS, '0'))

function codeFromDigits(digits: string): string {
  return digits.length > 12 ? digits : digits.padEnd(12, '0')
}

/**
 * The level of an org unit, from its code: its last part that is not zero.
 *
 * Shape   12 digits (province 2, city 2, county 2, township 3, village 3), or 15 for a grid (3 more);
 *         `341899000000` is a county. A level may be skipped: 东莞 has no counties, so the township
 *         `441900003000` lies directly in the city `441900000000`.
 * Errors  org-unit.code-malformed
 */
export function levelOf(code: string): OrgUnitLevel {
  const { length } = readCode(code)
  return LEVELS.find((each) => each.end === length)?.level ?? 'country'
}

/**
 * The code of the unit directly above; undefined for the country, which has none.
 *
 * Errors  org-unit.code-malformed
 */
export function parentCode(code: string): string | undefined {
  const own = readCode(code)
  if (own === '') return undefined
  const start = LEVELS.findLast((each) => each.end < own.length)?.end ?? 0
  // Read again from what is left, because a skipped level leaves zeros behind.
  return codeFromDigits(ownDigits(own.slice(0, start)))
}

/**
 * A code as a 15-digit integer, safe in a number: the 12-digit code × 1000, or a grid's own 15 digits.
 *
 * Errors  org-unit.code-malformed
 */
export function codeKey(code: string): number {
  checkCode(code)
  return keyOf(code)
}

/**
 * The code of a key: the reverse of `codeKey`.
 *
 * Errors  org-unit.code-malformed
 */
export function codeFromKey(key: number): string {
  if (!Number.isInteger(key) || key < 0 || key >= KEY_LIMIT) {
    throw kernelError('org-unit.code-malformed', { code: String(key) })
  }
  const digits = String(key).padStart(KEY_DIGITS, '0')
  const code = digits.endsWith('000') ? digits.slice(0, 12) : digits
  checkCode(code)
  return code
}

/**
 * The keys of a unit and of all below it: from `from` up to but not including `until`.
 *
 * Errors  org-unit.code-malformed
 */
export function codeRange(code: string): { from: number; until: number } {
  const own = readCode(code)
  const from = keyOf(own)
  return { from, until: from + 10 ** (KEY_DIGITS - own.length) }
}

/** Whether a unit is `ancestor` itself or lies below it. */
export function isWithin(code: string, ancestor: string): boolean {
  const key = codeKey(code)
  const range = codeRange(ancestor)
  return key >= range.from && key < range.until
}

/**
 * The township that a township, village or grid belongs to; undefined for units above a township.
 *
 * Errors  org-unit.code-malformed
 */
export function townshipOf(code: string): string | undefined {
  checkCode(code)
  return /[1-9]/.test(code.slice(6, 9)) ? code.slice(0, 9).padEnd(12, '0') : undefined
}
