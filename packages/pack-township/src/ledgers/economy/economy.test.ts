import { checkContent, definitionsOf, missionTable, trackFromDates } from '@shishu/kernel'
import { describe, expect, test } from 'vitest'
import { figureOf } from '../../../seeds/figure-of.ts'
import { towns } from '../../../seeds/org-units.ts'
import { economyFlaws, economyPartyRefusals } from '../../../seeds/planted-flaws.ts'
import { overdueOn, stateAfter } from '../../../seeds/walk-case.ts'
import { packTownship } from '../../index.ts'
import { cultivation } from './cultivation.ts'
import { enterpriseRequests } from './enterprise-requests.ts'
import { investmentLeads } from './investment-leads.ts'
import { landAcquisitions } from './land-acquisitions.ts'
import { milestones } from './milestones.ts'
import { relocations } from './relocations.ts'

describe('培育', () => {
  const papers = { route: 'yearly', papersComplete: true }
  test.each([
    // steps                                                                          → state, or refusal
    ['', 'cultivated'],
    ['apply 2026-03-02 甲', 'applied'],
    ['apply 2026-03-02 甲, pass-county 2026-03-09 甲', 'loop.same-person'], // nobody passes her own application
    ['apply 2026-03-02 甲, pass-county 2026-03-09 乙', 'county-passed'],
    ['apply 2026-03-02, pass-city 2026-03-09', 'loop.step-not-allowed'], // the county comes first
    ['apply 2026-03-02, promote 2026-04-25', 'promoted'],
    ['apply 2026-03-02, return 2026-03-09', 'cultivated'],
    ['apply-again 2026-03-02', 'loop.step-needs'], // again only after it was sent back
    ['apply 2026-03-02, return 2026-03-09, apply-again 2026-03-20', 'applied'],
    ['drop 2026-03-02', 'dropped'],
    ['drop 2026-03-02, apply 2026-04-02', 'loop.step-not-allowed'],
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(cultivation, '2026-01-05', steps, papers)).toBe(expected)
  })

  test('papers must be complete before it is applied for', () => {
    expect(stateAfter(cultivation, '2026-01-05', 'apply 2026-03-02')).toBe('loop.step-needs')
  })
})

describe('重点工程节点', () => {
  const planned = { plannedOn: '2026-03-20', delayReason: '连续降雨' }
  test.each([
    ['reach 2026-03-18 甲', 'reached'],
    ['reach 2026-03-18 甲, verify 2026-03-20 甲', 'loop.same-person'],
    ['reach 2026-03-18 甲, verify 2026-03-20 乙', 'verified'],
    ['reach 2026-03-18 甲, return 2026-03-20 乙', 'planned'],
    ['reach 2026-03-18 甲, return 2026-03-20 乙, reach-again 2026-04-02 甲, verify 2026-04-05 甲', 'loop.same-person'],
    ['reach 2026-03-18 甲, return 2026-03-20 乙, reach-again 2026-04-02 甲, verify 2026-04-05 乙', 'verified'],
    ['verify 2026-03-20', 'loop.step-not-allowed'],
    ['suspend 2026-02-02', 'suspended'],
    ['cancel 2026-02-02', 'cancelled'],
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(milestones, '2026-01-05', steps, planned)).toBe(expected)
  })

  test.each([
    // steps                                             day           overdue
    ['', '2026-03-19', false],
    ['', '2026-03-20', false], // Friday, the planned day
    ['', '2026-03-21', true],
    ['extend 2026-03-16', '2026-04-20', false], // thirty days end on Sunday the 19th: Monday
    ['extend 2026-03-16', '2026-04-21', true],
    ['suspend 2026-02-02, resume 2026-02-12', '2026-03-30', false], // ten days stood still
    ['suspend 2026-02-02, resume 2026-02-12', '2026-03-31', true],
    ['suspend 2026-02-02', '2026-05-30', false], // while it stands still nothing falls due
  ])('%s: on %s overdue is %s', (steps, day, expected) => {
    expect(overdueOn(milestones, '2026-01-05', steps, day, planned)).toBe(expected)
  })
})

