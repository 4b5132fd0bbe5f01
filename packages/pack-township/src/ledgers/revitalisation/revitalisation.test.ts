import { addDays, type Ledger } from '@shishu/kernel'
import { describe, expect, test } from 'vitest'
import { walkTable } from '../walk-table.fixture.ts'
import { environmentProblems } from './environment-problems.ts'
import { monitoredHouseholds } from './monitored-households.ts'
import { povertyRiskProblems } from './poverty-risk-problems.ts'
import { toiletConstruction } from './toilet-construction.ts'
import { toiletRectifications } from './toilet-rectifications.ts'

/** What a clerk has filled in by the time a step needs it. */
const FILLED = {
  number: '1',
  consentOn: '2026-03-03',
  measures: '公益岗位',
  helper: '驻村工作队',
  extensionReason: '待县会商',
  duty: '新桥村',
  signedOn: '2026-03-20',
  lookFinding: 'kept',
}

const { follow, outcome, overdue, walks } = walkTable(FILLED)

walks('防返贫排查问题', povertyRiskProblems, [
  ['on time', '03-02', 'rectify 03-20 li, close 03-25 wang', 'closed'],
  ['who rectified does not close', '03-02', 'rectify 03-20 li, close 03-25 li', 'loop.same-person'],
  ['nor is it closed before it is rectified', '03-02', 'close 03-25 wang', 'loop.step-not-allowed'],
  ['sent back', '03-02', 'rectify 03-20 li, return 03-25 wang', 'found'],
  ['extended', '03-02', 'extend 03-27 head', 'found'],
  ['with its reason', '03-02', 'extend 03-27 head', 'loop.step-needs', ['extensionReason']],
  ['reopened', '03-02', 'rectify 03-20 li, close 03-25 wang, reopen 05-02', 'found'],
  ['unfounded', '03-02', 'strike 03-05', 'struck'],
])

const noticed = 'check 03-03 li, notice 03-04 wang'
const helped = `${noticed}, review 03-10 zhao, approve 03-12 sun, help 03-16`
walks('监测户', monitoredHouseholds, [
  ['on time', '03-02', helped, 'helped'],
  ['not checked without the household’s consent', '03-02', 'check 03-03 li', 'loop.step-needs', ['consentOn']],
  ['no notice before the check', '03-02', 'notice 03-04 wang', 'loop.step-not-allowed'],
  ['who checked does not review', '03-02', `${noticed}, review 03-10 li`, 'loop.same-person'],
  ['who reviewed does not approve', '03-02', `${noticed}, review 03-10 zhao, approve 03-12 zhao`, 'loop.same-person'],
  ['an objection stops the notice', '03-02', `${noticed}, object 03-06`, 'disputed'],
  ['it is given again by another', '03-02', `${noticed}, object 03-06, renotice 03-09 li`, 'loop.same-person'],
  [
    'for its five days again',
    '03-02',
    `${noticed}, object 03-06, renotice 03-09 sun, review 03-14`,
    'loop.step-too-soon',
  ],
  ['help has a name and a kind', '03-02', helped, 'loop.step-needs', ['helper']],
  ['the risk is not lifted without notice', '03-02', `${helped}, lift 09-16`, 'loop.step-not-allowed'],
  ['nor during it', '03-02', `${helped}, proposeLift 09-10, lift 09-15`, 'loop.step-too-soon'],
  ['but after it', '03-02', `${helped}, proposeLift 09-10 wang, lift 09-16 sun`, 'lifted'],
  ['kept under monitoring', '03-02', `${helped}, proposeLift 09-10, keep 09-12`, 'helped'],
  ['monitored again', '03-02', `${helped}, proposeLift 09-10, lift 09-16, relapse 11-02`, 'monitored'],
  ['not included', '03-02', 'check 03-03 li, decline 03-06', 'declined'],
  ['taken back by the household', '03-02', `${noticed}, withdraw 03-06`, 'withdrawn'],
])

const accepted = 'rectify 03-20 li, accept 03-23 wang'
walks('改厕整改', toiletRectifications, [
  ['on time', '03-02', `${accepted}, close 03-25 wang, look 05-20 sun`, 'looked'],
  ['the household signs', '03-02', accepted, 'loop.step-needs', ['signedOn']],
  ['who mended does not accept', '03-02', 'rectify 03-20 li, accept 03-23 li', 'loop.same-person'],
  ['nor look again', '03-02', `${accepted}, close 03-25 wang, look 05-20 li`, 'loop.same-person'],
  ['nor does who accepted', '03-02', `${accepted}, close 03-25 sun, look 05-20 wang`, 'loop.same-person'],
  ['no second look before it is closed', '03-02', `${accepted}, look 05-20 sun`, 'loop.step-not-allowed'],
  ['acceptance refused', '03-02', 'rectify 03-20 li, refuse 03-23 wang', 'reported'],
  ['extended', '03-02', 'extend 04-28 head', 'reported'],
  ['failed again', '03-02', `${accepted}, close 03-25, look 05-20 sun, reopen 05-21`, 'relapsed'],
  [
    'mended and accepted again',
    '03-02',
    `${accepted}, close 03-25, look 05-20 sun, reopen 05-21, mendAgain 06-10 li, acceptAgain 06-15 wang`,
    'looked',
  ],
  [
    'not by the same hand',
    '03-02',
    `${accepted}, close 03-25, look 05-20 sun, reopen 05-21, mendAgain 06-10 li, acceptAgain 06-15 li`,
    'loop.same-person',
  ],
  ['struck off', '03-02', 'cancel 03-10', 'cancelled'],
])

