import { expect, test } from 'vitest'
import { HEADINGS, isSelected, moveSelection, rectangleOf, selectCell } from './grid-selection.ts'

const SIZE = { rows: 100, columns: 5, page: 10 }
const at = (row: number, column: number) => ({ row, column })

test.each([
  // from        key           ctrl   → at
  [at(3, 2), 'ArrowDown', false, at(4, 2)],
  [at(99, 2), 'ArrowDown', false, at(99, 2)],
  [at(0, 2), 'ArrowUp', false, at(HEADINGS, 2)], // headings are one more row above
  [at(HEADINGS, 2), 'ArrowUp', false, at(HEADINGS, 2)],
  [at(3, 0), 'ArrowLeft', false, at(3, 0)],
  [at(3, 2), 'Home', false, at(3, 0)],
  [at(3, 2), 'End', false, at(3, 4)],
  [at(3, 2), 'Home', true, at(0, 0)],
  [at(3, 2), 'End', true, at(99, 4)],
  [at(3, 2), 'ArrowDown', true, at(99, 2)],
  [at(95, 2), 'PageDown', false, at(99, 2)],
  [at(5, 2), 'PageUp', false, at(0, 2)],
])('from %j, %s goes to %j', (from, key, ctrl, to) => {
  const moved = moveSelection({ at: from, anchor: from }, { key, ctrl, shift: false }, SIZE)
  expect(moved).toEqual({ at: to, anchor: to })
})

test('Shift keeps the other end where it was, and never takes the headings in', () => {
  const from = { at: at(1, 1), anchor: at(2, 3) }
  const once = moveSelection(from, { key: 'ArrowUp', ctrl: false, shift: true }, SIZE)!
  const twice = moveSelection(once, { key: 'ArrowUp', ctrl: false, shift: true }, SIZE)!
  expect(twice).toEqual({ at: at(0, 1), anchor: at(2, 3) })
  const rectangle = rectangleOf(twice)
  expect(rectangle).toEqual({ top: 0, bottom: 2, left: 1, right: 3 })
  expect([isSelected(rectangle, 2, 3), isSelected(rectangle, 3, 3)]).toEqual([true, false])
})

test('letters move nothing; a click with Shift extends', () => {
  const from = { at: at(1, 1), anchor: at(1, 1) }
  expect(moveSelection(from, { key: 'x', ctrl: false, shift: false }, SIZE)).toBeNull()
  expect(selectCell(from, at(4, 0), true)).toEqual({ at: at(4, 0), anchor: at(1, 1) })
})
