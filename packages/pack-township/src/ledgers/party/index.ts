import type { Indicator, Ledger } from '@shishu/kernel'
import { feedbackItemIndicators, feedbackItems } from './feedback-items.ts'
import { memberFileReviewIndicators, memberFileReviews } from './member-file-reviews.ts'
import { membershipDevelopment, membershipDevelopmentIndicators } from './membership-development.ts'
import { partyDuties, partyDutyIndicators } from './party-duties.ts'
import { partyMeetingIndicators, partyMeetings } from './party-meetings.ts'

/** Ledgers kept by the office of party (党建), in the order its workbook has them. */
export const partyLedgers: readonly Ledger[] = [
  partyDuties,
  partyMeetings,
  memberFileReviews,
  membershipDevelopment,
  feedbackItems,
]

export const partyIndicators: readonly Indicator[] = [
  ...partyDutyIndicators,
  ...partyMeetingIndicators,
  ...memberFileReviewIndicators,
  ...membershipDevelopmentIndicators,
  ...feedbackItemIndicators,
]
