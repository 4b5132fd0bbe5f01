import type { Indicator, Ledger, Requirement } from '@shishu/kernel'
import { careVisitIndicators, careVisits } from './care-visits.ts'
import { caseConferenceIndicators, caseConferenceRequirements, caseConferences } from './case-conferences.ts'
import { disputeIndicators, disputes } from './disputes.ts'
import { petitionIndicators, petitions } from './petitions.ts'
import {
  satisfactionSurveyIndicators,
  satisfactionSurveyRequirements,
  satisfactionSurveys,
} from './satisfaction-surveys.ts'

/** Ledgers kept by the office of peace (平安建设), in the order its workbook has them. */
export const peaceLedgers: readonly Ledger[] = [caseConferences, disputes, petitions, satisfactionSurveys, careVisits]

export const peaceIndicators: readonly Indicator[] = [
  ...caseConferenceIndicators,
  ...disputeIndicators,
  ...petitionIndicators,
  ...satisfactionSurveyIndicators,
  ...careVisitIndicators,
]

export const peaceRequirements: readonly Requirement[] = [
  ...caseConferenceRequirements,
  ...satisfactionSurveyRequirements,
]
