import { packLibrary } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import type { Figure } from '../indicator/figure.ts'
import { definitionsOf } from '../pack/definitions.ts'
import { proposeFromFigures } from './propose.ts'

/** The library's indicators, with a direction where the test needs one. */
const directed = (better: 'up' | 'down' | 'neither') =>
  definitionsOf({ ...packLibrary, indicators: packLibrary.indicators.map((one) => ({ ...one, better })) })

function proposals(better: 'up' | 'down' | 'neither', values: Record<string, number | null>) {
  const definitions = directed(better)
  const figures = Object.entries(values).map(([id, value]): [string, Figure] => {
    const { indicator } = definitions.indicator(id)
    return [id, { indicator, value, absent: null, numerator: null, denominator: null }]
  })
  return proposeFromFigures(definitions, new Map(figures)).map(({ section, zh }) => [section, zh])
}

test.each([
  // better,  indicator,            value → section and sentence
  ['up', 'visitors-course', 104.2, [['highlight', '到馆时序进度为104.2%，快于时序']]],
  ['up', 'visitors-course', 93.1, [['difficulty', '到馆时序进度为93.1%，慢于时序']]],
  ['up', 'visitors-growth', 5.9, [['highlight', '到馆增幅：同比增长5.9%']]],
  ['up', 'visitors-growth', -7.9, [['difficulty', '到馆增幅：同比下降7.9%']]],
  ['down', 'visitors-growth', -7.9, [['highlight', '到馆增幅：同比下降7.9%']]],
  ['neither', 'visitors-growth', -7.9, []], // no direction is better: nothing is proposed
  ['up', 'visitors-growth', null, []],
  ['up', 'in-time-rate', 50, []], // neither a course nor a growth
] as const)('better %s: %s of %s proposes %j', (better, id, value, expected) => {
  expect(proposals(better, { [id]: value })).toEqual(expected)
})

test('what is furthest from its course or from last year comes first', () => {
  const found = proposals('up', { 'visitors-growth': 2, 'visitors-course': 60, 'budget-growth': -12 })
  expect(found.map(([, zh]) => zh)).toEqual([
    '到馆时序进度为60.0%，慢于时序',
    '经费增幅：同比下降12.0%',
    '到馆增幅：同比增长2.0%',
  ])
})
