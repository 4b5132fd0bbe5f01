import { expect, test } from 'vitest'
import { permitLoop, repairLoop } from '../../test/samples.ts'
import { type LayoutSize, layoutLoop, type PlacedState, roundedPath } from './loop-layout.ts'

const SIZE: LayoutSize = { boxMain: 94, boxCross: 70, gutter: 26, gap: 22 }
const loops = [repairLoop, permitLoop]

test('the main line is the longest way to a good end, and the rest lies beside it', () => {
  const { states } = layoutLoop(repairLoop, SIZE)
  const lane = (wanted: number) => states.filter((state) => state.lane === wanted).map(({ id }) => id)
  expect(lane(0)).toEqual(['found', 'assigned', 'repairing', 'raised', 'repaired', 'closed', 'filed'])
  expect(lane(1)).toEqual(['refused'])
  expect(lane(2)).toEqual(['withdrawn'])
})

test('every step is drawn, and those that go back are known', () => {
  const { edges } = layoutLoop(repairLoop, SIZE)
  const drawn = new Set(edges.flatMap(({ from, steps }) => steps.map((step) => `${from} ${step}`)))
  const asked = Object.entries(repairLoop.steps).flatMap(([id, { from, to }]) =>
    from.filter((each) => each !== to).map((each) => `${each} ${id}`),
  )
  expect([...drawn].sort()).toEqual(asked.sort())
  expect(edges.filter(({ back }) => back).map(({ from, to }) => `${from} ${to}`)).toEqual([
    'repaired repairing',
    'closed repairing',
    'filed repairing',
  ])
})

test.each(loops.map((loop) => [Object.keys(loop.states).join(), loop] as const))(
  'no two boxes overlap, no line runs through a box, and all is inside the picture: %s',
  (_, loop) => {
    const layout = layoutLoop(loop, SIZE)
    for (const one of layout.states) {
      for (const other of layout.states)
        if (one !== other) expect([one.column, one.lane]).not.toEqual([other.column, other.lane])
      expect(one.main + SIZE.boxMain).toBeLessThanOrEqual(layout.main)
      expect(one.cross + SIZE.boxCross).toBeLessThanOrEqual(layout.cross)
    }
    for (const { from, to, points } of layout.edges) {
      points.forEach((point, index) => {
        expect(Math.min(...point)).toBeGreaterThanOrEqual(0)
        expect(point[0]).toBeLessThanOrEqual(layout.main)
        expect(point[1]).toBeLessThanOrEqual(layout.cross)
        const next = points[index + 1]
        if (next === undefined) return
        expect(point[0] === next[0] || point[1] === next[1], `${from} to ${to} is not straight`).toBe(true)
        for (const box of layout.states)
          expect(crosses(point, next, box), `${from} to ${to} runs through ${box.id}`).toBe(false)
      })
    }
  },
)

/** Whether a straight line goes through the inside of a box; touching its edge is how lines begin and end. */
function crosses(one: [number, number], other: [number, number], box: PlacedState): boolean {
  const [from, until] = [0, 1].map((axis) => [Math.min(one[axis]!, other[axis]!), Math.max(one[axis]!, other[axis]!)])
  const inside = (range: number[], least: number, length: number) => range[0]! < least + length && range[1]! > least
  return inside(from!, box.main, SIZE.boxMain) && inside(until!, box.cross, SIZE.boxCross)
}

test('corners are rounded, and short pieces by no more than half', () => {
  expect(
    roundedPath([
      [0, 0],
      [20, 0],
      [20, 4],
    ]),
  ).toBe('M0 0L15 0Q20 0 20 2L20 4')
})
