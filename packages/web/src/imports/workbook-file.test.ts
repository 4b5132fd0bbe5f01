import { expect, test } from 'vitest'
import { refusalOf } from './workbook-file.ts'

test.each([
  [['台账.xlsx'], null],
  [['台账.XLSX'], null],
  [['台账.xls'], { why: 'not-excel', name: '台账.xls' }],
  [['照片.jpg'], { why: 'not-excel', name: '照片.jpg' }],
  [['一.xlsx', '二.xlsx'], { why: 'several' }],
])('%j', (names, refusal) => {
  expect(refusalOf(names.map((name) => ({ name })))).toEqual(refusal)
})
