import type { Indicator, Ledger } from '@shishu/kernel'
import { cultivation, cultivationIndicators } from './cultivation.ts'
import { enterpriseIndicators, enterprises } from './enterprises.ts'
import { industrialOutput, industrialOutputIndicators } from './industrial-output.ts'
import { investment, investmentIndicators } from './investment.ts'
import { keyProjectIndicators, keyProjects } from './key-projects.ts'
import { milestoneIndicators, milestones } from './milestones.ts'
import { projectIndicators, projects } from './projects.ts'
import { relocationIndicators, relocations } from './relocations.ts'
import { retailSales, retailSalesIndicators } from './retail-sales.ts'
import { retailUnitIndicators, retailUnits } from './retail-units.ts'

/** Ledgers kept by the office of economy (经济发展), in the order its workbook has them. */
export const economyLedgers: readonly Ledger[] = [
  projects,
  investment,
  enterprises,
  industrialOutput,
  retailUnits,
  retailSales,
  cultivation,
  keyProjects,
  milestones,
  relocations,
]

export const economyIndicators: readonly Indicator[] = [
  ...projectIndicators,
  ...investmentIndicators,
  ...enterpriseIndicators,
  ...industrialOutputIndicators,
  ...retailUnitIndicators,
  ...retailSalesIndicators,
  ...cultivationIndicators,
  ...keyProjectIndicators,
  ...milestoneIndicators,
  ...relocationIndicators,
]
