import { describe, expect, test } from 'vitest'
import { figureOf } from '../../../seeds/figure-of.ts'
import { towns } from '../../../seeds/org-units.ts'
import { partyFlaws } from '../../../seeds/planted-flaws.ts'
import { overdueOn, stateAfter } from '../../../seeds/walk-case.ts'
import { feedbackItems } from './feedback-items.ts'
import { memberFileReviews } from './member-file-reviews.ts'
import { membershipDevelopment } from './membership-development.ts'
import { partyDuties } from './party-duties.ts'
import { weakBranches } from './weak-branches.ts'

describe('责任清单', () => {
  const filled = { dueOn: '2026-04-24' }
  test.each([
    ['finish 2026-04-01 甲', 'done'],
    ['finish 2026-04-01 甲, verify 2026-04-03 甲', 'loop.same-person'],
    ['finish 2026-04-01 甲, verify 2026-04-03 乙', 'verified'],
    ['finish 2026-04-01 甲, return 2026-04-03 乙', 'under-way'],
    ['finish 2026-04-01 甲, return 2026-04-03 乙, finish-again 2026-04-20 甲, verify 2026-04-22 乙', 'verified'],
    ['finish-again 2026-04-20', 'loop.step-needs'],
    ['suspend 2026-03-02, finish 2026-04-01', 'loop.step-not-allowed'],
    ['cancel 2026-03-02', 'cancelled'],
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(partyDuties, '2026-01-12', steps, filled)).toBe(expected)
  })
  test.each([
    ['', '2026-04-23', false],
    ['', '2026-04-24', false],
    ['', '2026-04-25', true],
    ['finish 2026-04-24', '2026-05-30', false],
    ['finish 2026-04-28', '2026-04-27', true],
    ['finish 2026-04-28', '2026-04-28', false],
    ['extend 2026-04-20', '2026-05-25', false], // thirty days end on Sunday 24 May: Monday
    ['extend 2026-04-20', '2026-05-26', true],
    ['suspend 2026-03-02, resume 2026-03-12', '2026-05-06', false], // ten days more: 4 May, a holiday
    ['suspend 2026-03-02, resume 2026-03-12', '2026-05-07', true],
  ])('%s: on %s overdue is %s', (steps, day, expected) => {
    expect(overdueOn(partyDuties, '2026-01-12', steps, day, filled)).toBe(expected)
  })
})

describe('党员档案排查', () => {
  const decided = 'opine 2026-03-06 甲, decide 2026-03-20 乙'
  test.each([
    ['close 2026-03-02', 'closed'], // nothing was wrong
    ['complete 2026-03-05, close 2026-03-06', 'closed'],
    [decided, 'decided'],
    ['opine 2026-03-06 甲, decide 2026-03-20 甲', 'loop.same-person'],
    [`${decided}, close 2026-03-25`, 'loop.step-not-allowed'], // the member is told first
    [`${decided}, inform 2026-03-22, close 2026-03-25`, 'closed'],
    [`${decided}, inform 2026-03-22, appeal 2026-03-24, close 2026-03-25`, 'loop.step-not-allowed'],
    [`${decided}, inform 2026-03-22, appeal 2026-03-24, decide-appeal 2026-04-10 乙`, 'loop.same-person'],
    [`${decided}, inform 2026-03-22, appeal 2026-03-24, decide-appeal 2026-04-10 丙`, 'informed'],
    ['close 2026-03-02, reopen 2026-03-20', 'reviewed'],
    ['close 2026-03-02, reopen 2026-03-20, close-again 2026-04-01', 'closed'],
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(memberFileReviews, '2026-03-02', steps)).toBe(expected)
  })
})

