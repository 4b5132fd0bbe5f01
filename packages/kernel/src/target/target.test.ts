import { expect, test } from 'vitest'
import { type Course, plannedShare } from './target.ts'

const busy: Course = [0, 0, 10, 20, 30, 40, 60, 80, 90, 95, 98, 100]

test.each<[Course, number, number]>([
  // course    month  → share of the year's target planned by its end
  ['linear', 1, 1 / 12],
  ['linear', 6, 0.5], // 时间过半、任务过半
  ['linear', 12, 1],
  [busy, 1, 0],
  [busy, 6, 0.4],
  [busy, 12, 1],
])('%s, month %i → %d', (course, month, expected) => {
  expect(plannedShare(course, month)).toBe(expected)
})
