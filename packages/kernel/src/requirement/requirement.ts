import type { PeriodKind } from '../period/period.ts'

/**
 * A required frequency (频次要求): how often something must happen in every place of a level. What is missing is counted
 * from postings, for any period, with no list of expectations kept anywhere.
 */
export interface Requirement {
  id: string
  label: string
  gloss: string
  /** The measure that counts the happening. */
  measure: string
  /** At least `least` in each of these periods. */
  every: PeriodKind
  least: number
  /** In each township as a whole, or in each village or community. */
  level: 'township' | 'village'
  /** Months of the year in which it applies (flood season); all when absent. */
  months?: readonly number[]
  /** The first day that it binds. */
  from?: string
  source: string
  /** True where the sources were not confirmed: the town sets it. */
  unconfirmed?: boolean
}

export const defineRequirement = (requirement: Requirement): Requirement => requirement
