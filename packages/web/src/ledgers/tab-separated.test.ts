import { expect, test } from 'vitest'
import { readTabSeparated, writeTabSeparated } from './tab-separated.ts'

test.each([
  // copied from Excel                     → cells
  [
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['"两\n行"\tb', [['两\n行', 'b']]],
  ['"他说""好"""\t1', [['他说"好"', '1']]],
  ['5" 管\tb', [['5" 管', 'b']]], // a quote inside a cell means itself
  ['"没有收尾\tb', [['"没有收尾', 'b']]],
  ['a\t\t\n\t\t\nb', [['a', '', ''], ['b']]], // a row of nothing is no row
  ['', []],
])('%j is read as a table', (text, rows) => {
  expect(readTabSeparated(text)).toEqual(rows)
})

test('what is written for Excel reads back the same', () => {
  const rows = [
    ['一', '有\t制表'],
    ['有"引号"', '两\n行'],
  ]
  expect(readTabSeparated(writeTabSeparated(rows))).toEqual(rows)
})
