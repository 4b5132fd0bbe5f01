import { describe, expect, test } from 'vitest'
import { outcome, overdueAround } from '../case-history.fixture.ts'

describe('工作任务', () => {
  const opened = { assignedOn: '2026-01-12', dueOn: '2026-03-16', redoDueOn: '2026-04-10' }

  test.each([
    ['report 2026-03-10 li', 'reported'],
    ['report 2026-03-10 li, close 2026-03-12 li', 'loop.same-person'],
    ['report 2026-03-10 li, close 2026-03-12 wang', 'closed'],
    ['report 2026-03-10 li, return 2026-03-12 wang, rereport 2026-03-30 li, close 2026-04-01 wang', 'closed'],
    ['extend 2026-03-10, report 2026-04-02', 'reported'],
    ['report 2026-03-10 li, close 2026-03-12 wang, reopen 2026-04-20', 'redoing'],
    ['cancel 2026-02-10', 'cancelled'],
    ['close 2026-03-12', 'loop.step-not-allowed'],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('work-tasks', { opened, steps })).toBe(expected)
  })

  test.each([
    ['完成时限', '', 'assigned', '2026-03-16'],
    ['延期30日', 'extend 2026-03-10', 'assigned', '2026-04-15'],
    ['退回后的时限', 'report 2026-03-10, return 2026-03-12', 'redoing', '2026-04-10'],
  ])('%s', (_, steps, state, last) => {
    expect(overdueAround('work-tasks', { opened, steps }, state, last)).toEqual([false, false, true])
  })
})

describe('为民办实事', () => {
  const opened = { promisedOn: '2026-01-12', dueOn: '2026-05-28' }
  const DONE = 'start 2026-02-10, finish 2026-05-20 li'

  test.each([
    [DONE, 'done'],
    [`${DONE}, accept 2026-05-28 li`, 'loop.same-person'], // residents accept it, not who did it
    [`${DONE}, accept 2026-05-28 wang`, 'closed'],
    [`${DONE}, refuse 2026-05-28 wang, refinish 2026-06-10 li, accept 2026-06-15 wang`, 'closed'],
    [`${DONE}, accept 2026-05-28 wang, reopen 2026-06-30`, 'redoing'],
    ['start 2026-02-10, extend 2026-05-20', 'doing'],
    ['cancel 2026-03-10', 'loop.step-needs'], // giving up needs its reason
  ])('%s → %s', (steps, expected) => {
    expect(outcome('public-deeds', { opened, steps })).toBe(expected)
  })

  test.each([
    ['承诺时限', 'start 2026-02-10', '2026-05-28'],
    ['延期60日', 'start 2026-02-10, extend 2026-05-20', '2026-07-27'],
  ])('%s', (_, steps, last) => {
    expect(overdueAround('public-deeds', { opened, steps }, 'doing', last)).toEqual([false, false, true])
  })
})