describe('发展党员', () => {
  const activist = 'talk 2024-01-22, train 2024-04-10, file-activist 2024-04-15, assign-mentors 2024-04-16'
  const cultivated = `${activist}, inspect-first 2024-09-27, inspect-second 2025-03-27`
  const candidate = `${cultivated}, nominate 2025-04-11`
  const reviewed = `${candidate}, file-candidate 2025-04-16, choose-introducers 2025-04-18, vet 2025-04-25, school 2025-05-10, branch-review 2025-05-16 甲`
  const preReviewed = `${reviewed}, announce 2025-05-19, pre-review 2025-05-27 乙, fill-form 2025-06-06`
  const admitted = `${preReviewed}, admit 2025-06-16`
  const approved = `${admitted}, committee-talk 2025-07-01, approve 2025-07-20 乙`
  const voters = { votersDue: 21, votersPresent: 19, votesFor: 18 }

  test.each([
    ['train 2024-04-10', 'loop.step-not-allowed'], // 2 comes before 3
    [activist, 'activist'],
    [`${activist}, nominate 2025-04-11`, 'loop.step-needs'], // two half-yearly inspections
    // the year of cultivation from step 3, 10 April 2024: the day before, on, after
    [`${cultivated}, nominate 2025-04-09`, 'loop.step-too-soon'],
    [`${cultivated}, nominate 2025-04-10`, 'loop.step-too-soon'],
    [candidate, 'candidate'],
    [`${candidate}, announce 2025-05-19`, 'loop.step-needs'], // 政治审查, 集中培训…
    [`${reviewed}, announce 2025-05-19`, 'announced'],
    // the notice of Monday 19 May stands five working days: until Monday the 26th
    [`${reviewed}, announce 2025-05-19, pre-review 2025-05-25 乙`, 'loop.step-too-soon'],
    [`${reviewed}, announce 2025-05-19, pre-review 2025-05-26 乙`, 'loop.step-too-soon'],
    [`${reviewed}, announce 2025-05-19, pre-review 2025-05-27 乙`, 'pre-reviewed'],
    [`${reviewed}, announce 2025-05-19, pre-review 2025-05-27 甲`, 'loop.same-person'],
    // an objection need not wait, and the notice is held again
    [`${reviewed}, announce 2025-05-19, return 2025-05-21`, 'candidate'],
    [
      `${reviewed}, announce 2025-05-19, return 2025-05-21, announce-again 2025-06-03, pre-review 2025-06-11 乙`,
      'pre-reviewed',
    ],
    [admitted, 'probationary'],
    [`${admitted}, approve 2025-07-20`, 'loop.step-needs'], // 16 comes before 17
    [approved, 'probationary'],
    // the year of probation from the congress of 16 June 2025, not from approval or oath
    [
      `${approved}, swear 2025-08-01, apply-confirmation 2026-06-10, announce-confirmation 2026-06-16`,
      'loop.step-too-soon',
    ],
    [
      `${approved}, swear 2025-08-01, apply-confirmation 2026-06-10, announce-confirmation 2026-06-17`,
      'confirm-announced',
    ],
    [`${approved}, announce-confirmation 2026-06-17`, 'loop.step-needs'], // 22 comes before
    [`${approved}, prolong 2026-06-17`, 'prolonged'],
    [
      `${approved}, apply-confirmation 2026-06-10, prolong 2026-06-17, announce-confirmation 2026-12-17`,
      'loop.step-too-soon',
    ],
    [
      `${approved}, apply-confirmation 2026-06-10, prolong 2026-06-17, announce-confirmation 2026-12-18`,
      'confirm-announced',
    ],
    [`${approved}, cancel 2026-01-10`, 'cancelled'],
    [`${activist}, end 2024-06-01`, 'ended'], // withdrawn at any time
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(membershipDevelopment, '2024-01-08', steps, voters)).toBe(expected)
  })

  test('all 25 steps, to the full member whose papers are filed', () => {
    const steps = `${approved}, file-county 2025-07-25, join-group 2025-07-26, swear 2025-08-01, inspect-probation 2025-12-20, apply-confirmation 2026-06-10, announce-confirmation 2026-06-17, vote 2026-06-29 丙, confirm 2026-07-20 丁, archive 2026-08-10`
    expect(stateAfter(membershipDevelopment, '2024-01-08', steps, voters)).toBe('member')
  })

  test.each([
    // opened      steps       day           overdue
    // dy-talk: a month is a month, not thirty days; 31 January 2025 ends on 28 February
    ['2025-01-31', '', '2025-02-27', false],
    ['2025-01-31', '', '2025-02-28', false],
    ['2025-01-31', '', '2025-03-01', true],
    // 16 January 2026: 16 February lies in the Spring Festival, so Tuesday the 24th
    ['2026-01-16', '', '2026-02-24', false],
    ['2026-01-16', '', '2026-02-25', true],
    // 4 December 2025: Sunday 4 January is worked
    ['2025-12-04', '', '2026-01-04', false],
    ['2025-12-04', '', '2026-01-05', true],
    // half-yearly inspections: 10 October 2024, then each six months on
    ['2024-01-08', activist, '2024-10-10', false],
    ['2024-01-08', activist, '2024-10-11', true],
    ['2024-01-08', `${activist}, inspect-first 2024-09-27`, '2025-04-10', false],
    ['2024-01-08', `${activist}, inspect-first 2024-09-27`, '2025-04-11', true],
    // a congress within a month of the pre-review of 27 May: 27 June
    ['2024-01-08', preReviewed, '2025-06-27', false],
    ['2024-01-08', preReviewed, '2025-06-28', true],
    // dy-appr: three months from the congress of 16 June
    ['2024-01-08', admitted, '2025-09-15', false],
    ['2024-01-08', admitted, '2025-09-16', false],
    ['2024-01-08', admitted, '2025-09-17', true],
    ['2024-01-08', approved, '2025-09-17', false],
    // six months in special cases
    ['2024-01-08', `${admitted}, extend-approval 2025-09-10`, '2025-12-16', false],
    ['2024-01-08', `${admitted}, extend-approval 2025-09-10`, '2025-12-17', true],
  ])('applied %s, %s: on %s overdue is %s', (opened, steps, day, expected) => {
    expect(overdueOn(membershipDevelopment, opened, steps, day, voters)).toBe(expected)
  })

  test('dy-appr of the confirmation: three months from the congress', () => {
    const voted = `${approved}, apply-confirmation 2026-06-10, announce-confirmation 2026-06-17, vote 2026-06-29`
    expect(overdueOn(membershipDevelopment, '2024-01-08', voted, '2026-09-29', voters)).toBe(false)
    expect(overdueOn(membershipDevelopment, '2024-01-08', voted, '2026-09-30', voters)).toBe(true)
  })
})

