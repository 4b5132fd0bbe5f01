import { expect, test } from 'vitest'
import { parsePeriod } from '../period/period.ts'
import { type Course, courseOf, defineTarget, isCourse, plannedShare, plannedShareAt } from './target.ts'

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

const target = defineTarget({
  id: 'visitors',
  label: '到馆人数',
  gloss: 'visitors',
  unit: 'one',
  measure: 'goals.visitors',
  course: 'linear',
  courses: { '2027': busy },
  source: 's',
})

test('a year has its own course, or that of every year', () => {
  expect(courseOf(target, '2027')).toBe(busy)
  expect(courseOf(target, '2026')).toBe('linear')
  expect(plannedShareAt(target, parsePeriod('2027-H1'))).toBe(0.4)
  expect(plannedShareAt(target, parsePeriod('2026-H1'))).toBe(0.5)
  expect(plannedShareAt(target, parsePeriod('2027'))).toBe(1)
  expect(plannedShareAt(undefined, parsePeriod('2027-03'))).toBe(0.25)
})

test.each<[Course, boolean]>([
  ['linear', true],
  [busy, true],
  [busy.slice(1), false],
  [[...busy.slice(0, 11), 99], false],
  [[-1, ...busy.slice(1)], false],
  [[0, 5, 3, ...busy.slice(3)], false],
])('%s is a course: %s', (course, expected) => {
  expect(isCourse(course)).toBe(expected)
})
