import { type Day, isDay } from '../period/day.ts'

export type ResidentIdCheck =
  | { ok: true; value: string; bornOn: Day }
  | { ok: false; why: 'length' | 'characters' | 'birthday' | 'check-character' }

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_CHARACTERS = '10X98765432'
const LENGTH = 18
const SHOWN_AT_END = 4

/** Upper case, plain width, no spaces: as it is stored. */
function tidy(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

/**
 * Checks a resident identity number (公民身份号码): 6 digits of address, 8 of birth, 3 of sequence, 1 check character.
 *
 * Shape   `value` is the number as it is stored; a lower-case x, spaces and full-width digits are accepted. The
 *         address is not looked up: codes that no longer exist live on in people's numbers.
 * Source  GB 11643-1999
 */
export function checkResidentId(text: string): ResidentIdCheck {
  const value = tidy(text)
  if (value.length !== LENGTH) return { ok: false, why: 'length' }
  if (!/^\d{17}[\dX]$/.test(value)) return { ok: false, why: 'characters' }
  const bornOn = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`
  if (!isDay(bornOn)) return { ok: false, why: 'birthday' }
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(value[at]), 0)
  if (value[17] !== CHECK_CHARACTERS[sum % 11]) return { ok: false, why: 'check-character' }
  return { ok: true, value, bornOn }
}

/**
 * The number with all but its last four characters hidden: enough to tell two people of one name apart.
 * For screens of those who work with it; public output carries no part of it.
 * A text that is not such a number is hidden whole.
 */
export function maskResidentId(text: string): string {
  const value = tidy(text)
  if (!/^\d{17}[\dX]$/.test(value)) return '*'.repeat(LENGTH)
  return '*'.repeat(LENGTH - SHOWN_AT_END) + value.slice(-SHOWN_AT_END)
}
