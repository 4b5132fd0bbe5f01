import { expect, test } from 'vitest'
import { planRows, type Stretch } from './grid-rows.ts'

const question = { org: '341899101000', filter: [], states: [] }
const group = (key: string, count: number, open: boolean): Stretch => ({
  group: { key, count, sums: {} },
  question,
  count,
  open,
})

test('a list without groups has its entries and nothing else', () => {
  const plan = planRows([{ group: null, question, count: 3, open: true }])
  expect(plan.count).toBe(3)
  expect(plan.place(2).at).toBe(2)
  expect(() => plan.place(3)).toThrow(RangeError)
})

test('a group has a row of its own, and its entries below it while it is open', () => {
  const plan = planRows([group('a', 2, true), group('b', 100, false), group('c', 1, true)])
  const shown = Array.from({ length: plan.count }, (_, row) => {
    const { stretch, at } = plan.place(row)
    return `${stretch.group!.key}${at ?? ''}`
  })
  expect(shown).toEqual(['a', 'a0', 'a1', 'b', 'c', 'c0'])
})
