import { describe, expect, test } from 'vitest'
import { type CsvColumn, csvFile, csvLine } from './csv.ts'

const columns: CsvColumn<{ text: string | null; amount: number | null }>[] = [
  { heading: '文字', value: ({ text }) => text },
  { heading: '数', value: ({ amount }) => amount },
]
const cellOf = (text: string | null, amount: number | null = null) =>
  csvFile(columns, [{ text, amount }]).split('\r\n')[1]

describe('csv', () => {
  test('a mark for spreadsheets, headings, lines that end as RFC 4180 says', () => {
    expect(csvFile(columns, [{ text: '上村', amount: 1.5 }])).toBe('\ufeff文字,数\r\n上村,1.5\r\n')
  })

  test.each([
    // text                        → as it is written
    ['上村', '上村'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['他说"好"', '"他说""好"""'],
    ['两\n行', '"两\n行"'],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['+1+1', "'+1+1"],
    ['-1+cmd', "'-1+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1+1', "'\t=1+1"],
    ['  =1+1', "'  =1+1"],
    ['\ufeff=1+1', "'\ufeff=1+1"],
    ['＝1+1', "'＝1+1"],
    ['－1+cmd', "'－1+cmd"],
    ['-3.5%', '-3.5%'],
    ['-12', '-12'],
    ['-2+3', "'-2+3"],
    ['+8613000000000', "'+8613000000000"],
    ['\r\n=1', '"\'\r\n=1"'],
    ['a=b', 'a=b'],
    ['—', '—'],
  ])('%j is written %j', (text, expected) => {
    expect(csvFile([columns[0]!], [{ text, amount: null }])).toBe(`\ufeff文字\r\n${expected}\r\n`)
  })

  test('days and booleans are written as they are, empty is empty', () => {
    expect(csvLine([-5.5, { date: '2026-03-05' }, null, true, { text: '=1', bold: true }])).toBe(
      "-5.5,2026-03-05,,true,'=1\r\n",
    )
  })

  test('a negative number stays a number, nothing stays nothing', () => {
    expect([cellOf(null, -3.5), cellOf(null, null)]).toEqual([',-3.5', ','])
  })
})