describe('软弱涣散党组织整顿', () => {
  const filled = { problems: 6, solved: 6, dueOn: '2026-11-30' }
  const rectifying = 'list 2026-02-27, plan 2026-03-20'
  test.each([
    ['dismiss 2026-02-27', 'dismissed'],
    [rectifying, 'rectifying'],
    [`${rectifying}, pass 2026-10-20`, 'loop.step-not-allowed'],
    [`${rectifying}, self-review 2026-10-10 甲, town-review 2026-10-20 甲`, 'loop.same-person'],
    [`${rectifying}, self-review 2026-10-10 甲, town-review 2026-10-20 乙, pass 2026-11-10 乙`, 'loop.same-person'],
    [`${rectifying}, self-review 2026-10-10 甲, town-review 2026-10-20 乙, pass 2026-11-10 丙`, 'passed'],
    [`${rectifying}, self-review 2026-10-10 甲, return 2026-10-20 乙`, 'rectifying'],
    [`${rectifying}, self-review 2026-10-10, return 2026-10-20, review-again 2026-11-01`, 'self-reviewed'],
    [`${rectifying}, continue 2026-11-20`, 'rectifying'],
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(weakBranches, '2026-02-09', steps, filled)).toBe(expected)
  })
  test.each([
    // a plan within a month of 27 February: 27 March
    ['list 2026-02-27', '2026-03-27', false],
    ['list 2026-02-27', '2026-03-28', true],
    [rectifying, '2026-11-30', false],
    [rectifying, '2026-12-01', true],
    [`${rectifying}, continue 2026-11-20`, '2026-12-31', false],
  ])('%s: on %s overdue is %s', (steps, day, expected) => {
    expect(overdueOn(weakBranches, '2026-02-09', steps, day, filled)).toBe(expected)
  })
})

describe('点评问题整改', () => {
  const filled = { dueOn: '2026-06-18' }
  test.each([
    ['mend 2026-05-10 甲, close 2026-05-20 甲', 'loop.same-person'],
    ['mend 2026-05-10 甲, close 2026-05-20 乙', 'closed'],
    ['mend 2026-05-10 甲, return 2026-05-20 乙', 'open'],
    ['mend-again 2026-05-20', 'loop.step-needs'],
    ['mend 2026-05-10 甲, return 2026-05-20 乙, mend-again 2026-06-01 甲, close 2026-06-08 甲', 'loop.same-person'],
    ['mend 2026-05-10 甲, return 2026-05-20 乙, mend-again 2026-06-01 甲, close 2026-06-08 乙', 'closed'],
  ])('%s → %s', (steps, expected) => {
    expect(stateAfter(feedbackItems, '2026-03-02', steps, filled)).toBe(expected)
  })
  test.each([
    ['', '2026-06-17', false],
    ['', '2026-06-18', false], // Thursday before the Dragon Boat Festival
    ['', '2026-06-19', true],
    ['extend 2026-06-10', '2026-07-20', false], // thirty days end on Saturday 18 July: Monday
    ['extend 2026-06-10', '2026-07-21', true],
    ['mend 2026-06-18', '2026-06-30', false],
  ])('%s: on %s overdue is %s', (steps, day, expected) => {
    expect(overdueOn(feedbackItems, '2026-03-02', steps, day, filled)).toBe(expected)
  })
})

test.each(partyFlaws.map((one) => [one.flaw, one] as const))(
  'planted: %s',
  (_, { indicator, orgUnit, period, reveals }) => {
    expect(figureOf(towns[0]!, indicator, orgUnit, period)).toBe(reveals)
  },
)
