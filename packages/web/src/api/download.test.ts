import { expect, test } from 'vitest'
import { nameOf } from './download.ts'

test.each([
  ['attachment; filename="__.docx"; filename*=UTF-8\'\'%E6%B1%87%E6%8A%A5.docx', '汇报.docx'],
  ['attachment; filename="plain.json"', 'plain.json'],
  ['inline', null],
  [null, null],
])('the name in %j', (disposition, name) => {
  expect(nameOf(disposition)).toBe(name)
})
