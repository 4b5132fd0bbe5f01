import type { Indicator, Ledger, Requirement } from '@shishu/kernel'
import {
  disclosures,
  disclosureIndicators as postedIndicators,
  disclosureRequirements as postedRequirements,
} from './disclosures.ts'
import { informationRequestIndicators, informationRequests } from './information-requests.ts'
import { supervisionQuestionIndicators, supervisionQuestions } from './supervision-questions.ts'

/** Ledgers kept by the office of disclosure (公开监督), in the order its workbook has them. */
export const disclosureLedgers: readonly Ledger[] = [disclosures, supervisionQuestions, informationRequests]

export const disclosureIndicators: readonly Indicator[] = [
  ...postedIndicators,
  ...supervisionQuestionIndicators,
  ...informationRequestIndicators,
]

export const disclosureRequirements: readonly Requirement[] = [...postedRequirements]
