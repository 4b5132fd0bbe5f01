import { packLibrary } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import type { Figure } from '../indicator/figure.ts'
import { definitionsOf } from '../pack/definitions.ts'
import { renderReport } from './render-report.ts'

const definitions = definitionsOf(packLibrary)
const VALUES: Record<string, number | null> = {
  visitors: 1234,
  'visitors-growth': -3.1,
  'loans-out': 0,
  'in-time-rate': null,
}
const figureOf = (id: string): Figure => ({
  indicator: definitions.indicator(id).indicator,
  value: VALUES[id] ?? null,
  absent: VALUES[id] == null ? { reason: 'no-data', measure: 'loans.back' } : null,
  numerator: null,
  denominator: null,
})
const rendered = renderReport(definitions.report('half-year'), figureOf, ({ value }) =>
  value.from === 'org-unit'
    ? '青石'
    : value.from === 'year'
      ? '2026'
      : value.from === 'day' && value.part === 'day'
        ? '28'
        : null,
)

test('blanks are filled, and what has no value reads —', () => {
  expect(rendered.title).toBe('青石图书馆半年小结')
  expect(rendered.paragraphs[0]!.runs.map(({ text }) => text).join('')).toBe(
    '读者服务。2026年上半年到馆1200余人次，同比下降3.1%；在借0册，按期归还率—；最近开馆在—月28日。',
  )
})

test('every slot is told once, in order, with its figure where it has one', () => {
  expect(rendered.slots.map(({ slot, text, figure }) => [slot, text, figure?.indicator.id ?? null])).toEqual([
    [1, '青石', null],
    [2, '2026', null],
    [3, '1200余', 'visitors'],
    [4, '下降3.1%', 'visitors-growth'],
    [5, '0', 'loans-out'],
    [6, '—', 'in-time-rate'],
    [7, '—', null],
    [8, '28', null],
  ])
})

test('runs tell prose from blanks, so that every format can mark the figures', () => {
  const { runs, lead } = rendered.paragraphs[0]!
  expect(runs.filter(({ slot }) => slot !== null).map(({ slot }) => slot)).toEqual([2, 3, 4, 5, 6, 7, 8])
  expect(lead).toBe('读者服务。')
  expect(runs[0]).toEqual({ slot: null, text: '读者服务。' })
})
