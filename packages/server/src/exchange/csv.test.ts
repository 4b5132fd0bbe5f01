import { describe, expect, test } from 'vitest'
import { type CsvColumn, csvFile } from './csv.ts'

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
    ['上村', '上村,'],
    ['', ','],
    ['a,b', '"a,b",'],
    ['他说"好"', '"他说""好""",'],
    ['两\n行', '"两'],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0,"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")",'],
    ['+1+1', "'+1+1,"],
    ['-1+cmd', "'-1+cmd,"],
    ['@SUM(A1)', "'@SUM(A1),"],
    ['\t=1+1', "'\t=1+1,"],
    ['  =1+1', "'  =1+1,"],
    ['\ufeff=1+1', "'\ufeff=1+1,"],
    ['＝1+1', "'＝1+1,"],
    ['－1+cmd', "'－1+cmd,"],
    ['-3.5%', '-3.5%,'],
    ['-12', '-12,'],
    ['—', '—,'],
  ])('%j is written %j', (text, expected) => {
    expect(cellOf(text)).toBe(expected.startsWith('"两') ? '"两\n行",' : expected)
  })

  test('a negative number stays a number, nothing stays nothing', () => {
    expect([cellOf(null, -3.5), cellOf(null, null)]).toEqual([',-3.5', ','])
  })
})
