import { packLibrary } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { definitionsOf } from '../pack/definitions.ts'
import { parsePeriod } from '../period/period.ts'
import { inputKey, listInputs } from './inputs.ts'
import { parseFormula } from './parse-formula.ts'

const definitions = definitionsOf(packLibrary)

test.each([
  // formula                       period       → what it reads: kind, measure, from, until (exclusive)
  ['flow(a.b)', '2026-03', ['sum a.b 2026-03-01 2026-04-01']],
  ['flow(a.b)', '2026-03-B', ['sum a.b 2026-03-16 2026-04-01']],
  ['stock(a.b)', '2026-03', ['sum a.b  2026-04-01']], // from the beginning
  ['cumulative(a.b)', '2026-Q2', ['sum a.b 2026-01-01 2026-07-01']],
  ['latest(a.b)', '2026-Q2', ['latest a.b 2026-04-01 2026-07-01']],
  ['reached(a.b)', '2026', ['reached a.b 2026-01-01 2027-01-01']],
  ['firstDay(a.b)', '2026', ['first-day a.b 2026-01-01 2027-01-01']],
  ['lastMonth(a.b)', '2026', ['last-day a.b 2026-01-01 2027-01-01']],
  ['planned(visitors)', '2026-Q1', ['target goals.visitors 2026-01-01 2027-01-01']], // the whole year's
  ['lastYear(flow(a.b))', '2026-03', ['sum a.b 2025-03-01 2025-04-01']],
  ['lastYear(flow(a.b))', '2024-02-29', ['sum a.b 2023-02-28 2023-03-01']],
  ['lastYear(lastYear(flow(a.b)))', '2026-03', ['sum a.b 2024-03-01 2024-04-01']],
  ['flow(a.b) / flow(a.b) + stock(a.b)', '2026-03', ['sum a.b 2026-03-01 2026-04-01', 'sum a.b  2026-04-01']], // each once
  [
    'growth(flow(a.b), lastYear(flow(a.b)))',
    '2026',
    ['sum a.b 2026-01-01 2027-01-01', 'sum a.b 2025-01-01 2026-01-01'],
  ],
  ['places(village) * param(loan.days) + 1', '2026', []],
  ['-(1 - -flow(a.b))', '2026', ['sum a.b 2026-01-01 2027-01-01']],
])('%s in %s reads %j', (source, period, expected) => {
  expect(listInputs(parseFormula(source), parsePeriod(period), definitions).map(inputKey)).toEqual(expected)
})