describe('征收土地程序', () => {
  const filled = { riskAssessedOn: '2026-03-20', funds: 1_000_000, approvalNumber: '皖政地〔2026〕1号' }
  const announced = 'survey 2026-03-24, announce-plan 2026-03-25'
  const agreed = `${announced}, register 2026-04-27, agree 2026-05-20`

  test.each([
    // zd-pre: ten working days of the notice of Monday 2 March are full on Monday the 16th.
    ['2026-03-02', 'survey 2026-03-13', 'loop.step-too-soon'],
    ['2026-03-02', 'survey 2026-03-16', 'loop.step-too-soon'],
    ['2026-03-02', 'survey 2026-03-17', 'surveyed'],
    // Over the Spring Festival: of Friday 6 February on Friday the 27th, since Saturday the 14th is worked.
    ['2026-02-06', 'survey 2026-02-26', 'loop.step-too-soon'],
    ['2026-02-06', 'survey 2026-02-27', 'loop.step-too-soon'],
    ['2026-02-06', 'survey 2026-02-28', 'surveyed'],
    // zd-plan: thirty calendar days of 25 March are full on 24 April.
    ['2026-03-02', `${announced}, register 2026-04-23`, 'loop.step-too-soon'],
    ['2026-03-02', `${announced}, register 2026-04-24`, 'loop.step-too-soon'],
    ['2026-03-02', `${announced}, register 2026-04-25`, 'registered'],
    // Most members object: the hearing need not wait, and the amended plan stands another thirty days.
    ['2026-03-02', `${announced}, hear 2026-04-10`, 'hearing'],
    ['2026-03-02', `${announced}, hear 2026-04-10, amend 2026-04-20, register 2026-05-20`, 'loop.step-too-soon'],
    ['2026-03-02', `${announced}, hear 2026-04-10, amend 2026-04-20, register 2026-05-21`, 'registered'],
    // Money comes before the application.
    ['2026-03-02', `${agreed}, submit 2026-05-25`, 'loop.step-not-allowed'],
    ['2026-03-02', `${agreed}, fund 2026-05-25, submit 2026-06-01, return 2026-06-10`, 'funded'],
    ['2026-03-02', `${agreed}, fund 2026-05-25, resubmit 2026-06-01`, 'loop.step-needs'],
    ['2026-03-02', 'stop 2026-03-05', 'stopped'],
  ])('%s: %s → %s', (opened, steps, expected) => {
    expect(stateAfter(landAcquisitions, opened, steps, filled)).toBe(expected)
  })

  // zd-final: fifteen working days from the approval of 27 January: Saturday 14 February is the fourteenth, the 24th the last.
  const opened = '2025-10-09'
  const early = { ...filled, riskAssessedOn: '2025-11-03' }
  const approved =
    'survey 2025-11-03, announce-plan 2025-11-04, register 2025-12-08, agree 2025-12-15, fund 2025-12-22, submit 2025-12-24, approve 2026-01-27'
  test.each([
    ['2026-02-23', false],
    ['2026-02-24', false],
    ['2026-02-25', true],
  ])('approved on 27 January, not announced on %s: overdue is %s', (day, expected) => {
    expect(overdueOn(landAcquisitions, opened, approved, day, early)).toBe(expected)
  })
  test('announced on the last day, nothing is overdue', () => {
    expect(overdueOn(landAcquisitions, opened, `${approved}, announce 2026-02-24`, '2026-03-30', early)).toBe(false)
  })
})

