import fc from 'fast-check'
import { expect, test } from 'vitest'
import { covers, ROW_PX, windowOf } from './row-window.ts'

test('wherever the scroll bar stands, every row in sight is drawn, and few more', () => {
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.integer({ min: 1, max: 1200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rows, heightPx, share) => {
        const scrollTopPx = Math.max(0, rows * ROW_PX - heightPx) * share
        const found = windowOf(scrollTopPx, heightPx, rows)
        expect(covers(found, scrollTopPx, heightPx, rows)).toBe(true)
        expect(found.first).toBeGreaterThanOrEqual(0)
        expect(found.until).toBeLessThanOrEqual(rows)
        expect(found.until - found.first).toBeLessThanOrEqual(heightPx / ROW_PX + 28)
      },
    ),
  )
})

test('a small movement draws nothing anew', () => {
  expect(windowOf(100 * ROW_PX + 1, 400, 1000)).toEqual(windowOf(100 * ROW_PX + 150, 400, 1000))
})
