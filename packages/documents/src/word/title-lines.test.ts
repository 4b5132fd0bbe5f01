import { expect, test } from 'vitest'
import { titleBreaks } from './title-lines.ts'

const lines = (title: string, whole?: { from: number; until: number }[]): string[] =>
  [0, ...titleBreaks(title, whole)].map((at, index, all) => title.slice(at, all[index + 1]))

test.each([
  [['青溪镇2026年上半年工作情况汇报']],
  [['青溪镇人民政府关于2026年', '上半年工作开展情况的报告']],
  [['中共青溪镇委员会 青溪镇人民政府', '关于2026年上半年工作情况的报告']],
])('%j ends its lines between words', (expected) => {
  expect(lines(expected.join(''))).toEqual(expected)
})

test('a figure is never parted', () => {
  const title = '关于全镇今年上半年一千二百三十四万元衔接资金使用情况的报告'
  const from = title.indexOf('一千')
  const until = title.indexOf('万元') + 2
  for (const at of titleBreaks(title, [{ from, until }])) expect(at <= from || at >= until).toBe(true)
})

test('what fits no shape is left to wrap', () => {
  expect(titleBreaks('长'.repeat(90))).toEqual([])
})
