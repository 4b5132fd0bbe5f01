import { choice, person, quantity } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { MASKED } from '../api/entries.ts'
import { headingOf, isMasked, plainValue, shownValue, valueWithUnit } from './cell-text.ts'

const money = quantity({ label: '产值', gloss: 'output', unit: 'wan-yuan' })
const count = quantity({ label: '人数', gloss: 'people', unit: 'one' })

test.each([
  // booked          for Excel     in a list       by itself
  [money, 1_234_567_800_000, '1234567.8', '1,234,567.8', '1,234,567.8万元'],
  [money, 123, '0.000123', '0.000123', '0.000123万元'],
  [count, 1200, '1200', '1,200', '1,200'],
  [count, null, '', '', ''],
  [choice({ label: '类型', gloss: 'kind', options: { a: '甲' } }), 'a', '甲', '甲', '甲'],
] as const)('%j %s', (field, value, plain, shown, alone) => {
  expect([plainValue(field, value, 'zh'), shownValue(field, value, 'zh'), valueWithUnit(field, value, 'zh')]).toEqual([
    plain,
    shown,
    alone,
  ])
})

test('a heading says the unit, and a masked value is known', () => {
  expect([headingOf(money, 'zh'), headingOf(count, 'en')]).toEqual(['产值（万元）', 'people'])
  expect(isMasked(person({ label: '姓名', gloss: 'name' }), MASKED)).toBe(true)
})
