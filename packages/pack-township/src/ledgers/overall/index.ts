import type { Indicator, Ledger } from '@shishu/kernel'
import { policyDocumentIndicators, policyDocuments } from './policy-documents.ts'
import { publicDeedIndicators, publicDeeds } from './public-deeds.ts'
import { targetIndicators, targetLedger } from './targets.ts'
import { workTaskIndicators, workTasks } from './work-tasks.ts'

/** Ledgers kept by the office of overall (党政综合), in the order its workbook has them. */
export const overallLedgers: readonly Ledger[] = [targetLedger, policyDocuments, workTasks, publicDeeds]

export const overallIndicators: readonly Indicator[] = [
  ...targetIndicators,
  ...policyDocumentIndicators,
  ...workTaskIndicators,
  ...publicDeedIndicators,
]
