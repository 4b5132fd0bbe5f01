import type { Indicator, Ledger } from '@shishu/kernel'
import { benefitPaymentIndicators, benefitPayments } from './benefit-payments.ts'
import { ecologyProblemIndicators, ecologyProblems } from './ecology-problems.ts'
import { jobFairIndicators, jobFairs } from './job-fairs.ts'
import { roadWorkIndicators, roadWorks } from './road-works.ts'

/** Ledgers kept by the office of livelihood (民生保障), in the order its workbook has them. */
export const livelihoodLedgers: readonly Ledger[] = [ecologyProblems, benefitPayments, jobFairs, roadWorks]

export const livelihoodIndicators: readonly Indicator[] = [
  ...ecologyProblemIndicators,
  ...benefitPaymentIndicators,
  ...jobFairIndicators,
  ...roadWorkIndicators,
]