describe('征迁安置', () => {
  const filled = { compensation: 1_000_000, decisionNumber: '岭征补〔2026〕1号', transitionPay: 600_000 }
  const paid = 'sign 2026-03-02 甲, pay 2026-03-10 乙'
  test.each([
    [paid, 'paid'],
    ['sign 2026-03-02 甲, pay 2026-03-10 甲', 'loop.same-person'], // who signs does not pay
    ['sign 2026-03-02, vacate 2026-03-10', 'loop.step-not-allowed'], // 先补偿后搬迁
    ['sign 2026-03-02, demolish 2026-03-10', 'loop.step-not-allowed'],
    [`${paid}, demolish 2026-03-20`, 'loop.step-not-allowed'], // vacated first
    [`${paid}, vacate 2026-03-16, demolish 2026-03-20`, 'demolished'],
    [`${paid}, vacate 2026-03-16, demolish 2026-03-20, resettle 2026-06-20`, 'resettled'],
    [`${paid}, vacate 2026-03-16, demolish 2026-03-20, resettle 2026-06-20, reopen 2026-06-22`, 'demolished'],
    ['decide 2026-03-02', 'decided'],
    ['decide 2026-03-02, appeal 2026-04-01', 'appealed'],
    ['decide 2026-03-02, appeal 2026-04-01, demolish 2026-04-10', 'loop.step-not-allowed'],
    ['decide 2026-03-02, appeal 2026-04-01, uphold 2026-06-01, pay 2026-06-10', 'paid'],
    ['withdraw 2026-03-02', 'withdrawn'],
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(relocations, '2026-01-05', steps, filled)).toBe(expected)
  })

  test.each([
    // signed on Friday 16 January: thirty days end on Sunday 15 February, in the Spring Festival: Tuesday the 24th
    ['sign 2026-01-16', '2026-02-15', false],
    ['sign 2026-01-16', '2026-02-24', false],
    ['sign 2026-01-16', '2026-02-25', true],
    ['sign 2026-01-16, pay 2026-02-24', '2026-03-30', false],
    [`${paid}, vacate 2026-03-16, demolish 2026-03-20`, '2026-06-30', false],
    [`${paid}, vacate 2026-03-16, demolish 2026-03-20`, '2026-07-01', true],
    [`${paid}, vacate 2026-03-16, demolish 2026-03-20, extend 2026-06-20`, '2026-12-30', false],
    [`${paid}, vacate 2026-03-16, demolish 2026-03-20, extend 2026-06-20`, '2026-12-31', true],
  ])('%s: on %s overdue is %s', (steps, day, expected) => {
    expect(overdueOn(relocations, '2026-01-05', steps, day, { ...filled, dueOn: '2026-06-30' })).toBe(expected)
  })
})

describe('招商引资', () => {
  const filled = { agreedAmount: 5_000_000_000, projectCode: '341899-04-02-000001' }
  test.each([
    ['sign 2026-03-02', 'loop.step-not-allowed'], // talks come first
    ['talk 2026-02-02, sign 2026-03-02', 'signed'],
    ['talk 2026-02-02, shelve 2026-02-10, sign 2026-03-02', 'loop.step-not-allowed'],
    ['talk 2026-02-02, shelve 2026-02-10, revive 2026-03-02, sign 2026-03-10', 'signed'],
    ['talk 2026-02-02, sign 2026-03-02 甲, start 2026-04-02, list 2026-05-10 甲', 'loop.same-person'],
    ['talk 2026-02-02, sign 2026-03-02 甲, start 2026-04-02, list 2026-05-10 乙, produce 2026-12-01', 'producing'],
    ['talk 2026-02-02, end 2026-03-02', 'ended'],
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(investmentLeads, '2026-01-20', steps, filled)).toBe(expected)
  })

  test.each([
    // found on 20 January: thirty days end on 19 February, in the Spring Festival: Tuesday the 24th
    ['', '2026-02-24', false],
    ['', '2026-02-25', true],
    // signed on 2 March: six months end on 2 September; put off by three, on 2 December
    ['talk 2026-02-02, sign 2026-03-02', '2026-09-01', false],
    ['talk 2026-02-02, sign 2026-03-02', '2026-09-02', false],
    ['talk 2026-02-02, sign 2026-03-02', '2026-09-03', true],
    ['talk 2026-02-02, sign 2026-03-02, extend 2026-08-20', '2026-12-02', false],
    ['talk 2026-02-02, sign 2026-03-02, extend 2026-08-20', '2026-12-03', true],
  ])('%s: on %s overdue is %s', (steps, day, expected) => {
    expect(overdueOn(investmentLeads, '2026-01-20', steps, day, filled)).toBe(expected)
  })
})

