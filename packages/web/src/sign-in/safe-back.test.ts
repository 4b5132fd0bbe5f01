import { expect, test } from 'vitest'
import { readBack } from './safe-back.ts'

test.each([
  ['/figures/x?period=2026-H1#why', '/figures/x?period=2026-H1#why'],
  ['/', '/'],
  ['/sign-in?back=/x', '/'],
  ['https://elsewhere.example/x', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['/\t/elsewhere.example', '/'],
  ['/a/..//elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
  ['figures', '/'],
])('back to %s leads to %s', (text, back) => {
  expect(readBack(text)).toBe(back)
})
