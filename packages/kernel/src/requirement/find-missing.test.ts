import { expect, test } from 'vitest'
import { parsePeriod } from '../period/period.ts'
import { findMissing, requiredPeriods } from './find-missing.ts'
import { defineRequirement } from './requirement.ts'

const conference = defineRequirement({
  id: 'conference',
  label: '每半月会商',
  gloss: 'a conference each half-month',
  measure: 'conferences.held',
  every: 'half-month',
  least: 1,
  level: 'township',
  source: 'the example’s own',
})
const TOWN = '341899101000'
const OTHER = '341899102000'

test.each([
  // held on                                     missing
  [['2026-03-05', '2026-03-20'], []],
  [['2026-03-15'], ['2026-03-B']], // the 15th is still the first half
  [['2026-03-16'], ['2026-03-A']],
  [['2026-03-02', '2026-03-03'], ['2026-03-B']], // two in one half do not make up for the other
  [[], ['2026-03-A', '2026-03-B']],
])('conferences on %s miss %s', (days, missing) => {
  const happenings = days.map((day) => ({ place: TOWN, day, amount: 1 }))
  const found = findMissing(conference, parsePeriod('2026-03'), [TOWN], happenings)
  expect(found.map(({ period }) => period.id)).toEqual(missing)
})

test('a place that keeps nothing is missing throughout, and what others do does not count for it', () => {
  const found = findMissing(
    conference,
    parsePeriod('2026-03'),
    [TOWN, OTHER],
    [
      { place: TOWN, day: '2026-03-05', amount: 1 },
      { place: TOWN, day: '2026-03-25', amount: 1 },
    ],
  )
  expect(found.map(({ place, period }) => [place, period.id])).toEqual([
    [OTHER, '2026-03-A'],
    [OTHER, '2026-03-B'],
  ])
})

test('what is booked and taken back did not happen', () => {
  const found = findMissing(
    conference,
    parsePeriod('2026-03-A'),
    [TOWN],
    [
      { place: TOWN, day: '2026-03-05', amount: 1 },
      { place: TOWN, day: '2026-03-05', amount: -1 },
    ],
  )
  expect(found).toHaveLength(1)
})

test('a requirement binds in its months and from its first day only', () => {
  const patrol = { ...conference, every: 'month' as const, months: [5, 6, 7], from: '2026-06-01' }
  expect(requiredPeriods(patrol, parsePeriod('2026')).map(({ id }) => id)).toEqual(['2026-06', '2026-07'])
})
