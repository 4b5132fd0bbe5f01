import type { Indicator, Ledger } from '@shishu/kernel'
import { homesteadApplicationIndicators, homesteadApplications } from './homestead-applications.ts'
import { homesteadReclaimIndicators, homesteadReclaims } from './homestead-reclaims.ts'
import { villagePlanIndicators, villagePlans } from './village-plans.ts'

/** Ledgers kept by the office of planning (规划建设), in the order its workbook has them. */
export const planningLedgers: readonly Ledger[] = [villagePlans, homesteadApplications, homesteadReclaims]

export const planningIndicators: readonly Indicator[] = [
  ...villagePlanIndicators,
  ...homesteadApplicationIndicators,
  ...homesteadReclaimIndicators,
]