walks('新建户厕', toiletConstruction, [
  ['on time', '03-02', 'start 04-01, build 04-20 li, accept 05-06 wang', 'accepted'],
  ['who built does not accept', '03-02', 'start 04-01, build 04-20 li, accept 05-06 li', 'loop.same-person'],
  ['refused', '03-02', 'start 04-01, build 04-20 li, refuse 05-06 wang', 'fixing'],
  ['built again', '03-02', 'start 04-01, build 04-20, refuse 05-06, rebuild 05-12, accept 05-20', 'accepted'],
  ['reopened', '03-02', 'start 04-01, build 04-20, accept 05-06, reopen 08-06', 'fixing'],
  ['extended', '03-02', 'extend 06-20 head', 'approved'],
  ['given up', '03-02', 'withdraw 04-01', 'withdrawn'],
])

walks('人居环境', environmentProblems, [
  ['on time', '03-02', 'dispatch 03-02, clear 03-10 li, close 03-12 wang', 'closed'],
  ['handed to somebody', '03-02', 'dispatch 03-02', 'loop.step-needs', ['duty']],
  ['who cleared does not close', '03-02', 'clear 03-10 li, close 03-12 li', 'loop.same-person'],
  ['sent back', '03-02', 'clear 03-10 li, return 03-12 wang', 'returned'],
  ['cleared again', '03-02', 'clear 03-10 li, return 03-12 wang, clearAgain 03-16 li, close 03-18 wang', 'closed'],
  ['extended', '03-02', 'extend 03-15 head', 'found'],
  ['reopened', '03-02', 'clear 03-10 li, close 03-12 wang, reopen 04-20', 'returned'],
  ['struck out', '03-02', 'strike 03-03', 'struck'],
])

/** Each limit: the case, the steps that bring it into the state, and the last day in time. */
const LIMITS: readonly (readonly [
  id: string,
  ledger: Ledger,
  opened: string,
  steps: string,
  state: string,
  due: string,
])[] = [
  // fifteen calendar days from the clue, whichever the step; a last day off moves to the next working day
  ['ff', monitoredHouseholds, '03-02', '', 'clue', '2026-03-17'],
  ['ff', monitoredHouseholds, '03-02', 'check 03-03', 'checked', '2026-03-17'],
  ['ff', monitoredHouseholds, '03-02', noticed, 'noticed', '2026-03-17'],
  ['ff', monitoredHouseholds, '03-02', `${noticed}, review 03-10`, 'reviewed', '2026-03-17'],
  // 14 March is a Saturday; 4 January a Sunday that is worked; 17 February lies in the Spring Festival
  ['ff', monitoredHouseholds, '02-27', '', 'clue', '2026-03-16'],
  ['ff', monitoredHouseholds, '2025-12-20', '', 'clue', '2026-01-04'],
  ['ff', monitoredHouseholds, '02-02', '', 'clue', '2026-02-24'],
  ['help', monitoredHouseholds, '03-02', `${noticed}, review 03-10, approve 03-12`, 'monitored', '2026-03-23'],
  ['poverty', povertyRiskProblems, '03-02', '', 'found', '2026-04-01'],
  ['poverty, extended', povertyRiskProblems, '03-02', 'extend 03-27', 'found', '2026-05-06'],
  ['poverty, review', povertyRiskProblems, '03-02', 'rectify 03-20', 'rectified', '2026-03-30'],
  ['toilets', toiletRectifications, '03-02', '', 'reported', '2026-05-06'],
  ['toilets, extended', toiletRectifications, '03-03', 'extend 04-28', 'reported', '2026-06-05'],
  ['toilets, failed again', toiletRectifications, '03-02', `${accepted}, reopen 03-30`, 'relapsed', '2026-04-29'],
  ['new toilets', toiletConstruction, '03-02', '', 'approved', '2026-06-30'],
  ['environment', environmentProblems, '03-02', '', 'found', '2026-03-17'],
  ['environment, extended', environmentProblems, '03-02', 'extend 03-15', 'found', '2026-04-01'],
  ['environment, again', environmentProblems, '03-02', 'clear 03-10, return 03-12', 'returned', '2026-03-27'],
]

describe('limits: not overdue the day before and on the last day, overdue the day after', () => {
  const rows = LIMITS.map(([id, ledger, ...rest]) => [id, ledger.label, ...rest, ledger] as const)
  test.each(rows)('%s %s: %s %s in %s until %s', (_id, _label, opened, steps, state, due, ledger) => {
    const content = follow(ledger, opened, steps)
    const days = [addDays(due, -1), due, addDays(due, 1)]
    expect(days.map((day) => overdue(ledger, content, state, day))).toEqual([0, 0, 1])
  })
})

/** ff-public: leaving on the day before the fifth, on the fifth, and after it; days off do not lengthen it. */
describe('the village’s notice stands its five days', () => {
  test.each([
    ['ff-public', '03-02', noticed, 'review', '2026-03-09'],
    ['ff-public', '02-10', 'check 02-11, notice 02-13', 'review', '2026-02-18'],
    ['ff-public, before the risk is lifted', '03-02', `${helped}, proposeLift 09-10`, 'lift', '2026-09-15'],
  ] as const)('%s: %s, %s, %s after %s', (_id, opened, steps, step, last) => {
    const on = (day: string) => outcome(monitoredHouseholds, opened, `${steps}, ${step} ${day}`)
    expect([addDays(last, -1), last].map(on)).toEqual(['loop.step-too-soon', 'loop.step-too-soon'])
    expect(on(addDays(last, 1))).toBe(monitoredHouseholds.loop!.steps[step]!.to)
  })
})
