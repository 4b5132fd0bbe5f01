import type { Indicator, Ledger } from '@shishu/kernel'
import { commerceSales, commerceSalesIndicators } from './commerce-sales.ts'
import { cultivation, cultivationIndicators } from './cultivation.ts'
import { enterpriseRequestIndicators, enterpriseRequests } from './enterprise-requests.ts'
import { enterpriseIndicators, enterprises } from './enterprises.ts'
import { hometownContactIndicators, hometownContacts } from './hometown-contacts.ts'
import { industrialOutput, industrialOutputIndicators } from './industrial-output.ts'
import { investment, investmentIndicators } from './investment.ts'
import { investmentLeadIndicators, investmentLeads } from './investment-leads.ts'
import { keyProjectIndicators, keyProjects } from './key-projects.ts'
import { landAcquisitionIndicators, landAcquisitions } from './land-acquisitions.ts'
import { landTransferIndicators, landTransfers } from './land-transfers.ts'
import { milestoneIndicators, milestones } from './milestones.ts'
import { projectIndicators, projects } from './projects.ts'
import { relocationIndicators, relocations } from './relocations.ts'
import { retailSales, retailSalesIndicators } from './retail-sales.ts'
import { retailUnitIndicators, retailUnits } from './retail-units.ts'
import { ruralCommerce, ruralCommerceIndicators } from './rural-commerce.ts'

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
  landAcquisitions,
  relocations,
  investmentLeads,
  hometownContacts,
  landTransfers,
  ruralCommerce,
  commerceSales,
  enterpriseRequests,
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
  ...landAcquisitionIndicators,
  ...relocationIndicators,
  ...investmentLeadIndicators,
  ...hometownContactIndicators,
  ...landTransferIndicators,
  ...ruralCommerceIndicators,
  ...commerceSalesIndicators,
  ...enterpriseRequestIndicators,
]
