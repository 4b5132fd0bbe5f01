import { addDays, checkContent, type Ledger, trackFromDates } from '@shishu/kernel'
import { describe, expect, test } from 'vitest'
import { figureOf } from '../../../seeds/figure-of.ts'
import { towns } from '../../../seeds/org-units.ts'
import { livelihoodFlaws, livelihoodRefusals } from '../../../seeds/planted-flaws.ts'
import { packTownship } from '../../index.ts'
import { walkTable } from '../walk-table.fixture.ts'
import { conscription } from './conscription.ts'
import { destituteApplications } from './destitute-applications.ts'
import { disabilityAllowanceApplications } from './disability-allowance-applications.ts'
import { ecologyProblems } from './ecology-problems.ts'
import { hardshipApplications } from './hardship-applications.ts'
import { pensionStops } from './pension-stops.ts'
import { subsistenceApplications } from './subsistence-applications.ts'
import { temporaryReliefApplications } from './temporary-relief-applications.ts'
import { veteranServices } from './veteran-services.ts'

/** What a clerk has filled in by the time a step needs it. */
const FILLED = {
  number: '1',
  surveyor: '民政岗',
  secondSurveyor: '村干部岗',
  amount: 50_000,
  refusal: 'income',
  measure: '清淤',
  fiveStandards: true,
  extensionReason: '雨季',
  reason: 'death',
  outcome: 'settled',
  dueOn: '2026-04-30',
}

const { follow, outcome, overdue, walks } = walkTable(FILLED)

const surveyed = 'accept 03-03 li, survey 03-04 li'
const noticed = `${surveyed}, notice 03-09 li`

walks('低保', subsistenceApplications, [
  ['on time', '03-02', `${noticed}, submit 03-17 li, confirm 03-20 zhao`, 'confirmed'],
  ['to be completed, then accepted', '03-02', 'askSupplement 03-02 li, supplement 03-05, accept 03-05 li', 'accepted'],
  ['not surveyed before it is accepted', '03-02', 'survey 03-03 li', 'loop.step-not-allowed'],
  ['two go to the house', '03-02', surveyed, 'loop.step-needs', ['secondSurveyor']],
  ['extended', '03-02', `${surveyed}, extend 04-10 head`, 'surveying'],
  ['an objection stops the notice', '03-02', `${noticed}, object 03-11`, 'disputed'],
  ['and it is given again', '03-02', `${noticed}, object 03-11, renotice 03-16 li`, 'noticed'],
  [
    'for its seven days again',
    '03-02',
    `${noticed}, object 03-11, renotice 03-16 li, submit 03-23 li`,
    'loop.step-too-soon',
  ],
  ['who surveyed does not grant it', '03-02', `${noticed}, submit 03-17 wang, confirm 03-20 li`, 'loop.same-person'],
  [
    'granted with its amount',
    '03-02',
    `${noticed}, submit 03-17 li, confirm 03-20 zhao`,
    'loop.step-needs',
    ['amount'],
  ],
  ['refused with its reason', '03-02', `${surveyed}, refuse 03-06 li`, 'loop.step-needs', ['refusal']],
  ['refused, then told', '03-02', `${surveyed}, refuse 03-06 li, inform 03-09 li`, 'refused'],
  ['taken back during the notice', '03-02', `${noticed}, withdraw 03-10`, 'withdrawn'],
  ['not before the step before it', '03-02', 'accept 03-03 li, survey 03-02 li', 'loop.step-too-early'],
])

walks('特困', destituteApplications, [
  ['on time', '03-02', 'accept 03-03 li, notice 03-20 li, submit 03-28 li, confirm 04-09 zhao', 'confirmed'],
  [
    'the town does not grant it',
    '03-02',
    'accept 03-03 li, notice 03-20 li, submit 03-28 li, confirm 04-09 li',
    'loop.same-person',
  ],
  ['objected to', '03-02', 'accept 03-03 li, notice 03-20 li, object 03-21', 'disputed'],
  ['refused and told', '03-02', 'accept 03-03 li, refuse 03-12, inform 03-13', 'refused'],
  ['taken back', '03-02', 'withdraw 03-03', 'withdrawn'],
])

walks('临时救助', temporaryReliefApplications, [
  ['urgent: relief first, papers after', '03-02', 'relieve 03-02 li, record 03-10 wang', 'confirmed'],
  ['but not by the same hand', '03-02', 'relieve 03-02 li, record 03-10 li', 'loop.same-person'],
  ['for expenses, by the county', '03-02', 'accept 03-02 li, submit 03-06 li, confirm 03-16 zhao', 'confirmed'],
  ['small: by the town', '03-02', 'accept 03-02 li, confirm 03-05 zhao', 'confirmed'],
  ['taken back', '03-02', 'accept 03-02 li, withdraw 03-04', 'withdrawn'],
])

