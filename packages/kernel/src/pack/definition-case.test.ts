import { packLibrary } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { stateCouncilCalendar } from '../working-day/state-council.ts'
import { checkCases, type DefinitionCase, runCases, withoutPersonal } from './definition-case.ts'
import { definitionsOf } from './definitions.ts'

const definitions = definitionsOf(packLibrary)
const rules = { params: definitions.params, calendar: stateCouncilCalendar }
const lent = { slip: 'J-1', reader: '甲', lentOn: '2026-03-02' }
const booking = (ledger: string, values: object, books: Record<string, number>): DefinitionCase =>
  ({ kind: 'booking', name: '例', ledger, values, books }) as DefinitionCase
const figure = (indicator: string, sums: Record<string, number>, value: number | null): DefinitionCase => ({
  kind: 'figure',
  name: '例',
  indicator,
  sums,
  value,
})

test.each<[one: DefinitionCase, passed: boolean, expected: string, found: string]>([
  [
    booking('visits', { heldOn: '2026-03-05', people: 12, fines: 150 }, { 'visits.people': 12, 'visits.fines': 150 }),
    true,
    '到馆台账·到馆人数 12，到馆台账·罚金 1.5元',
    '到馆台账·到馆人数 12，到馆台账·罚金 1.5元',
  ],
  [
    booking('visits', { heldOn: '2026-03-05', people: 12 }, { 'visits.people': 13 }),
    false,
    '到馆台账·到馆人数 13',
    '到馆台账·到馆人数 12',
  ],
  // A case: returned in time by the parameter, and out of the state that it was opened in.
  [
    booking('loans', { ...lent, returnedOn: '2026-03-20' }, { 'loans.backInTime': 1, 'loans.opened': 1 }),
    true,
    '借阅台账·按期归还 1，借阅台账·新立 1',
    '借阅台账·按期归还 1，借阅台账·新立 1',
  ],
  [
    booking('loans', { lentOn: '2026-03-02' }, { 'loans.opened': 1 }),
    false,
    '借阅台账·新立 1',
    '“借条号”必填，请补上。“读者”必填，请补上。',
  ],
  [
    booking('visits', { heldOn: '2026-03-05', people: 1 }, { 'visits.cats': 1 }),
    false,
    'visits.cats 1',
    '没有科目 visits.cats',
  ],
  [figure('in-time-rate', { 'loans.backInTime': 9, 'loans.back': 10 }, 90), true, '90.0%', '90.0%'],
  [figure('in-time-rate', { 'loans.backInTime': 0, 'loans.back': 0 }, null), true, '—', '—'], // a rate over nothing is no rate
  [figure('in-time-rate', { 'loans.backInTime': 9, 'loans.back': 10 }, 9), false, '9.0%', '90.0%'],
  [figure('visitors-growth', { 'visits.people': 120, 'lastYear(visits.people)': 100 }, 20), true, '20.0%', '20.0%'],
  [figure('visitors-course', { 'visits.people': 50, visitors: 200 }, 25), true, '25.0%', '25.0%'], // the year is over
  [figure('weeks-missed', { 'weekly-opening': 3 }, 3), true, '3', '3'],
  [figure('visitors', {}, null), true, '—', '—'],
  [figure('nothing', {}, null), false, '能算出结果', '没有指标“nothing”。用 shishu indicators 查看全部指标。'],
])('%j: %s', (one, passed, expected, found) => {
  expect(checkCases([one])).toEqual([])
  expect(runCases(definitions, [one], rules)).toEqual([{ name: '例', passed, expected, found }])
})

test('an example is kept without whom it is about, and comes out the same', () => {
  const one = booking('loans', { ...lent, reader: '张三', returnedOn: null }, { 'loans.opened': 1 })
  const [kept] = withoutPersonal(packLibrary, [one])
  expect(kept).toEqual(booking('loans', { ...lent, reader: '某某', returnedOn: null }, { 'loans.opened': 1 }))
  expect(runCases(definitions, [kept!], rules)).toEqual(runCases(definitions, [one], rules))
})

test.each([
  [[{ kind: 'booking' }], 'cases.0.name'],
  [[{ kind: 'guess' }], 'cases.0.kind'],
  [[figure('visitors', JSON.parse('{"__proto__":1}'), 1)], null],
  [{}, 'cases'],
])('%j is told at %s', (cases, path) => {
  const found = checkCases(cases)
  if (path === null) expect(found.length).toBeLessThanOrEqual(1)
  else expect(found.map((one) => one.path)).toContain(path)
})
