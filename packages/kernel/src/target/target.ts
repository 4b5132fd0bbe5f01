import { addDays } from '../period/day.ts'
import type { Period } from '../period/period.ts'
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
  /** The planned course of every year that has none of its own. */
  course: Course
  /** Planned courses set for single years, by year: `{ '2027': [0, 0, 5, …, 100] }`. */
  courses?: Readonly<Record<string, Course>>
  source: string
}

export const defineTarget = (target: Target): Target => target

/** The planned course of a year (`2027`): its own, or that which the target has for every year. */
export function courseOf({ course, courses }: Pick<Target, 'course' | 'courses'>, year: string): Course {
  return courses !== undefined && Object.hasOwn(courses, year) ? courses[year]! : course
}

/** Whether these are twelve cumulative percentages that do not fall and end at 100; `linear` always is. */
export function isCourse(course: Course): boolean {
  if (course === 'linear') return true
  const rises = course.every((share, index, all) => share >= (all[index - 1] ?? 0))
  return course.length === 12 && course[11] === 100 && rises
}

/** Share of the year's target planned by the end of `month` (1–12), from 0 to 1. */
export function plannedShare(course: Course, month: number): number {
  return course === 'linear' ? month / 12 : (course[month - 1] ?? 100) / 100
}

/** Share planned by the end of a period, by the course of its year; as if by the month where there is no such target. */
export function plannedShareAt(
  target: Pick<Target, 'course' | 'courses'> | undefined,
  { until }: Pick<Period, 'until'>,
): number {
  const last = addDays(until, -1)
  const course = target === undefined ? 'linear' : courseOf(target, last.slice(0, 4))
  return plannedShare(course, Number(last.slice(5, 7)))
}
