import { expect, test } from 'vitest'
import { cellsOf } from './official-layout.ts'
import { signatureIndents } from './signature.ts'

test.each([
  // issuer                   date              issuer's and date's indents
  ['青溪镇人民政府', '2026年7月5日', 2, 1],
  ['中共青溪镇委员会', '2026年7月15日', 2, 1.5],
  ['青溪镇党政办公室（督查）', '2026年12月15日', 2, 5],
  ['青溪镇', '2026年7月5日', 7, 2], // a date longer than its issuer
])('%s signs on %s: indents of %d and %d characters', (issuer, date, issuerIndent, dateIndent) => {
  const indents = signatureIndents(issuer, date)
  expect(indents).toEqual({ issuer: issuerIndent, date: dateIndent })
  // Whichever is longer, the date's first character stands two to the right of the issuer's.
  expect(indents.issuer + cellsOf(issuer) - (indents.date + cellsOf(date))).toBe(2)
})
