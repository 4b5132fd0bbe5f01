import { checkContent, trackFromDates } from '@shishu/kernel'
import { describe, expect, test } from 'vitest'
import { figureOf } from '../../../seeds/figure-of.ts'
import { towns } from '../../../seeds/org-units.ts'
import { disclosureFlaws, peaceToDisclosureRefusals } from '../../../seeds/planted-flaws.ts'
import { packTownship } from '../../index.ts'
import { outcome, overdueAround } from '../case-history.fixture.ts'

describe('四务公开', () => {
  const opened = { preparedOn: '2026-02-27', place: 'board' }
  const POSTED = 'examine 2026-02-28 li, post 2026-03-02 wang'

  test.each([
    ['post 2026-03-02 wang', 'loop.step-needs'], // examined first
    ['examine 2026-02-28 li, post 2026-03-02 li', 'loop.same-person'], // by somebody else
    [POSTED, 'posted'],
    [`${POSTED}, takeDown 2026-03-16`, 'loop.step-too-soon'], // cw: 14 days
    [`${POSTED}, takeDown 2026-03-17`, 'loop.step-too-soon'], // the 15th day itself
    [`${POSTED}, takeDown 2026-03-18`, 'archived'], // 15 full days
    [`${POSTED}, question 2026-03-05, reply 2026-03-09`, 'posted'],
    [`${POSTED}, correct 2026-03-05, repost 2026-03-06`, 'posted'],
    [`${POSTED}, correct 2026-03-05, repost 2026-03-06, takeDown 2026-03-18`, 'loop.step-too-soon'], // 15 days again
    ['order 2026-03-20, examine 2026-03-21 li, post 2026-03-23 wang', 'posted'],
    ['drop 2026-03-02', 'loop.step-needs'], // with the reason
  ])('%s → %s', (steps, expected) => {
    expect(outcome('disclosures', { opened, steps })).toBe(expected)
  })

  test.each([
    ['gk-auto 20工作日', '2026-03-02', '2026-03-30'],
    ['gk-auto 跨春节', '2026-02-10', '2026-03-16'],
    ['gk-auto 补班周六', '2026-05-06', '2026-06-02'],
    ['gk-auto 补班周日', '2026-08-31', '2026-09-28'],
  ])('%s', (_, formedOn, last) => {
    const history = { opened: { preparedOn: formedOn, formedOn }, steps: '' }
    expect(overdueAround('disclosures', history, 'prepared', last)).toEqual([false, false, true])
  })
})

describe('监督一点通', () => {
  const opened = { askedOn: '2026-03-02', reply: '已说明', satisfied: true }
  const ANSWERED = 'assign 2026-03-03, answer 2026-03-10 li'

  test.each([
    [`${ANSWERED}, close 2026-03-12 li`, 'loop.same-person'],
    [`${ANSWERED}, close 2026-03-12 wang`, 'closed'],
    [`${ANSWERED}, redo 2026-03-12, answerAgain 2026-03-18 li`, 'loop.same-person'], // somebody else answers again
    [`${ANSWERED}, redo 2026-03-12, answerAgain 2026-03-18 zhao, close 2026-03-20 wang`, 'closed'],
    ['refer 2026-03-03', 'referred'],
    ['assign 2026-03-03, extend 2026-03-12, withdraw 2026-03-13', 'withdrawn'],
    [`${ANSWERED}, close 2026-03-12 wang, reopen 2026-04-01`, 'redoing'],
    ['answer 2026-03-10', 'loop.step-not-allowed'],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('supervision-questions', { opened, steps })).toBe(expected)
  })

  test.each([
    ['转办2工作日 跨春节', '2026-02-13', '', 'asked', '2026-02-24'],
    ['办理10工作日', '2026-03-02', 'assign 2026-03-03', 'handling', '2026-03-17'],
    ['延5工作日', '2026-03-02', 'assign 2026-03-03, extend 2026-03-12', 'handling', '2026-03-24'],
  ])('%s', (_, askedOn, steps, state, last) => {
    const history = { opened: { askedOn }, steps }
    expect(overdueAround('supervision-questions', history, state, last)).toEqual([false, false, true])
  })
})

