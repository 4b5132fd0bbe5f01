export type CreditCodeCheck =
  | { ok: true; value: string }
  | { ok: false; why: 'length' | 'characters' | 'check-character' }

/** Digits and letters in order of value, without I, O, S, V and Z, which look like others. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** 3^i mod 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const
const LENGTH = 18
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/
const SHOWN_AT_START = 2
const SHOWN_AT_END = 4

/** Upper case, plain width, no spaces: as it is stored. */
function tidy(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

/**
 * Checks a unified social credit code (统一社会信用代码): 1 registrar, 1 category, 6 digits of address,
 * 9 of the body itself, 1 check character.
 *
 * Shape   `value` is the code as it is stored. Some codes quoted as real fail the check character
 *         (91350211M0000XUF46): there the caller may let the officer keep the code, with the licence as evidence.
 * Source  GB 32100-2015
 */
export function checkCreditCode(text: string): CreditCodeCheck {
  const value = tidy(text)
  if (value.length !== LENGTH) return { ok: false, why: 'length' }
  if (!SHAPE.test(value)) return { ok: false, why: 'characters' }
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * CHARACTERS.indexOf(value[at]!), 0)
  // The outer remainder turns 31 into 0, a step that is often left out.
  if (value[17] !== CHARACTERS[(31 - (sum % 31)) % 31]) return { ok: false, why: 'check-character' }
  return { ok: true, value }
}

/**
 * The code with its first two and last four characters shown: what kind of body, and enough to tell two apart.
 * A text that is not such a code is hidden whole.
 */
export function maskCreditCode(text: string): string {
  const value = tidy(text)
  if (!SHAPE.test(value)) return '*'.repeat(LENGTH)
  const hidden = '*'.repeat(LENGTH - SHOWN_AT_START - SHOWN_AT_END)
  return value.slice(0, SHOWN_AT_START) + hidden + value.slice(-SHOWN_AT_END)
}
