import { expect, test } from 'vitest'
import { outlinesOf } from './place-outlines.ts'

/** A square degree at the equator, where a degree is as wide as it is high. */
const square = (west: number, south: number) =>
  [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ] as const

test('outlines fill the width, north is up, and labels stand within', () => {
  const shapes = [
    { code: 'west', geometry: { type: 'Polygon' as const, coordinates: [square(100, -1)] } },
    { code: 'east', geometry: { type: 'MultiPolygon' as const, coordinates: [[square(101, 0)], [square(103, 0)]] } },
  ]
  const { outlines, height } = outlinesOf(shapes, 400)
  expect(height).toBeCloseTo(200)
  expect(outlines[0]!.path).toBe('M0.0 200.0L100.0 200.0L100.0 100.0L0.0 100.0L0.0 200.0Z')
  expect(outlines[0]!.label).toEqual({ x: 50, y: 150, room: 100 })
  expect(outlines[1]!.label.y).toBe(50)
  expect(outlinesOf([], 400)).toEqual({ outlines: [], height: 0 })
})