describe('依申请公开', () => {
  const at = (clockFrom: string | null) => ({ receivedOn: '2026-02-10', clockFrom, result: 'given' })
  const ADMITTED = 'admit 2026-02-12'

  test.each([
    [ADMITTED, 'handling'],
    ['askFix 2026-02-12, fixed 2026-02-26', 'handling'],
    ['askFix 2026-02-12, lapse 2026-03-20', 'lapsed'],
    [`${ADMITTED}, consult 2026-02-26, answer 2026-03-06`, 'loop.step-not-allowed'], // their opinion first
    [
      `${ADMITTED}, consult 2026-02-26, opinion 2026-03-06, answer 2026-03-10, deliver 2026-03-11, file 2026-03-20`,
      'archived',
    ],
    [`${ADMITTED}, extend 2026-03-10, answer 2026-04-10`, 'answered'],
    [`${ADMITTED}, withdraw 2026-03-02`, 'withdrawn'],
    [
      `${ADMITTED}, answer 2026-03-10 li, deliver 2026-03-11, remake 2026-05-20, answerAgain 2026-06-01 li`,
      'loop.same-person',
    ],
    [
      `${ADMITTED}, answer 2026-03-10 li, deliver 2026-03-11, remake 2026-05-20, answerAgain 2026-06-01 wang`,
      'answered',
    ],
  ])('%s → %s', (steps, expected) => {
    expect(outcome('information-requests', { opened: at('2026-02-10'), steps })).toBe(expected)
  })

  test('nothing is admitted without the day from which its time runs', () => {
    expect(outcome('information-requests', { opened: at(null), steps: ADMITTED })).toBe('loop.step-needs')
  })

  test.each([
    // limit, received, clock from, steps, state → last day in time
    ['gk-fix 7工作日', '2026-03-02', null, '', 'received', '2026-03-11'],
    ['gk-fix 跨春节', '2026-02-11', null, '', 'received', '2026-02-27'],
    ['gk-fix 补班周日', '2026-09-16', null, '', 'received', '2026-09-24'],
    ['gk-ask 20工作日 跨春节', '2026-02-10', '2026-02-10', 'admit 2026-02-12', 'handling', '2026-03-16'],
    [
      'gk-ask 补正之日起算',
      '2026-02-25',
      '2026-03-02',
      'askFix 2026-02-26, fixed 2026-03-02',
      'handling',
      '2026-03-30',
    ],
    ['gk-ask 延20工作日', '2026-02-10', '2026-02-10', 'admit 2026-02-12, extend 2026-03-10', 'handling', '2026-04-14'],
    ['gk-3rd 15工作日', '2026-02-27', '2026-02-27', 'admit 2026-02-28, consult 2026-03-02', 'consulting', '2026-03-23'],
    [
      'gk-ask 征求意见8个工作日不计',
      '2026-03-02',
      '2026-03-02',
      'admit 2026-03-03, consult 2026-03-10, opinion 2026-03-20',
      'handling',
      '2026-04-10',
    ],
  ])('%s', (_, receivedOn, clockFrom, steps, state, last) => {
    const history = { opened: { receivedOn, clockFrom }, steps }
    expect(overdueAround('information-requests', history, state, last)).toEqual([false, false, true])
  })
})

test.each(disclosureFlaws.map((one) => [one.flaw, one] as const))(
  '%s',
  (_, { indicator, orgUnit, period, reveals }) => {
    expect(figureOf(towns[0]!, indicator, orgUnit, period)).toBe(reveals)
  },
)

test.each(peaceToDisclosureRefusals.map((one) => [one.flaw, one] as const))(
  '%s cannot be entered',
  (_, { ledger: id, values, takers, error }) => {
    const ledger = packTownship.ledgers.find((one) => one.id === id)!
    const track = trackFromDates(ledger.loop!, values).map((one) => ({ ...one, by: takers?.[one.step] ?? null }))
    const problems = checkContent(ledger, { orgUnit: '341899101201', values, track })
    expect(problems.map((one) => one.error.code)).toEqual([error])
  },
)
