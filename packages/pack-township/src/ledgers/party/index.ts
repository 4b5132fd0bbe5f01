import type { Indicator, Ledger, Requirement } from '@shishu/kernel'
import { collectiveIncome, collectiveIncomeIndicators, collectiveIncomeRequirements } from './collective-income.ts'
import { feedbackItemIndicators, feedbackItems } from './feedback-items.ts'
import { memberFileReviewIndicators, memberFileReviews } from './member-file-reviews.ts'
import { membershipDevelopment, membershipDevelopmentIndicators } from './membership-development.ts'
import { partyDuties, partyDutyIndicators } from './party-duties.ts'
import { partyMeetingIndicators, partyMeetingRequirements, partyMeetings } from './party-meetings.ts'
import { weakBranches, weakBranchIndicators } from './weak-branches.ts'

/** Ledgers kept by the office of party (党建), in the order its workbook has them. */
export const partyLedgers: readonly Ledger[] = [
  partyDuties,
  partyMeetings,
  memberFileReviews,
  membershipDevelopment,
  weakBranches,
  collectiveIncome,
  feedbackItems,
]

export const partyIndicators: readonly Indicator[] = [
  ...partyDutyIndicators,
  ...partyMeetingIndicators,
  ...memberFileReviewIndicators,
  ...membershipDevelopmentIndicators,
  ...weakBranchIndicators,
  ...collectiveIncomeIndicators,
  ...feedbackItemIndicators,
]

export const partyRequirements: readonly Requirement[] = [...partyMeetingRequirements, ...collectiveIncomeRequirements]
