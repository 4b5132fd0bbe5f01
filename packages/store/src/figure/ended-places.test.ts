import { defineRequirement, type Input, orgTree } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { missingPlaces } from './read-detail.ts'
import { placesOfLevel, type ReadingScope } from './reading-scope.ts'

const TOWN = '341899101000'
const [OLD, HEIR] = ['341899101001', '341899101002'] as const
const scope = {
  orgUnit: TOWN,
  today: '2026-12-01',
  orgTree: orgTree([
    { code: TOWN, name: '青溪镇' },
    { code: OLD, name: '旧村', endsOn: '2026-03-15', mergedInto: HEIR },
    { code: HEIR, name: '承村' },
  ]),
} as unknown as ReadingScope

test('a village is counted in the period in which it ends, and in none that begins later', () => {
  const count = (on: string) => placesOfLevel(scope, 'village', on).length
  expect([count('2026-01-01'), count('2026-03-14'), count('2026-03-15'), count('2027-01-01')]).toEqual([2, 2, 1, 1])
})

test('nothing is asked of it for the month in which it ends, or later', () => {
  const requirement = defineRequirement({
    id: 'monthly',
    label: '每月一次',
    gloss: 'monthly',
    measure: 'visits.people',
    level: 'village',
    every: 'month',
    least: 1,
    source: '示例',
  })
  const input: Input = {
    kind: 'missed',
    measure: 'visits.people',
    from: '2026-01-01',
    until: '2026-06-01',
    requirement,
  }
  const missing = missingPlaces(scope, input, []).map(({ place, period }) => `${place} ${period.id}`)
  expect(missing.filter((line) => line.startsWith(OLD))).toEqual([`${OLD} 2026-01`, `${OLD} 2026-02`])
  expect(missing.filter((line) => line.startsWith(HEIR))).toHaveLength(5)
})