walks('残疾人补贴', disabilityAllowanceApplications, [
  [
    'on time',
    '03-02',
    'accept 03-02 li, notice 03-09 li, submit 03-17 li, pass 03-25 sun, confirm 03-31 zhao',
    'confirmed',
  ],
  [
    'not past the federation',
    '03-02',
    'accept 03-02 li, notice 03-09 li, submit 03-17 li, confirm 03-31 zhao',
    'loop.step-not-allowed',
  ],
  ['objected to', '03-02', 'accept 03-02 li, notice 03-09 li, object 03-10', 'disputed'],
  ['taken back', '03-02', 'accept 03-02 li, notice 03-09 li, withdraw 03-10', 'withdrawn'],
])

walks('刚性支出', hardshipApplications, [
  ['on time', '03-02', 'accept 03-02 li, review 03-16 li, confirm 03-30 zhao', 'confirmed'],
  ['who reviewed does not find', '03-02', 'accept 03-02 li, review 03-16 li, confirm 03-30 li', 'loop.same-person'],
  ['looked at again', '2025-03-02', 'accept 2025-03-03 li, confirm 2025-03-30 zhao, renew 03-20 zhao', 'confirmed'],
  ['ended', '2025-03-02', 'accept 2025-03-03 li, confirm 2025-03-30 zhao, end 03-28', 'ended'],
])

walks('社保停发', pensionStops, [
  ['told by the family', '03-02', 'tell 03-10, stop 03-12 zhao', 'stopped'],
  ['found by sharing, verified by another', '03-02', 'match 03-10 li, stop 03-12 zhao', 'stopped'],
  ['never on a match alone', '03-02', 'match 03-10 li, stop 03-12 li', 'loop.same-person'],
  ['it was not so', '03-02', 'match 03-10 li, mistake 03-12', 'mistaken'],
  ['objected to and resumed', '03-02', 'tell 03-10, stop 03-12 zhao, object 03-20, resume 03-27 sun', 'resumed'],
  [
    'not judged by who stopped it',
    '03-02',
    'tell 03-10, stop 03-12 zhao, object 03-20, uphold 03-27 zhao',
    'loop.same-person',
  ],
])

const examined = 'precheck 02-11, select 02-12 li, examine 02-12, train 02-12'
walks('征兵', conscription, [
  ['not on the fifth working day', '02-10', `${examined}, notice 02-12, enlist 02-26`, 'loop.step-too-soon'],
  ['after five working days over the Spring Festival', '02-10', `${examined}, notice 02-12, enlist 02-27`, 'enlisted'],
  ['an objection stops the notice', '02-10', `${examined}, notice 02-12, object 02-13`, 'disputed'],
  ['who selected does not enlist', '02-10', `${examined}, notice 02-12, enlist 02-27 li`, 'loop.same-person'],
  ['withdrew', '02-10', 'precheck 02-11, withdraw 02-12', 'withdrawn'],
])

const mended = 'mend 03-20 li, accept 03-25 wang'
walks('生态环境销号', ecologyProblems, [
  [
    'county level',
    '03-02',
    `${mended}, applyCounty 03-26 wang, passCounty 04-01 zhao, notice 04-02, close 04-08 zhao`,
    'closed',
  ],
  [
    'city level',
    '03-02',
    `${mended}, applyCity 03-26 wang, countyToCity 04-01 zhao, passCity 04-08 sun, notice 04-09, close 04-15 zhao`,
    'closed',
  ],
  [
    'province level',
    '03-02',
    `${mended}, applyProvince 03-26, countyToProvince 04-01 zhao, cityToProvince 04-08 sun, passProvince 04-15 qian`,
    'passed',
  ],
  ['no level is jumped', '03-02', `${mended}, applyProvince 03-26, passCounty 04-01 zhao`, 'loop.step-not-allowed'],
  [
    'nor the city',
    '03-02',
    `${mended}, applyProvince 03-26, countyToProvince 04-01, passProvince 04-02`,
    'loop.step-not-allowed',
  ],
  ['who mended does not accept', '03-02', 'mend 03-20 li, accept 03-25 li', 'loop.same-person'],
  [
    'nor sign off',
    '03-02',
    `${mended}, applyCounty 03-26, passCounty 04-01 zhao, notice 04-02, close 04-08 li`,
    'loop.same-person',
  ],
  ['the five standards', '03-02', `${mended}, applyCounty 03-26`, 'loop.step-needs', ['fiveStandards']],
  [
    'the notice stands',
    '03-02',
    `${mended}, applyCounty 03-26, passCounty 04-01, notice 04-02, close 04-07`,
    'loop.step-too-soon',
  ],
  ['sent back', '03-02', `${mended}, applyCounty 03-26, return 04-01 zhao`, 'found'],
  ['extended, with its reason', '03-02', 'extend 04-20 zhao', 'loop.step-needs', ['extensionReason']],
  [
    'reopened',
    '03-02',
    `${mended}, applyCounty 03-26, passCounty 04-01, notice 04-02, close 04-08, look 06-08 sun, reopen 06-10`,
    'found',
  ],
  ['withdrawn from above', '03-02', 'strike 03-05', 'struck'],
])

