import { loans } from '@shishu/pack-library'
import { expect, test } from 'vitest'
import { calendarFrom } from '../working-day/calendar.ts'
import { STATE_COUNCIL_YEARS, stateCouncilCalendar } from '../working-day/state-council.ts'
import type { TrackStep } from './loop.ts'
import { stateOf, walkTrack } from './walk-track.ts'

const loop = loans.loop!
const taken = (text: string): TrackStep[] =>
  text === ''
    ? []
    : text.split(', ').map((one) => {
        const [step, on] = one.split(' ') as [string, string]
        return { step, on, by: null }
      })
const walk = (lentOn: string, steps: string, calendar = stateCouncilCalendar) =>
  walkTrack(loop, { lentOn }, taken(steps), calendar).map((stay) =>
    [
      stay.state,
      stay.from,
      stay.until ?? '…',
      stay.due ?? (stay.dueUnknown ? '?' : '-'),
      stay.late.map(({ from, until }) => `${from}${until === null ? '' : `–${until}`}`).join(' ') || '-',
    ].join(' '),
  )

// A loan has 30 days (calendar), what came back is checked within 3 working days; renewing adds a month.
test.each([
  // lent on      steps                                            → state from until due overdue-from
  ['2026-03-02', '', ['lent 2026-03-02 … 2026-04-01 2026-04-02']],
  [
    '2026-03-02',
    'return 2026-04-01',
    ['lent 2026-03-02 2026-04-01 2026-04-01 -', 'returned 2026-04-01 … 2026-04-07 2026-04-08'],
  ],
  [
    '2026-03-02',
    'return 2026-04-02',
    ['lent 2026-03-02 2026-04-02 2026-04-01 -', 'returned 2026-04-02 … 2026-04-08 2026-04-09'],
  ],
  [
    '2026-03-02',
    'return 2026-04-03',
    ['lent 2026-03-02 2026-04-03 2026-04-01 2026-04-02–2026-04-03', 'returned 2026-04-03 … 2026-04-09 2026-04-10'],
  ],
  // Renewed: one month after 1 April is Labour Day, so the first working day after the holiday.
  ['2026-03-02', 'renew 2026-03-20', ['lent 2026-03-02 … 2026-05-06 2026-05-07']],
  [
    '2026-03-02',
    'renew 2026-03-20, return 2026-04-20, check 2026-04-21',
    ['lent 2026-03-02 2026-04-20 2026-05-06 -', 'returned 2026-04-20 2026-04-21 2026-04-23 -', 'done 2026-04-21 … - -'],
  ],
  // Renewed again: once is the rule, so the second time is kept as a fact and adds nothing.
  ['2026-03-02', 'renew 2026-03-20, renew 2026-04-20', ['lent 2026-03-02 … 2026-05-06 2026-05-07']],
  // Renewed too late: what is overdue stays overdue.
  ['2026-03-02', 'renew 2026-04-10', ['lent 2026-03-02 … 2026-04-01 2026-04-02']],
  // Lost and found again: each stay has its own clock.
  [
    '2026-03-02',
    'lose 2026-03-10, find 2026-05-20',
    [
      'lent 2026-03-02 2026-03-10 2026-04-01 -',
      'lost 2026-03-10 2026-05-20 - -',
      'returned 2026-05-20 … 2026-05-25 2026-05-26',
    ],
  ],
] as const)('lent %s, %s', (lentOn, steps, expected) => {
  expect(walk(lentOn, steps)).toEqual(expected)
})

test('a clock that repeats is wound up each time, also late: it was overdue until then', () => {
  const renew = { ...loop.steps.renew!, repeats: true }
  const other = { ...loop, steps: { ...loop.steps, renew } }
  const track = taken('renew 2026-04-10, renew 2026-05-20')
  const [stay] = walkTrack(other, { lentOn: '2026-03-02' }, track, stateCouncilCalendar)
  expect(stay!.late).toEqual([
    { from: '2026-04-02', until: '2026-04-10' },
    { from: '2026-05-07', until: '2026-05-20' },
    { from: '2026-06-09', until: null },
  ])
})

test('an extension of a clock that runs from a date goes with it to the next state of that clock', () => {
  const limit = { count: 30, unit: 'calendar-day', source: 's', from: 'lentOn' } as const
  const states = {
    ...loop.states,
    lent: { ...loop.states.lent!, limit },
    returned: { ...loop.states.returned!, limit },
  }
  const dues = (steps: string) =>
    walkTrack({ ...loop, states }, { lentOn: '2026-03-02' }, taken(steps), stateCouncilCalendar).map(({ due }) => due)
  expect(dues('return 2026-03-20')).toEqual(['2026-04-01', '2026-04-01'])
  expect(dues('renew 2026-03-10, return 2026-03-20')).toEqual(['2026-05-06', '2026-05-06'])
})

test('a deadline in a year whose holidays are not known is left open, and booked once they are', () => {
  expect(walk('2026-12-10', '')).toEqual(['lent 2026-12-10 … ? -'])
  expect(walk('2026-11-20', 'renew 2026-12-01')).toEqual(['lent 2026-11-20 … ? -']) // 2026-12-21, then a month
  // The holidays here are made up: 2027's notice is not in the data.
  const later = calendarFrom({ ...STATE_COUNCIL_YEARS, 2027: { holidays: ['2027-01-01'], makeUpDays: [] } })
  expect(walk('2026-12-10', '', later)).toEqual(['lent 2026-12-10 … 2027-01-11 2027-01-12'])
})

test('a case that has not opened has no stays and no state', () => {
  expect(walkTrack(loop, {}, [], stateCouncilCalendar)).toEqual([])
  expect(stateOf(loop, { lentOn: null }, [])).toBeNull()
})

test('a clock can run from another date than the day the state was entered', () => {
  const limit = { count: 5, unit: 'working-day', source: 's', from: 'renewedOn' } as const
  const other = { ...loop, states: { ...loop.states, lent: { ...loop.states.lent!, limit } } }
  const due = (values: Record<string, string>) => walkTrack(other, values, [], stateCouncilCalendar)[0]!.due
  expect(due({ lentOn: '2026-03-02', renewedOn: '2026-03-09' })).toBe('2026-03-16')
  expect(due({ lentOn: '2026-03-02' })).toBeNull()
})
