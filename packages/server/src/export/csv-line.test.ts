import { expect, test } from 'vitest'
import { csvLine } from './csv-line.ts'

test.each([
  ["=cmd|'/C calc'!A0", "\"'=cmd|'/C calc'!A0\""],
  ['+1', '"\'+1"'],
  ['-2+3', '"\'-2+3"'],
  ['@SUM(A1)', '"\'@SUM(A1)"'],
  ['\t=1', '"\'\t=1"'],
  ['  =1', '"\'  =1"'],
  ['\r\n=1', '"\'\r\n=1"'],
  ['＝1+1', '"\'＝1+1"'],
  ['a=b', '"a=b"'],
  ['他说"好"', '"他说""好"""'],
  ['两\n行,逗号', '"两\n行,逗号"'],
])('%j → %j', (text, written) => {
  expect(csvLine([text])).toBe(`${written}\r\n`)
})

test('numbers stay numbers, days are written as they are, empty is empty', () => {
  expect(csvLine([-5.5, { date: '2026-03-05' }, null, true])).toBe('-5.5,"2026-03-05",,"true"\r\n')
})
