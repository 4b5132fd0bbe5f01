import type { UnitId } from '../quantity/unit.ts'

/**
 * The planned course: what share of the year's target should be reached by the end of each month.
 * `linear` is month ÷ 12 (时序进度); otherwise twelve cumulative percentages, the last 100.
 */
export type Course = 'linear' | readonly number[]

/** A target (目标): what a year should reach. Its amount is booked like any other fact, under `measure`. */
export interface Target {
  id: string
  label: string
  gloss: string
  unit: UnitId
  /** The measure that the target's amount is booked to, on the first day of the year. */
  measure: string
  course: Course
  source: string
}

export const defineTarget = (target: Target): Target => target

/** Share of the year's target planned by the end of `month` (1–12), from 0 to 1. */
export function plannedShare(course: Course, month: number): number {
  return course === 'linear' ? month / 12 : (course[month - 1] ?? 100) / 100
}
