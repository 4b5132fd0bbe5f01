import { expect, test } from 'vitest'
import { checkCreditCode, maskCreditCode } from './credit-code.ts'

test.each([
  ['91350100M000100Y43', '91350100M000100Y43'],
  ['91110000101623741K', '91110000101623741K'],
  ['911101066976941872', '911101066976941872'],
  // as people type it
  ['91110000101623741k', '91110000101623741K'],
  [' 91110000 101623741K', '91110000101623741K'],
  ['９１１１０００0101623741K', '91110000101623741K'],
])('%j is the code %s', (text, value) => {
  expect(checkCreditCode(text)).toEqual({ ok: true, value })
})

test.each([
  ['', 'length'],
  ['91350100M000100Y4', 'length'],
  ['91350100M00O100Y43', 'characters'], // the letter O
  ['91350100I000100Y43', 'characters'], // the letter I
  ['9135A100M000100Y43', 'characters'], // a letter in the address
  ['91350211M0000XUF46', 'check-character'], // quoted as real; the standard gives R
  ['91350100M000100Y34', 'check-character'],
])('%j is refused for its %s', (text, why) => {
  expect(checkCreditCode(text)).toEqual({ ok: false, why })
})

test('a remainder of 0 has the check character 0', () => {
  expect(checkCreditCode('000000000000000000').ok).toBe(true)
  expect(checkCreditCode('100000000000000100').ok).toBe(true) // 1 × 1 + 1 × 30 = 31
})

test.each([
  ['91110000101623741k', '91************741K'],
  ['91350211M0000XUF46', '91************UF46'],
  ['13812345678', '******************'],
  ['', '******************'],
])('%j is shown as %s', (text, masked) => {
  expect(maskCreditCode(text)).toBe(masked)
})
