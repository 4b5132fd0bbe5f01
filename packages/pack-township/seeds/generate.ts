import type { Ledger } from '@shishu/kernel'
import { packTownship } from '../src/index.ts'
import { type Dice, diceOf } from './dice.ts'
import type { Town } from './org-units.ts'
import { numbering, type OfficeStory, type SeedEntry } from './seed-entry.ts'
import { customsStory } from './story/customs.ts'
import { disclosureStory } from './story/disclosure.ts'
import { economyStory } from './story/economy.ts'
import { livelihoodStory } from './story/livelihood.ts'
import { overallStory } from './story/overall.ts'
import { partyStory } from './story/party.ts'
import { peaceStory } from './story/peace.ts'
import { planningStory } from './story/planning.ts'
import { revitalisationStory } from './story/revitalisation.ts'
import { safetyStory } from './story/safety.ts'

const STORIES: Readonly<Record<string, OfficeStory>> = {
  economy: economyStory,
  party: partyStory,
  revitalisation: revitalisationStory,
  livelihood: livelihoodStory,
  customs: customsStory,
  peace: peaceStory,
  safety: safetyStory,
  planning: planningStory,
  overall: overallStory,
  disclosure: disclosureStory,
}

/** Thirty months of a town's work by ledger, before it is written into sheets: the same every time. */
export function townEntries(town: Town): ReadonlyMap<string, readonly SeedEntry[]> {
  const entries = new Map<string, readonly SeedEntry[]>()
  for (const [office, story] of Object.entries(STORIES)) {
    const dice = (part: string): Dice => diceOf(`${town.code}/${office}/${part}`)
    for (const [id, list] of Object.entries(story(town, dice))) {
      const ledger = packTownship.ledgers.find((one) => one.id === id)!
      entries.set(id, inOrder(ledger, list))
    }
  }
  return entries
}

/** Cases and events in the order of their days, as they are written down, numbered in that order within each year. */
function inOrder(ledger: Ledger, entries: readonly SeedEntry[]): readonly SeedEntry[] {
  const [measure] = Object.values(ledger.measures)
  const on = ledger.loop?.opens.on ?? (measure?.kind === 'flow' ? measure.on : undefined)
  if (on === undefined || ledger.fields[on]?.type !== 'date') return entries
  const dayOf = ({ values }: SeedEntry) => String(values[on])
  const sorted = [...entries].sort((one, other) => (dayOf(one) < dayOf(other) ? -1 : dayOf(one) > dayOf(other) ? 1 : 0))
  if (ledger.fields.number === undefined) return sorted
  const numberOf = numbering(String(sorted[0]?.values.number).slice(0, 2))
  return sorted.map((entry) => ({ ...entry, values: { ...entry.values, number: numberOf(dayOf(entry)) } }))
}
