import { describe, expect, test } from 'vitest'
import { figureOf } from '../../../seeds/figure-of.ts'
import { towns } from '../../../seeds/org-units.ts'
import { planningFlaws } from '../../../seeds/planted-flaws.ts'
import { outcome, overdueAround } from '../case-history.fixture.ts'

describe('村庄规划', () => {
  const NOTICED = 'begin 2026-01-12, notice 2026-03-02'
  const AGREED = `${NOTICED}, agree 2026-04-02`
  const APPROVED = `${AGREED}, submit 2026-04-10, approve 2026-05-20`

  test.each([
    [`${NOTICED}, agree 2026-03-31`, 'loop.step-too-soon'], // gh: 29 days
    [`${NOTICED}, agree 2026-04-01`, 'loop.step-too-soon'], // the 30th day itself
    [AGREED, 'agreed'], // 30 full days
    [`${NOTICED}, redraft 2026-03-10`, 'drafting'], // comments may send it back at once
    [`${NOTICED}, submit 2026-04-10`, 'loop.step-not-allowed'], // the villagers' meeting first
    [`${AGREED}, submit 2026-04-10, reject 2026-04-30`, 'drafting'],
    [`${APPROVED}, publish 2026-05-28, store 2026-06-10`, 'stored'],
    ['drop 2026-02-02', 'dropped'],
    ['begin 2026-01-12, drop 2026-02-02', 'dropped'],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('village-plans', { opened: { listedOn: '2026-01-05', note: '列入城郊详细规划' }, steps })).toBe(
      expected,
    )
  })

  test.each([
    ['gk-auto 20工作日', '2026-05-06', '2026-06-02'], // 9 May is worked
    ['gk-auto 跨春节', '2026-02-10', '2026-03-16'],
  ])('%s', (_, approved, last) => {
    const steps = `begin 2025-08-04, notice 2025-09-01, agree 2025-10-20, submit 2025-11-03, approve ${approved}`
    const history = { opened: { listedOn: '2025-07-01' }, steps }
    expect(overdueAround('village-plans', history, 'approved', last)).toEqual([false, false, true])
  })
})

describe('宅基地审批', () => {
  const opened = { appliedOn: '2026-02-02', present: 40, inFavour: 38, certificate: '农宅字1号', measuredArea: 12_000 }
  const NOTICED = 'discuss 2026-02-10, notice 2026-03-02'
  const ACCEPTED = `${NOTICED}, accept 2026-03-10`
  const REVIEWED = `${ACCEPTED}, check 2026-03-16 li, review 2026-03-20`
  const STAKED = `${REVIEWED}, approve 2026-03-23 zhang, stake 2026-03-27 li`

  test.each([
    [`${NOTICED}, accept 2026-03-08`, 'loop.step-too-soon'], // six days of notice
    [`${NOTICED}, accept 2026-03-09`, 'loop.step-too-soon'], // the seventh day itself
    [ACCEPTED, 'accepted'],
    [`${NOTICED}, object 2026-03-05`, 'applied'], // an objection is discussed again
    [`${NOTICED}, withdraw 2026-03-05`, 'withdrawn'], // and the household may go at any time
    [`${ACCEPTED}, ask 2026-03-11, correct 2026-03-18`, 'accepted'],
    [`${REVIEWED}, approve 2026-03-23 li`, 'loop.same-person'], // li checked it on the spot
    [`${STAKED}, build 2026-09-01, inspect 2026-09-10 li`, 'loop.same-person'], // li staked it out
    [`${STAKED}, build 2026-09-01, fail 2026-09-10`, 'staked'],
    [`${STAKED}, build 2026-09-01, inspect 2026-09-10 wang, register 2026-09-20, file 2026-09-28`, 'filed'],
    [`${REVIEWED}, refuse 2026-03-23`, 'loop.step-needs'], // with the reason
    [`${ACCEPTED}, approve 2026-03-23`, 'loop.step-not-allowed'],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('homestead-applications', { opened, steps })).toBe(expected)
  })

  test.each([
    ['受理后10工作日', '', '2026-03-24'],
    ['补正5个工作日不计', ', ask 2026-03-11, correct 2026-03-18', '2026-03-31'],
  ])('%s', (_, more, last) => {
    const history = { opened, steps: `${ACCEPTED}${more}` }
    expect(overdueAround('homestead-applications', history, 'accepted', last)).toEqual([false, false, true])
  })
})

describe('退宅还耕', () => {
  const opened = { agreedOn: '2026-03-02', paidOn: '2026-03-10', newLand: 80 }
  const RECLAIMED = 'demolish 2026-03-20, reclaim 2026-05-06 li'

  test.each([
    ['withdraw 2026-03-05', 'withdrawn'], // giving up is voluntary
    ['extend 2026-04-20, demolish 2026-05-06', 'demolished'],
    [`${RECLAIMED}, accept 2026-06-01 li`, 'loop.same-person'],
    [`${RECLAIMED}, return 2026-06-01 wang, again 2026-06-20 li, accept 2026-07-01 wang, plant 2026-09-01`, 'planted'],
    ['demolish 2026-03-20, withdraw 2026-03-25', 'loop.step-not-allowed'],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('homestead-reclaims', { opened, steps })).toBe(expected)
  })

  test('no house is cleared before its compensation is paid', () => {
    const unpaid = { opened: { agreedOn: '2026-03-02' }, steps: 'demolish 2026-03-20' }
    expect(outcome('homestead-reclaims', unpaid)).toBe('loop.step-needs')
  })
})

test.each(planningFlaws.map((one) => [one.flaw, one] as const))('%s', (_, { indicator, orgUnit, period, reveals }) => {
  expect(figureOf(towns[0]!, indicator, orgUnit, period)).toBe(reveals)
})
