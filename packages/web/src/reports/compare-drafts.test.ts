import { expect, test } from 'vitest'
import type { ReportDraft } from '../api/reports.ts'
import { absentFigures, compareDrafts } from './compare-drafts.ts'

type Slot = ReportDraft['slots'][number]

const figure = (slot: number, indicator: string, text: string, absent: string | null = null): Slot => ({
  slot,
  text,
  figure: {
    indicator,
    label: `${indicator}名`,
    orgUnit: '341899101000',
    period: '2026-H1',
    value: absent === null ? 1 : null,
    unit: '',
    text,
    numerator: null,
    denominator: null,
    absent,
  },
})
const draft = (slots: Slot[]): ReportDraft => ({
  report: 'half-year',
  orgUnit: '341899101000',
  period: '2026-H1',
  asOf: '2026-07-01T00:00:00.000Z',
  seal: '',
  title: '',
  paragraphs: [],
  written: [],
  slots,
  proposals: [],
})

test('figures that read otherwise are told once each; labels are not figures', () => {
  const now = draft([
    { slot: 1, text: '2026', figure: null },
    figure(2, 'projects', '17'),
    figure(3, 'firms', '35'),
    figure(9, 'projects', '17'),
  ])
  const before = draft([
    { slot: 1, text: '2025', figure: null },
    figure(2, 'projects', '15'),
    figure(3, 'firms', '35'),
    figure(9, 'projects', '15'),
  ])
  expect(compareDrafts(now, before)).toEqual({
    changed: [{ indicator: 'projects', label: 'projects名', now: '17', before: '15' }],
    same: 1,
  })
})

test('what has no data is told once for each indicator, with the reason', () => {
  const found = absentFigures(
    draft([figure(2, 'a', '—', '没有记录'), figure(3, 'b', '1'), figure(4, 'a', '—', '没有记录')]),
  )
  expect(found).toEqual([{ indicator: 'a', label: 'a名', reason: '没有记录' }])
})
