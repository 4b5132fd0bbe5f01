import { definitionsOf, orgTree, stateCouncilCalendar } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import type { DueCase } from '@shishu/store'
import { expect, test } from 'vitest'
import { digestOf } from './digest.ts'
import { messageCalendar } from './message-calendar.ts'
import { callsFor, noticesFor, type RecipientRequest } from './notices-for.ts'

const VILLAGE = '341899101001'
const base = {
  calendar: messageCalendar(stateCouncilCalendar),
  definitions: definitionsOf(packLibrary),
  orgTree: orgTree([
    { code: '340000000000', name: '安省' },
    { code: '341800000000', name: '宣市' },
    { code: '341899000000', name: '青县' },
    { code: '341899101000', name: '青石镇' },
    { code: VILLAGE, name: '上村' },
  ]),
}
const out = (due: string | null, more: Partial<DueCase> = {}): DueCase => ({
  ledger: 'loans',
  entry: '019d0000-0000-7000-8000-000000000001',
  version: 1,
  orgUnit: VILLAGE,
  state: 'lent',
  since: '2026-02-01',
  due,
  status: 'in-time',
  source: '',
  next: [],
  summary: '读者：***',
  ...more,
})
const staff = ({ level }: RecipientRequest) => [`the ${level}`]
const on = (today: string, cases: readonly DueCase[], recipients = staff) => {
  const context = { ...base, today }
  return noticesFor(callsFor(cases, context), recipients, context)
}
const whoAndWhat = (today: string, cases: readonly DueCase[]) =>
  on(today, cases).map(({ person, kind }) => `${person}: ${kind}`)

// Due on Friday the 6th: the working days after it are Monday 9th, Tuesday 10th and Wednesday 11th.
test.each([
  ['2026-03-02', []],
  ['2026-03-03', ['the officer: due-soon']],
  ['2026-03-05', ['the officer: due-soon']],
  ['2026-03-06', ['the officer: due-today']],
  ['2026-03-07', ['the officer: overdue', 'the office-head: overdue']],
  ['2026-03-11', ['the officer: overdue', 'the office-head: overdue']],
  ['2026-03-12', ['the officer: overdue', 'the office-head: overdue', 'the leader: escalated']],
  ['2026-06-05', ['the officer: overdue', 'the office-head: overdue', 'the leader: escalated']],
  ['2026-06-06', ['the leader: escalated']], // 91 days after the first day of being overdue
  ['2026-06-11', []],
])('on %s a case due on 2026-03-06 makes %j', (today, expected) => {
  expect(whoAndWhat(today, [out('2026-03-06')])).toEqual(expected)
})

test('the National Day’s week holds the escalation back', () => {
  // Due on Wednesday 30 September 2026; worked days after it: 8 and 9 October, and Saturday the 10th.
  const day = (today: string) => whoAndWhat(today, [out('2026-09-30')]).includes('the leader: escalated')
  expect(['2026-10-08', '2026-10-10', '2026-10-11'].map(day)).toEqual([false, false, true])
})

test('a case that waits, or whose due day is not known, calls nobody', () => {
  expect(whoAndWhat('2026-03-12', [out(null, { status: 'suspended' }), out(null, { status: 'unknown' })])).toEqual([])
})

test('each day makes the same occasion; an extension and another state make another', () => {
  const occasions = (today: string, found: DueCase) => on(today, [found]).map(({ occasion }) => occasion)
  const first = occasions('2026-03-07', out('2026-03-06'))
  expect(new Set(first)).toEqual(
    new Set(['overdue 341899101000 loans 019d0000-0000-7000-8000-000000000001 lent 2026-02-01 2026-03-06']),
  )
  expect(occasions('2026-03-10', out('2026-03-06'))).toEqual(first)
  expect(occasions('2026-04-10', out('2026-04-06'))[0]).not.toBe(first[0])
  expect(occasions('2026-03-10', out('2026-03-06', { state: 'returned' }))[0]).not.toBe(first[0])
})

test('whoever is officer and head of office is told once', () => {
  expect(on('2026-03-07', [out('2026-03-06')], () => ['zhang']).map(({ kind }) => kind)).toEqual(['overdue'])
})

test('the words name ledger, place, state and day; not the reader', () => {
  const words = ['2026-03-04', '2026-03-06', '2026-03-12'].flatMap((today) => on(today, [out('2026-03-06')]))
  expect(words.map(({ zh, en }) => [zh, en])).toEqual([
    ['借阅台账 上村“在借”：2026-03-06 到期。', 'loans, 上村, "out": due on 2026-03-06.'],
    ['借阅台账 上村“在借”：今天（2026-03-06）到期。', 'loans, 上村, "out": due today, 2026-03-06.'],
    ['借阅台账 上村“在借”：已超期，期限是 2026-03-06。', 'loans, 上村, "out": overdue, due by 2026-03-06.'],
    ['借阅台账 上村“在借”：已超期，期限是 2026-03-06。', 'loans, 上村, "out": overdue, due by 2026-03-06.'],
    [
      '借阅台账 上村“在借”：超期仍未办，期限是 2026-03-06，请过问。',
      'loans, 上村, "out": still overdue, due by 2026-03-06; please look into it.',
    ],
  ])
})

test('a digest has one line a ledger, place and state, the most pressing first, and counts nothing', () => {
  const context = { ...base, today: '2026-03-12' }
  const cases = [
    out('2026-03-13', { entry: 'a' }),
    out('2026-03-06', { entry: 'b' }),
    out('2026-03-02', { entry: 'c' }),
    out('2026-03-12', { entry: 'd', orgUnit: '341899101000', state: 'returned' }),
  ]
  const digest = digestOf('zhang', callsFor(cases, context), context)
  expect([digest.occasion, digest.zh.split('\n')]).toEqual([
    'digest 2026-03-12',
    [
      '2026-03-12 应办事项：',
      '借阅台账 上村“在借”：超期仍未办，最早的期限是 2026-03-02',
      '借阅台账 青石镇“待验”：今天到期',
    ],
  ])
  expect(digest.en).not.toMatch(/\b\d+ (items|cases)/)
})
