import type { Indicator, Ledger, Requirement } from '@shishu/kernel'
import { customsPublicity, customsPublicityIndicators, customsPublicityRequirements } from './customs-publicity.ts'
import { funeralIndicators, funerals } from './funerals.ts'

/** Ledgers kept by the office of customs (宣传文化), in the order its workbook has them. */
export const customsLedgers: readonly Ledger[] = [funerals, customsPublicity]

export const customsIndicators: readonly Indicator[] = [...funeralIndicators, ...customsPublicityIndicators]

export const customsRequirements: readonly Requirement[] = [...customsPublicityRequirements]
