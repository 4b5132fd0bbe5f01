import { addDays } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { dueGroupOf } from './due-groups.ts'

const TODAY = '2026-06-10'

test.each([
  [8, 'later'],
  [7, 'soon'],
  [0, 'soon'],
  [-1, 'late-week'],
  [-7, 'late-week'],
  [-8, 'late-month'],
  [-31, 'late-month'],
  [-32, 'late-longer'],
])('%i days left: %s', (left, group) => {
  expect(dueGroupOf({ due: addDays(TODAY, left) }, TODAY)).toBe(group)
})

test('without a day it is later', () => {
  expect(dueGroupOf({ due: null }, TODAY)).toBe('later')
})
