import type { Indicator, Ledger, Requirement } from '@shishu/kernel'
import { benefitPaymentIndicators, benefitPaymentRequirements, benefitPayments } from './benefit-payments.ts'
import { conscription, conscriptionIndicators, conscriptionTasks } from './conscription.ts'
import { cultureActivities, cultureActivityIndicators, cultureActivityRequirements } from './culture-activities.ts'
import { cultureVenueIndicators, cultureVenueRequirements, cultureVenues, venueOpenings } from './culture-venues.ts'
import { destituteApplicationIndicators, destituteApplications } from './destitute-applications.ts'
import { disabilityAllowanceApplications, disabilityAllowanceIndicators } from './disability-allowance-applications.ts'
import { ecologyProblemIndicators, ecologyProblems } from './ecology-problems.ts'
import { educationWorkIndicators, educationWorks } from './education-works.ts'
import { hardshipApplicationIndicators, hardshipApplications } from './hardship-applications.ts'
import { healthCampaignIndicators, healthCampaignRequirements, healthCampaigns } from './health-campaigns.ts'
import { jobFairIndicators, jobFairRequirements, jobFairs } from './job-fairs.ts'
import { pensionInsurance, pensionInsuranceIndicators, pensionInsuranceRequirements } from './pension-insurance.ts'
import { pensionStopIndicators, pensionStops } from './pension-stops.ts'
import { recipientIndicators, recipients } from './recipients.ts'
import { roadWorkIndicators, roadWorks } from './road-works.ts'
import { streetLightIndicators, streetLightRepairs } from './street-light-repairs.ts'
import { subsistenceApplicationIndicators, subsistenceApplications } from './subsistence-applications.ts'
import { temporaryReliefApplications, temporaryReliefIndicators } from './temporary-relief-applications.ts'
import { veteranServiceIndicators, veteranServices } from './veteran-services.ts'

/** Ledgers kept by the office of livelihood (民生保障), in the order its workbook has them. */
export const livelihoodLedgers: readonly Ledger[] = [
  ecologyProblems,
  healthCampaigns,
  benefitPayments,
  pensionInsurance,
  pensionStops,
  educationWorks,
  conscription,
  conscriptionTasks,
  cultureActivities,
  cultureVenues,
  venueOpenings,
  jobFairs,
  roadWorks,
  streetLightRepairs,
  subsistenceApplications,
  destituteApplications,
  temporaryReliefApplications,
  disabilityAllowanceApplications,
  hardshipApplications,
  recipients,
  veteranServices,
]

export const livelihoodIndicators: readonly Indicator[] = [
  ...ecologyProblemIndicators,
  ...healthCampaignIndicators,
  ...benefitPaymentIndicators,
  ...pensionInsuranceIndicators,
  ...pensionStopIndicators,
  ...educationWorkIndicators,
  ...conscriptionIndicators,
  ...cultureActivityIndicators,
  ...cultureVenueIndicators,
  ...jobFairIndicators,
  ...roadWorkIndicators,
  ...streetLightIndicators,
  ...subsistenceApplicationIndicators,
  ...destituteApplicationIndicators,
  ...temporaryReliefIndicators,
  ...disabilityAllowanceIndicators,
  ...hardshipApplicationIndicators,
  ...recipientIndicators,
  ...veteranServiceIndicators,
]

export const livelihoodRequirements: readonly Requirement[] = [
  ...healthCampaignRequirements,
  ...benefitPaymentRequirements,
  ...pensionInsuranceRequirements,
  ...cultureActivityRequirements,
  ...cultureVenueRequirements,
  ...jobFairRequirements,
]