describe('企业诉求', () => {
  const filled = { outcome: 'solved' }
  const accepted = 'accept 2026-03-03'
  test.each([
    ['answer 2026-03-05', 'loop.step-not-allowed'],
    [`${accepted}, answer 2026-03-10 甲`, 'answered'],
    [`${accepted}, answer 2026-03-10 甲, close 2026-03-12 甲`, 'loop.same-person'],
    [`${accepted}, answer 2026-03-10 甲, close 2026-03-12 乙`, 'closed'],
    [`${accepted}, answer 2026-03-10 甲, reopen 2026-03-12`, 'reopened'],
    [`${accepted}, answer 2026-03-10 甲, reopen 2026-03-12, answer-again 2026-03-20 甲`, 'loop.same-person'],
    [`${accepted}, answer 2026-03-10 甲, reopen 2026-03-12, answer-again 2026-03-20 乙`, 'answered'],
    [`${accepted}, refer 2026-03-10, answer 2026-04-01`, 'answered'],
    [`${accepted}, withdraw 2026-03-10`, 'withdrawn'],
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(enterpriseRequests, '2026-03-02', steps, filled)).toBe(expected)
  })

  test.each([
    // two working days to accept: of Wednesday 31 December, Sunday 4 January (worked) and Monday the 5th
    ['2025-12-31', '', '2026-01-04', false],
    ['2025-12-31', '', '2026-01-05', false],
    ['2025-12-31', '', '2026-01-06', true],
    // ten working days to answer: accepted on 3 March, Tuesday the 17th
    ['2026-03-02', accepted, '2026-03-16', false],
    ['2026-03-02', accepted, '2026-03-17', false],
    ['2026-03-02', accepted, '2026-03-18', true],
    // over the Spring Festival: accepted on 9 February, with the Saturdays 14 and 28 worked
    ['2026-02-09', 'accept 2026-02-09', '2026-02-28', false],
    ['2026-02-09', 'accept 2026-02-09', '2026-03-01', true],
    // waiting for the firm’s papers from the 5th to the 12th: five working days more
    ['2026-03-02', `${accepted}, ask-papers 2026-03-05, get-papers 2026-03-12`, '2026-03-24', false],
    ['2026-03-02', `${accepted}, ask-papers 2026-03-05, get-papers 2026-03-12`, '2026-03-25', true],
    // put off by five working days
    ['2026-03-02', `${accepted}, extend 2026-03-16`, '2026-03-24', false],
    ['2026-03-02', `${accepted}, extend 2026-03-16`, '2026-03-25', true],
    // referred: thirty days of 10 March end on 9 April
    ['2026-03-02', `${accepted}, refer 2026-03-10`, '2026-04-09', false],
    ['2026-03-02', `${accepted}, refer 2026-03-10`, '2026-04-10', true],
  ])('raised %s, %s: on %s overdue is %s', (opened, steps, day, expected) => {
    expect(overdueOn(enterpriseRequests, opened, steps, day, filled)).toBe(expected)
  })
})

describe('planted flaws', () => {
  test.each(economyFlaws.map((one) => [one.flaw, one] as const))('%s', (_, { indicator, orgUnit, period, reveals }) => {
    expect(figureOf(towns[0]!, indicator, orgUnit, period)).toBe(reveals)
  })

  test.each(economyPartyRefusals.map((one) => [one.flaw, one] as const))(
    '%s',
    (_, { ledger: id, values, takers, error }) => {
      const ledger = packTownship.ledgers.find((one) => one.id === id)!
      const track = ledger.loop === undefined ? [] : trackFromDates(ledger.loop, values)
      const taken = track.map((one) => ({ ...one, by: takers?.[one.step] ?? null }))
      const codes = checkContent(ledger, { orgUnit: '341899101201', values, track: taken }).map((one) => one.error.code)
      expect(codes).toContain(error)
    },
  )
})

test('rows A1–A9 and B1–B7 of the mission have ledgers and indicators', () => {
  const rows = missionTable(definitionsOf(packTownship)).filter(({ id }) => /^[AB]/.test(id))
  expect(rows.map(({ id }) => id)).toEqual(
    [...'123456789'].map((at) => `A${at}`).concat([...'1234567'].map((at) => `B${at}`)),
  )
  for (const row of rows) expect(row.indicators.length, row.id).toBeGreaterThan(0)
})
