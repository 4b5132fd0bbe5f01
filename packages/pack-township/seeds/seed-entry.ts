import type { Dice } from './dice.ts'
import type { Town } from './org-units.ts'

/** An entry before it is written into a sheet: values as they will be booked (integers of the smallest part). */
export interface SeedEntry {
  /** Code of the village, or of the town. */
  orgUnit: string
  values: Record<string, string | number | boolean | null>
}

/** An office's entries by ledger. */
export type OfficeStory = (town: Town, dice: (part: string) => Dice) => Record<string, SeedEntry[]>

/** Ten thousand yuan in fen. */
export const WAN = 1_000_000

/** `AQ-2026-0007`: a number of its own for each entry of a year. */
export function numbering(prefix: string): (day: string) => string {
  const used = new Map<string, number>()
  return (day) => {
    const year = day.slice(0, 4)
    const serial = (used.get(year) ?? 0) + 1
    used.set(year, serial)
    return `${prefix}-${year}-${String(serial).padStart(4, '0')}`
  }
}
