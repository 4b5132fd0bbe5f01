import { parsePeriod } from '@shishu/kernel'
import { expect, test } from 'vitest'
import { periodOfReport, periodsToChoose, periodToWrite } from './report-period.ts'

test.each([
  ['half-year', '2026-07-02', '2026-H1'],
  ['half-year', '2026-06-20', '2026-H1'],
  ['half-year', '2026-04-01', '2025-H2'],
  ['quarter', '2026-11-24', '2026-Q3'],
  ['quarter', '2026-12-20', '2026-Q4'],
  ['month', '2026-11-03', '2026-10'],
  ['month', '2026-11-27', '2026-11'],
  ['year', '2027-01-05', '2026'],
] as const)('on %2$s the %1$s report is written for %3$s', (kind, today, period) => {
  expect(periodToWrite(kind, today).id).toBe(period)
})

test('a period of another kind is not a report’s', () => {
  expect(periodOfReport('half-year', '2026-H1', '2026-11-24').id).toBe('2026-H1')
  expect(periodOfReport('half-year', '2026-10', '2026-07-02').id).toBe('2026-H1')
  expect(periodOfReport('half-year', undefined, '2026-07-02').id).toBe('2026-H1')
})

test('the chosen period is among those to choose from', () => {
  const ids = periodsToChoose('half-year', '2026-11-24', parsePeriod('2020-H1')).map(({ id }) => id)
  expect(ids).toEqual(['2026-H2', '2026-H1', '2025-H2', '2025-H1', '2024-H2', '2024-H1', '2020-H1'])
})
