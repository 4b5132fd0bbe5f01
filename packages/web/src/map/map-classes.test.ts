import { expect, test } from 'vitest'
import { classesOf } from './map-classes.ts'

const bounds = (values: number[]) => classesOf(values, 5).map(({ from, until }) => [from, until])

test.each([
  [
    [3, 7, 18],
    [
      [0, 4],
      [4, 8],
      [8, 12],
      [12, 16],
      [16, 20],
    ],
  ],
  [
    [100],
    [
      [0, 20],
      [20, 40],
      [40, 60],
      [60, 80],
      [80, 100],
    ],
  ],
  [
    [-4, 5],
    [
      [-4, -2],
      [-2, 0],
      [0, 2],
      [2, 4],
      [4, 6],
    ],
  ],
  [[0], [[0, 1]]],
  [[], []],
])('%j is shaded in %j', (values, classes) => {
  expect(bounds(values)).toEqual(classes)
})

test('every value is in exactly one class', () => {
  const values = [0, 0.3, 2, 4, 7.99, 8, 20]
  const classes = classesOf(values, 5)
  const holds = (value: number) =>
    classes.filter(({ from, until, last }) => value >= from && (last ? value <= until : value < until)).length
  expect(values.map(holds)).toEqual(values.map(() => 1))
})
