import {
  addDays,
  type Definitions,
  type Formula,
  formulaText,
  type Indicator,
  type Period,
  plannedShareAt,
  type Target,
} from '@shishu/kernel'
import type { FigureTable } from '../api/figures.ts'

/** What a value is measured against: a target of the year, told by indicators that divide the value by it. */
export interface Course {
  target: Target
  /** The indicator of the value itself; where none is defined, one made of the target's words. */
  measured: Pick<Indicator, 'id' | 'label' | 'gloss' | 'unit' | 'counter' | 'decimals' | 'better'>
  /** The indicator that divides the value by its planned course, if any. */
  onCourse: string | undefined
  /** The indicator that divides the value by the year's target, if any. */
  ofTarget: string | undefined
}

/** Value, target and planned course, all in the smallest part of the unit. */
export interface CourseValues {
  value: number | null
  target: number
  planned: number
}

/** The courses of all targets, in the order of the pack's targets. */
export function coursesOf(definitions: Definitions): Course[] {
  const shares = definitions.pack.indicators.flatMap((indicator) => {
    const share = shareOf(definitions.indicator(indicator.id).formula)
    return share === null ? [] : [{ indicator, ...share }]
  })
  return definitions.pack.targets.flatMap((target): Course[] => {
    const own = shares.filter((share) => share.target === target.id)
    const [first] = own
    if (first === undefined) return []
    const measured = definitions.pack.indicators.find(
      ({ id }) => formulaText(definitions.indicator(id).formula) === first.value,
    )
    const { label, gloss, unit } = target
    return [
      {
        target,
        measured: measured ?? { id: first.indicator.id, label, gloss, unit, better: first.indicator.better },
        onCourse: own.find(({ by }) => by === 'planned')?.indicator.id,
        ofTarget: own.find(({ by }) => by === 'target')?.indicator.id,
      },
    ]
  })
}

/** The course of an indicator: of the value itself, or of its share of a target or planned course. */
export function courseOf(courses: readonly Course[], indicator: string): Course | undefined {
  return courses.find(({ measured, onCourse, ofTarget }) => [measured.id, onCourse, ofTarget].includes(indicator))
}

/** The indicators that a course is read from. */
export const courseIndicators = ({ onCourse, ofTarget }: Course): string[] =>
  [onCourse, ofTarget].filter((id) => id !== undefined)

/** How a course stands at a place at a period's end; null where nobody set the target. */
export function courseValues(course: Course, figures: FigureTable, place: string, period: Period): CourseValues | null {
  const read = (id: string | undefined) => (id === undefined ? undefined : figures.get(id, place, period.id))
  const [onCourse, ofTarget] = [read(course.onCourse), read(course.ofTarget)]
  const share = plannedShareAt(course.target, period)
  const target = ofTarget?.denominator ?? divided(onCourse?.denominator, share)
  if (target === null) return null
  const value = ofTarget?.numerator ?? onCourse?.numerator ?? null
  // The sides of a rate are unrounded: eleven twelfths of a target are no whole number of fen.
  return {
    value: value === null ? null : Math.round(value),
    target: Math.round(target),
    planned: Math.round(onCourse?.denominator ?? target * share),
  }
}

/** How far a value is from its planned course: 1 is on it. What has no value comes last. */
export function shareOfPlanned({ value, planned }: CourseValues): number {
  if (value === null) return Number.POSITIVE_INFINITY
  return planned === 0 ? 1 + value : value / planned
}

/** The month, 1 to 12, in which a period ends. */
export const lastMonth = ({ until }: Period): number => Number(addDays(until, -1).slice(5, 7))

function divided(amount: number | null | undefined, share: number): number | null {
  return amount === null || amount === undefined || share === 0 ? null : amount / share
}

/** A formula that divides something by a target or its planned course. */
function shareOf(formula: Formula): { value: string; by: 'target' | 'planned'; target: string } | null {
  if (formula.kind !== 'binary' || formula.operator !== '/' || formula.right.kind !== 'call') return null
  const { name, args } = formula.right
  if (name !== 'target' && name !== 'planned') return null
  return { value: formulaText(formula.left), by: name, target: formulaText(args[0]!) }
}
