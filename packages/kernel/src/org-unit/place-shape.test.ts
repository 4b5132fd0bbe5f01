import { expect, test } from 'vitest'
import { MOST_POSITIONS, readPlaceGeometry } from './place-shape.ts'

const CODE = '341899101201'
const SQUARE = [
  [118.1, 30.1],
  [118.2, 30.1],
  [118.2, 30.2],
  [118.1, 30.1],
]
const polygon = (...coordinates: unknown[]) => ({ type: 'Polygon', coordinates })

test('outlines are read without heights and to a tenth of a metre', () => {
  const high = SQUARE.map(([x, y]) => [x! + 1e-9, y, 12.5])
  expect(readPlaceGeometry(CODE, polygon(high))).toEqual(polygon(SQUARE))
  const two = { type: 'MultiPolygon', coordinates: [[SQUARE], [SQUARE, SQUARE]] }
  expect(readPlaceGeometry(CODE, two)).toEqual(two)
})

test.each([
  ['kind', null],
  ['kind', { type: 'Point', coordinates: [118, 30] }],
  ['empty', polygon()],
  ['empty', { type: 'MultiPolygon', coordinates: [[]] }],
  ['empty', polygon('ring')],
  ['few', polygon(SQUARE.slice(0, 3))],
  ['open', polygon([...SQUARE.slice(0, 3), [118.3, 30.1]])],
  ['range', polygon(SQUARE.map(([x, y]) => [y, x]))],
  ['range', polygon(SQUARE.map(() => [500_000, 3_400_000]))],
  ['range', polygon(SQUARE.map(() => ['118', 30]))],
  ['range', polygon([null, null, null, null])],
  ['too-many', polygon(Array.from({ length: MOST_POSITIONS + 1 }, () => [118, 30]))],
])('%s: %j is refused', (what, value) => {
  expect(() => readPlaceGeometry(CODE, value)).toThrow(
    expect.objectContaining({ code: 'place-shape.malformed', facts: { code: CODE, what } }),
  )
})
