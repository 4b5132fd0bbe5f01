import { cellsOf } from './official-layout.ts'

/**
 * How far 署名 and 成文日期 stand from the right edge where no seal is stamped, in characters (GB/T 9704-2012, 7.3.5.2).
 * The issuer stands two characters in, the date's first character two to the right of the issuer's. A date longer than
 * the issuer stands two in itself, and the issuer moves left.
 */
export function signatureIndents(issuer: string, date: string): { issuer: number; date: number } {
  const [issuerCells, dateCells] = [cellsOf(issuer), cellsOf(date)]
  return dateCells > issuerCells
    ? { issuer: dateCells + 4 - issuerCells, date: 2 }
    : { issuer: 2, date: issuerCells - dateCells }
}
