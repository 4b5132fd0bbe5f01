import type { Indicator, Ledger, Requirement } from '@shishu/kernel'
import { emergencyDrillIndicators, emergencyDrillRequirements, emergencyDrills } from './emergency-drills.ts'
import { emergencyPlanIndicators, emergencyPlans } from './emergency-plans.ts'
import { floodInspectionIndicators, floodInspectionRequirements, floodInspections } from './flood-inspections.ts'
import { floodSupplies, floodSupplyIndicators } from './flood-supplies.ts'
import { hazardIndicators, hazards } from './hazards.ts'
import { patrolIndicators, patrolRequirements, patrols } from './patrols.ts'
import { safetyInspectionIndicators, safetyInspections } from './safety-inspections.ts'
import { safetyTraining, safetyTrainingIndicators } from './safety-training.ts'
import { waterWorkIndicators, waterWorks } from './water-works.ts'

/** Ledgers kept by the office of safety (应急管理), in the order its workbook has them. */
export const safetyLedgers: readonly Ledger[] = [
  emergencyPlans,
  emergencyDrills,
  safetyTraining,
  safetyInspections,
  hazards,
  waterWorks,
  floodInspections,
  floodSupplies,
  patrols,
]

export const safetyIndicators: readonly Indicator[] = [
  ...emergencyPlanIndicators,
  ...emergencyDrillIndicators,
  ...safetyTrainingIndicators,
  ...safetyInspectionIndicators,
  ...hazardIndicators,
  ...waterWorkIndicators,
  ...floodInspectionIndicators,
  ...floodSupplyIndicators,
  ...patrolIndicators,
]

export const safetyRequirements: readonly Requirement[] = [
  ...emergencyDrillRequirements,
  ...floodInspectionRequirements,
  ...patrolRequirements,
]
