import { describe, expect, test } from 'vitest'
import { figureOf } from '../../../seeds/figure-of.ts'
import { towns } from '../../../seeds/org-units.ts'
import { peaceFlaws } from '../../../seeds/planted-flaws.ts'
import { outcome, overdueAround } from '../case-history.fixture.ts'

const petition = {
  receivedOn: '2026-03-02',
  satisfied: true,
  objection: '不属本镇职权',
  deliveredOn: '2026-04-12',
}
const TOLD = 'accept 2026-03-10 li'
const ANSWERED = `${TOLD}, answer 2026-04-10 li`
const REVIEWING = `${ANSWERED}, review 2026-04-20`
const RECHECKING = `${REVIEWING}, decide 2026-05-08 wang, recheck 2026-05-18`

describe('信访事项', () => {
  test.each([
    // steps taken, by whom                                                          → now at, or the refusal
    ['', 'registered'],
    ['assign 2026-03-03', 'assigned'],
    ['assign 2026-03-03, take 2026-03-05', 'received'],
    ['assign 2026-03-03, take 2026-03-05, accept 2026-03-10', 'accepted'],
    ['assign 2026-03-03, accept 2026-03-10', 'loop.step-not-allowed'], // not before it is taken on, or objected to
    ['assign 2026-03-03, object 2026-03-06 li', 'objected'],
    ['assign 2026-03-03, object 2026-03-06 li, sendBack 2026-03-12 li', 'loop.same-person'], // others look into it
    ['assign 2026-03-03, object 2026-03-06 li, sendBack 2026-03-12 wang', 'transferred'],
    ['assign 2026-03-03, object 2026-03-06 li, uphold 2026-03-12 wang', 'received'],
    [TOLD, 'accepted'],
    ['transfer 2026-03-05', 'transferred'],
    ['answer 2026-03-05', 'loop.step-not-allowed'], // told first
    [`${TOLD}, extend 2026-04-28 zhang`, 'accepted'],
    [ANSWERED, 'answered'],
    [`${TOLD}, answer 2026-03-09`, 'loop.step-too-early'],
    [`${ANSWERED}, close 2026-05-12`, 'loop.step-too-soon'], // review may be asked until the 30th day
    [`${ANSWERED}, close 2026-05-13`, 'closed'],
    [`${ANSWERED}, close 2026-05-20`, 'closed'],
    [`${ANSWERED}, withdraw 2026-04-15`, 'withdrawn'], // which is the petitioner's to give up
    [`${REVIEWING}, decide 2026-05-08 wang, close 2026-06-07`, 'loop.step-too-soon'],
    [`${REVIEWING}, decide 2026-05-08 wang, close 2026-06-08`, 'closed'],
    [`${ANSWERED}, close 2026-05-20, rate 2026-05-21`, 'rated'],
    [`${ANSWERED}, close 2026-05-20, reopen 2026-06-20`, 'accepted'],
    [`${ANSWERED}, recheck 2026-04-20`, 'loop.step-not-allowed'], // review comes first
    [REVIEWING, 'reviewing'],
    [`${REVIEWING}, decide 2026-05-08 li`, 'loop.same-person'], // li answered it
    [`${REVIEWING}, decide 2026-05-08 wang`, 'reviewed'],
    [`${REVIEWING}, remake 2026-05-08 wang`, 'accepted'],
    [RECHECKING, 'rechecking'],
    [`${RECHECKING}, conclude 2026-06-01 wang`, 'loop.same-person'], // wang decided the review
    [`${RECHECKING}, hear 2026-05-25, conclude 2026-06-01 zhao`, 'loop.step-not-allowed'], // the hearing first ends
    [`${RECHECKING}, hear 2026-05-25, heard 2026-05-28, conclude 2026-06-01 zhao, close 2026-06-02`, 'closed'],
    [`${TOLD}, withdraw 2026-03-20`, 'withdrawn'],
    [`${ANSWERED}, close 2026-05-20, withdraw 2026-05-21`, 'loop.step-not-allowed'],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('petitions', { opened: petition, steps })).toBe(expected)
  })

  test('nothing is closed before its answer was delivered', () => {
    const opened = { ...petition, deliveredOn: null }
    expect(outcome('petitions', { opened, steps: `${ANSWERED}, close 2026-05-20` })).toBe('loop.step-needs')
  })

  test.each([
    // limit, received, delivered, steps, state                                → last day in time
    ['xf-sort 15日', '2026-03-02', null, '', 'registered', '2026-03-17'],
    ['xf-notice 末日周六', '2026-03-06', null, '', 'registered', '2026-03-23'],
    ['xf-notice 末日春节', '2026-02-01', null, '', 'registered', '2026-02-24'],
    ['xf-notice 末日补班周日', '2025-12-20', null, '', 'registered', '2026-01-04'],
    ['xf-object 5工作日', '2026-03-01', null, 'assign 2026-03-02', 'assigned', '2026-03-09'],
    ['xf-object 跨春节', '2026-02-11', null, 'assign 2026-02-12', 'assigned', '2026-02-26'],
    ['xf-object 补班周日', '2026-09-15', null, 'assign 2026-09-16', 'assigned', '2026-09-22'],
    ['xf-notice 自收到交办', '2026-03-01', null, 'assign 2026-03-02, take 2026-03-05', 'received', '2026-03-17'],
    ['xf-notice 异议中也计', '2026-03-01', null, 'assign 2026-03-02, object 2026-03-05', 'objected', '2026-03-17'],
    ['xf-handle 60日 末日劳动节', '2026-03-01', null, 'accept 2026-03-02', 'accepted', '2026-05-06'],
    ['xf-handle 末日周日', '2026-03-30', null, 'accept 2026-04-01', 'accepted', '2026-06-01'],
    ['xf-handle 延30日', '2026-03-30', null, 'accept 2026-04-01, extend 2026-05-20', 'accepted', '2026-07-01'],
    ['xf-review 请求', '2026-01-05', '2026-03-02', 'accept 2026-01-06, answer 2026-03-01', 'answered', '2026-04-01'],
    [
      'xf-review 作出 末日春节',
      '2025-11-03',
      null,
      'accept 2025-11-04, answer 2026-01-05, review 2026-01-16',
      'reviewing',
      '2026-02-24',
    ],
    [
      'xf-recheck 请求',
      '2025-11-03',
      null,
      'accept 2025-11-04, answer 2026-01-05, review 2026-01-16, decide 2026-03-02',
      'reviewed',
      '2026-04-01',
    ],
    [
      'xf-recheck 听证10日不计 末日周六',
      '2025-11-03',
      null,
      'accept 2025-11-04, answer 2026-01-05, review 2026-01-16, decide 2026-02-26, recheck 2026-03-02, hear 2026-03-10, heard 2026-03-20',
      'rechecking',
      '2026-04-13',
    ],
  ])('%s', (_, receivedOn, deliveredOn, steps, state, last) => {
    const history = { opened: { receivedOn, deliveredOn, objection: '不属本镇职权' }, steps }
    expect(overdueAround('petitions', history, state, last)).toEqual([false, false, true])
  })
})

