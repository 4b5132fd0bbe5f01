import type { Indicator, Ledger } from '@shishu/kernel'
import { bridgingProjectIndicators, bridgingProjects } from './bridging-projects.ts'
import { environmentProblemIndicators, environmentProblems } from './environment-problems.ts'
import { fundPaymentIndicators, fundPayments } from './fund-payments.ts'
import { monitoredHouseholdIndicators, monitoredHouseholds } from './monitored-households.ts'
import { povertyRiskProblemIndicators, povertyRiskProblems } from './poverty-risk-problems.ts'
import { siteMeetingIndicators, siteMeetings } from './site-meetings.ts'
import { toiletConstruction, toiletConstructionIndicators } from './toilet-construction.ts'
import { toiletRectificationIndicators, toiletRectifications } from './toilet-rectifications.ts'

/** Ledgers kept by the office of revitalisation (乡村振兴), in the order its workbook has them. */
export const revitalisationLedgers: readonly Ledger[] = [
  povertyRiskProblems,
  monitoredHouseholds,
  toiletRectifications,
  toiletConstruction,
  environmentProblems,
  siteMeetings,
  bridgingProjects,
  fundPayments,
]

export const revitalisationIndicators: readonly Indicator[] = [
  ...povertyRiskProblemIndicators,
  ...monitoredHouseholdIndicators,
  ...toiletRectificationIndicators,
  ...toiletConstructionIndicators,
  ...environmentProblemIndicators,
  ...siteMeetingIndicators,
  ...bridgingProjectIndicators,
  ...fundPaymentIndicators,
]
