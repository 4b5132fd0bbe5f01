import { definePack, type Pack } from '@shishu/kernel'
import { customsIndicators, customsLedgers, customsRequirements } from './ledgers/customs/index.ts'
import { disclosureIndicators, disclosureLedgers, disclosureRequirements } from './ledgers/disclosure/index.ts'
import { economyIndicators, economyLedgers } from './ledgers/economy/index.ts'
import { livelihoodIndicators, livelihoodLedgers, livelihoodRequirements } from './ledgers/livelihood/index.ts'
import { overallIndicators, overallLedgers } from './ledgers/overall/index.ts'
import { partyIndicators, partyLedgers, partyRequirements } from './ledgers/party/index.ts'
import { peaceIndicators, peaceLedgers, peaceRequirements } from './ledgers/peace/index.ts'
import { planningIndicators, planningLedgers } from './ledgers/planning/index.ts'
import { revitalisationIndicators, revitalisationLedgers } from './ledgers/revitalisation/index.ts'
import { safetyIndicators, safetyLedgers, safetyRequirements } from './ledgers/safety/index.ts'
import { missions, reportMission } from './missions.ts'
import { params } from './params.ts'
import { economyQuarter } from './reports/economy-quarter.ts'
import { halfYearReport } from './reports/half-year.ts'
import { leaderPage } from './reports/leader-page.ts'
import { monthlyBrief } from './reports/monthly-brief.ts'
import { partyBuilding } from './reports/party-building.ts'
import { safetyFlood } from './reports/safety-flood.ts'
import { roles } from './roles.ts'
import { targets } from './targets.ts'

const ledgers = [
  ...economyLedgers,
  ...partyLedgers,
  ...revitalisationLedgers,
  ...livelihoodLedgers,
  ...customsLedgers,
  ...peaceLedgers,
  ...safetyLedgers,
  ...planningLedgers,
  ...overallLedgers,
  ...disclosureLedgers,
]

/** The township's definitions: what its offices keep, what is counted from it, and its reports. */
export const packTownship: Pack = definePack({
  id: 'township',
  label: '乡镇工作',
  gloss: 'work of a township',
  offices: {
    economy: '经济发展办公室',
    party: '党建工作办公室',
    revitalisation: '乡村振兴办公室',
    livelihood: '民生保障办公室',
    customs: '宣传文化办公室',
    peace: '平安建设办公室',
    safety: '应急管理办公室',
    planning: '规划建设办公室',
    overall: '党政综合办公室',
    disclosure: '公开监督办公室',
  },
  params,
  ledgers,
  indicators: [
    ...economyIndicators,
    ...partyIndicators,
    ...revitalisationIndicators,
    ...livelihoodIndicators,
    ...customsIndicators,
    ...peaceIndicators,
    ...safetyIndicators,
    ...planningIndicators,
    ...overallIndicators,
    ...disclosureIndicators,
  ],
  targets,
  requirements: [
    ...partyRequirements,
    ...livelihoodRequirements,
    ...customsRequirements,
    ...peaceRequirements,
    ...safetyRequirements,
    ...disclosureRequirements,
  ],
  missions: [...missions, reportMission(ledgers.map(({ id }) => id))],
  reports: [halfYearReport, monthlyBrief, economyQuarter, safetyFlood, partyBuilding, leaderPage],
  roles,
})