walks('优抚服务', veteranServices, [
  ['served', '03-02', 'accept 03-03, serve 03-10', 'served'],
  ['with its outcome', '03-02', 'accept 03-03, serve 03-10', 'loop.step-needs', ['outcome']],
  ['asked for again', '03-02', 'accept 03-03, serve 03-10, reopen 03-20', 'accepted'],
  ['passed on', '03-02', 'pass 03-03', 'passed'],
  ['taken back', '03-02', 'accept 03-03, withdraw 03-04', 'withdrawn'],
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
  // 3 working days: within a week; over a weekend; with the make-up Sunday 4 January; over the Spring Festival
  ['db-start', subsistenceApplications, '03-02', 'accept 03-02', 'accepted', '2026-03-05'],
  ['db-start', subsistenceApplications, '03-02', 'accept 03-05', 'accepted', '2026-03-10'],
  ['db-start', subsistenceApplications, '2025-12-30', 'accept 2025-12-31', 'accepted', '2026-01-06'],
  ['db-start', subsistenceApplications, '02-10', 'accept 02-12', 'accepted', '2026-02-24'],
  // 30 working days from acceptance, whichever the step; 15 more when extended
  ['db-all', subsistenceApplications, '03-02', 'accept 03-02, survey 03-04', 'surveying', '2026-04-14'],
  ['db-all', subsistenceApplications, '03-02', 'accept 03-02, survey 03-04, notice 03-30', 'noticed', '2026-04-14'],
  ['db-all', subsistenceApplications, '02-10', 'accept 02-10, survey 02-11', 'surveying', '2026-03-30'],
  ['db-all', subsistenceApplications, '03-02', 'accept 03-02, survey 03-04, extend 04-10', 'surveying', '2026-05-08'],
  [
    'db-county',
    subsistenceApplications,
    '03-02',
    'accept 03-02, survey 03-03, notice 03-05, submit 03-13',
    'county',
    '2026-03-27',
  ],
  [
    'db-county',
    subsistenceApplications,
    '2025-12-01',
    'accept 2025-12-02, survey 2025-12-03, notice 2025-12-10, submit 2025-12-26',
    'county',
    '2026-01-12',
  ],
  [
    'db-county',
    subsistenceApplications,
    '01-20',
    'accept 01-20, survey 01-21, notice 02-02, submit 02-10',
    'county',
    '2026-03-02',
  ],
  ['db-refuse', subsistenceApplications, '03-02', 'accept 03-02, survey 03-04, refuse 03-25', 'refusing', '2026-03-30'],
  ['db-refuse', destituteApplications, '02-10', 'accept 02-11, refuse 02-13', 'refusing', '2026-02-25'],
  ['db-refuse', destituteApplications, '2025-12-30', 'accept 2025-12-30, refuse 2025-12-31', 'refusing', '2026-01-06'],
  ['tk-town', destituteApplications, '03-02', 'accept 03-02', 'accepted', '2026-03-23'],
  ['tk-town', destituteApplications, '2025-12-30', 'accept 2025-12-31', 'accepted', '2026-01-22'],
  ['tk-town', destituteApplications, '02-10', 'accept 02-10', 'accepted', '2026-03-09'],
  ['tk-county', destituteApplications, '03-02', 'accept 03-02, notice 03-05, submit 03-13', 'county', '2026-04-03'],
  [
    'tk-county',
    destituteApplications,
    '2025-12-10',
    'accept 2025-12-11, notice 2025-12-20, submit 2025-12-31',
    'county',
    '2026-01-22',
  ],
  ['tk-county', destituteApplications, '01-20', 'accept 01-20, notice 02-02, submit 02-12', 'county', '2026-03-11'],
  ['gx', hardshipApplications, '03-02', 'accept 03-02', 'accepted', '2026-04-14'],
  ['gx', hardshipApplications, '02-10', 'accept 02-10, review 03-02', 'accepted', '2026-03-30'],
  ['gx', hardshipApplications, '2025-12-30', 'accept 2025-12-31', 'accepted', '2026-02-12'],
  ['gx, extended', hardshipApplications, '03-02', 'accept 03-02, extend 04-10', 'accepted', '2026-05-08'],
  // twelve months end on the same-numbered day; 28 March 2026 is a Saturday
  [
    'gx, its twelve months',
    hardshipApplications,
    '2025-03-02',
    'accept 2025-03-03, confirm 2025-03-28',
    'confirmed',
    '2026-03-30',
  ],
  ['sb-stop', pensionStops, '03-02', '', 'happened', '2026-03-30'],
  ['sb-stop', pensionStops, '2025-12-31', '', 'happened', '2026-01-29'],
  ['sb-stop', pensionStops, '02-10', '', 'happened', '2026-03-16'],
  ['ecology, as set', ecologyProblems, '03-02', '', 'found', '2026-04-30'],
  ['ecology, extended', ecologyProblems, '03-02', 'extend 04-20', 'found', '2026-06-01'],
  // waiting for papers does not count: five working days of waiting move the fifteenth
  ['veterans', veteranServices, '03-02', 'accept 03-02', 'accepted', '2026-03-23'],
  [
    'veterans, after a wait',
    veteranServices,
    '03-02',
    'accept 03-02, wait 03-09, resume 03-16',
    'accepted',
    '2026-03-30',
  ],
  ['veterans, extended', veteranServices, '03-02', 'accept 03-02, extend 03-20', 'accepted', '2026-04-14'],
]

describe('limits: not overdue the day before and on the last day, overdue the day after', () => {
  const rows = LIMITS.map(([id, ledger, ...rest]) => [id, ledger.label, ...rest, ledger] as const)
  test.each(rows)('%s %s: %s %s in %s until %s', (_id, _label, opened, steps, state, due, ledger) => {
    const content = follow(ledger, opened, steps)
    const days = [addDays(due, -1), due, addDays(due, 1)]
    expect(days.map((day) => overdue(ledger, content, state, day))).toEqual([0, 0, 1])
  })
})

/** A notice that must stand: leaving on the day before its last, on its last, and the day after. */
describe('notices stand their days', () => {
  test.each([
    // seven calendar days from 9 March: 10 to 16; a weekend does not lengthen it
    ['db-public', subsistenceApplications, '03-02', noticed, 'submit', '2026-03-16'],
    // over the Spring Festival the days run on
    ['db-public', subsistenceApplications, '02-02', 'accept 02-02, survey 02-03, notice 02-13', 'submit', '2026-02-20'],
    ['特困公示', destituteApplications, '03-02', 'accept 03-03, notice 03-20', 'submit', '2026-03-27'],
    ['残补公示', disabilityAllowanceApplications, '03-02', 'accept 03-02, notice 03-09', 'submit', '2026-03-16'],
    // five working days: over a weekend; with a make-up Sunday (4 January); over the Spring Festival
    [
      'zb',
      conscription,
      '03-02',
      'precheck 03-03, select 03-03, examine 03-03, train 03-04, notice 03-05',
      'enlist',
      '2026-03-12',
    ],
    [
      'zb',
      conscription,
      '2025-12-01',
      'precheck 2025-12-02, select 2025-12-03, examine 2025-12-04, train 2025-12-20, notice 2025-12-31',
      'enlist',
      '2026-01-08',
    ],
    ['zb', conscription, '02-10', `${examined}, notice 02-12`, 'enlist', '2026-02-26'],
  ] as const)('%s', (_id, ledger, opened, steps, step, last) => {
    const on = (day: string) => outcome(ledger, opened, `${steps}, ${step} ${day}`)
    expect([addDays(last, -1), last].map(on)).toEqual(['loop.step-too-soon', 'loop.step-too-soon'])
    expect(on(addDays(last, 1))).toBe(ledger.loop!.steps[step]!.to)
  })
})

describe('planted flaws', () => {
  test.each(livelihoodFlaws.map((one) => [one.flaw, one] as const))(
    '%s',
    (_, { indicator, orgUnit, period, reveals }) => {
      expect(figureOf(towns[0]!, indicator, orgUnit, period)).toBe(reveals)
    },
  )

  test.each(livelihoodRefusals.map((one) => [one.flaw, one] as const))(
    '%s',
    (_, { ledger: id, values, takers, error }) => {
      const ledger = packTownship.ledgers.find((one) => one.id === id)!
      const track = trackFromDates(ledger.loop!, values).map((one) => ({ ...one, by: takers?.[one.step] ?? null }))
      const codes = checkContent(ledger, { orgUnit: '341899101201', values, track }).map((one) => one.error.code)
      expect(codes).toContain(error)
    },
  )
})
