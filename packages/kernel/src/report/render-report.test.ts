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
const LABELS: Record<string, string | null> = { 'org-unit': '青石', year: '2026' }
const rendered = renderReport(
  definitions.report('half-year'),
  figureOf,
  ({ value }) => (value.from === 'day' ? (value.part === 'day' ? '28' : null) : LABELS[value.from]!),
  { org: '青石镇', period: '2026年上半年' },
)

test('blanks are filled, and what has no value reads —', () => {
  expect(rendered.title).toBe('青石镇图书馆2026年上半年小结')
  expect(rendered.paragraphs[0]!.runs.map(({ text }) => text).join('')).toBe(
    '青石2026年上半年到馆1200余人次，同比下降3.1%；在借0册，按期归还率—；最近开馆在—月28日。',
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
  expect(runs.filter(({ slot }) => slot !== null).map(({ slot }) => slot)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(lead).toBe('读者服务。')
  expect(runs[2]).toEqual({ slot: null, text: '年上半年到馆' })
})