describe('矛盾纠纷', () => {
  const dispute = { foundOn: '2026-03-02', consent: true, agreement: '岭调〔2026〕1号', rating: 'unsatisfied' }
  const MEDIATING = 'assign 2026-03-03, accept 2026-03-05 li'
  const SETTLED = `${MEDIATING}, settle 2026-03-20 li`

  test.each([
    [MEDIATING, 'mediating'],
    ['decline 2026-03-04', 'declined'], // refusal is respected, and ends the case
    ['decline 2026-03-04, accept 2026-03-05', 'loop.step-not-allowed'],
    [`${MEDIATING}, escalate 2026-03-25, settle 2026-04-10`, 'settled'],
    [`${MEDIATING}, refer 2026-03-20, file 2026-03-25`, 'filed'],
    [`${MEDIATING}, withdraw 2026-03-12`, 'withdrawn'],
    [`${SETTLED}, askConfirm 2026-03-22, close 2026-03-25`, 'loop.step-not-allowed'], // the court first decides
    [`${SETTLED}, askConfirm 2026-03-22, confirm 2026-03-26, close 2026-04-02, file 2026-04-08`, 'filed'],
    [`${SETTLED}, close 2026-04-02, reopen 2026-04-20`, 'mediating'],
    [`${SETTLED}, rate 2026-04-02 wang`, 'loop.step-not-allowed'], // they are visited first
    [`${SETTLED}, close 2026-04-02, rate 2026-04-02 li`, 'loop.same-person'], // li settled it
    [`${SETTLED}, close 2026-04-02, rate 2026-04-02 wang, file 2026-04-08`, 'filed'],
    [`${SETTLED}, close 2026-04-02, rate 2026-04-02 wang, redo 2026-04-20 zhou, settle 2026-05-08 wang`, 'settled'],
    [`${SETTLED}, close 2026-04-02, rate 2026-04-02 wang, tell 2026-04-03, file 2026-04-08`, 'filed'],
    [`${SETTLED}, close 2026-04-02, tell 2026-04-03`, 'loop.step-not-allowed'], // only after they rated
    [`${MEDIATING}, settle 2026-03-04`, 'loop.step-too-early'],
    [`${MEDIATING}, close 2026-03-20`, 'loop.step-not-allowed'],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('disputes', { opened: dispute, steps })).toBe(expected)
  })

  test('a rating says how satisfied they are, and is not written down by who settled it', () => {
    const unrated = { ...dispute, rating: null }
    const steps = `${SETTLED}, close 2026-04-02, rate 2026-04-02`
    expect(outcome('disputes', { opened: unrated, steps })).toBe('loop.step-needs')
    expect(outcome('disputes', { opened: unrated, steps: `${steps} li` })).toBe('loop.same-person')
  })

  test('it is asked whether the parties agree before anybody mediates', () => {
    const unasked = { opened: { foundOn: '2026-03-02' }, steps: 'accept 2026-03-05' }
    expect(outcome('disputes', unasked)).toBe('loop.step-needs')
  })

  test.each([
    ['分流7日', '2026-03-02', null, '', 'registered', '2026-03-09'],
    ['受理7日 末日周六', '2026-03-02', null, 'assign 2026-03-07', 'assigned', '2026-03-16'],
    ['调解30日 末日春节', '2026-01-12', null, 'accept 2026-01-16', 'mediating', '2026-02-24'],
    ['rt 30日', '2026-02-02', '2026-03-02', 'accept 2026-02-03, settle 2026-03-01', 'settled', '2026-04-01'],
    ['rt 末日春节', '2025-12-22', '2026-01-16', 'accept 2025-12-24, settle 2026-01-16', 'settled', '2026-02-24'],
    ['rt 末日补班周日', '2025-11-20', '2025-12-05', 'accept 2025-11-21, settle 2025-12-05', 'settled', '2026-01-04'],
  ])('%s', (_, foundOn, effectiveOn, steps, state, last) => {
    const history = { opened: { foundOn, effectiveOn, consent: true }, steps }
    expect(overdueAround('disputes', history, state, last)).toEqual([false, false, true])
  })
})

test.each(peaceFlaws.map((one) => [one.flaw, one] as const))('%s', (_, { indicator, orgUnit, period, reveals }) => {
  expect(figureOf(towns[0]!, indicator, orgUnit, period)).toBe(reveals)
})
