import type { Indicator, Ledger } from '@shishu/kernel'
import { caseConferenceIndicators, caseConferences } from './case-conferences.ts'
import { disputeIndicators, disputes } from './disputes.ts'
import { petitionIndicators, petitions } from './petitions.ts'

/** Ledgers kept by the office of peace (平安建设), in the order its workbook has them. */
export const peaceLedgers: readonly Ledger[] = [caseConferences, disputes, petitions]

export const peaceIndicators: readonly Indicator[] = [
  ...caseConferenceIndicators,
  ...disputeIndicators,
  ...petitionIndicators,
]
