import { quantity, text } from '@shishu/kernel'
import { expect, test } from 'vitest'
import type { EntryView } from '../api/entries.ts'
import type { Column } from './grid-columns.ts'
import { selectionFigures } from './selection-figures.ts'

const said = { label: '项目', gloss: 'field' }
const column = (id: string, field: Column['field']): Column => ({
  id,
  label: id,
  widthPx: 100,
  numeric: field?.type === 'quantity',
  sort: id,
  ...(field === undefined ? {} : { field }),
})
const people = column('people', quantity({ ...said, unit: 'one' }))
const money = column('money', quantity({ ...said, unit: 'yuan' }))
const words = column('words', text(said))
const entries = [{ people: 3, money: 100_050 }, { people: 4, money: 200_000 }, { words: '没有数' }].map(
  (values) => ({ values }) as unknown as EntryView,
)

test.each([
  // columns          → sum, average, count of what has an amount
  [[people], { count: 2, sum: '7', average: '3.5' }],
  [[words, money], { count: 2, sum: '3,000.5元', average: '1,500.25元' }],
  [[people, money], null], // no sum of people and money
  [[words], null],
])('%#', (columns, expected) => {
  expect(selectionFigures(entries, columns, 'zh')).toEqual(expected)
})

test('a single amount is no selection to add up', () => {
  expect(selectionFigures(entries.slice(0, 1), [people], 'zh')).toBeNull()
})
