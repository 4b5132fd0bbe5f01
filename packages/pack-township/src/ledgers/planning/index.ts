import type { Indicator, Ledger } from '@shishu/kernel'
import { villagePlanIndicators, villagePlans } from './village-plans.ts'

/** Ledgers kept by the office of planning (规划建设), in the order its workbook has them. */
export const planningLedgers: readonly Ledger[] = [villagePlans]

export const planningIndicators: readonly Indicator[] = [...villagePlanIndicators]
