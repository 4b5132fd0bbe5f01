import type { Indicator, Ledger } from '@shishu/kernel'
import { emergencyDrillIndicators, emergencyDrills } from './emergency-drills.ts'
import { emergencyPlanIndicators, emergencyPlans } from './emergency-plans.ts'
import { hazardIndicators, hazards } from './hazards.ts'
import { safetyInspectionIndicators, safetyInspections } from './safety-inspections.ts'
import { safetyTraining, safetyTrainingIndicators } from './safety-training.ts'

/** Ledgers kept by the office of safety (应急管理), in the order its workbook has them. */
export const safetyLedgers: readonly Ledger[] = [
  emergencyPlans,
  emergencyDrills,
  safetyTraining,
  safetyInspections,
  hazards,
]

export const safetyIndicators: readonly Indicator[] = [
  ...emergencyPlanIndicators,
  ...emergencyDrillIndicators,
  ...safetyTrainingIndicators,
  ...safetyInspectionIndicators,
  ...hazardIndicators,
]
