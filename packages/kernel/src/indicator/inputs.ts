import type { Day } from '../period/day.ts'
import { type Period, sameLastYear, yearToDate } from '../period/period.ts'
import type { Requirement } from '../requirement/requirement.ts'
import type { Target } from '../target/target.ts'
import type { Formula } from './formula.ts'

/** One thing that a formula reads from the postings, over the days from `from` (null: the beginning) up to `until`, exclusive. */
export interface Input {
  /** A `target` is a sum that is absent where nobody set it, whatever else its ledger holds. */
  kind: 'sum' | 'target' | 'latest' | 'reached' | 'first-day' | 'last-day' | 'missed'
  /** A measure reference, with or without a part. */
  measure: string
  from: Day | null
  until: Day
  /** What `missed` counts against. */
  requirement?: Requirement
}

/** Tells two inputs apart. */
export const inputKey = ({ kind, measure, from, until, requirement }: Input) =>
  `${kind} ${requirement?.id ?? measure} ${from ?? ''} ${until}`

/** What a formula may name besides measures. */
export interface FormulaNames {
  targets: ReadonlyMap<string, Target>
  requirements: ReadonlyMap<string, Requirement>
}

/** Every input of a formula for a period, each once, in the order in which they are read. */
export function listInputs(formula: Formula, period: Period, names: FormulaNames): Input[] {
  const found = new Map<string, Input>()
  const walk = (node: Formula, within: Period): void => {
    if (node.kind === 'binary') {
      walk(node.left, within)
      walk(node.right, within)
    } else if (node.kind === 'negate') {
      walk(node.operand, within)
    } else if (node.kind === 'call') {
      const input = inputOf(node, within, names)
      if (input !== null) found.set(inputKey(input), input)
      const inner = node.name === 'lastYear' ? sameLastYear(within) : within
      for (const arg of node.args) walk(arg, inner)
    }
  }
  walk(formula, period)
  return [...found.values()]
}

/** What one function call reads itself, its arguments apart; null where it reads nothing. */
export function inputOf(node: Formula & { kind: 'call' }, period: Period, names: FormulaNames): Input | null {
  const [arg] = node.args
  const measure = arg?.kind === 'name' ? arg.text : ''
  const { from, until } = period
  switch (node.name) {
    case 'flow':
      return { kind: 'sum', measure, from, until }
    case 'stock':
      return { kind: 'sum', measure, from: null, until }
    case 'cumulative':
      return { kind: 'sum', measure, from: yearToDate(period).from, until }
    case 'latest':
      return { kind: 'latest', measure, from, until }
    case 'reached':
      return { kind: 'reached', measure, from, until }
    case 'firstDay':
    case 'firstMonth':
      return { kind: 'first-day', measure, from, until }
    case 'lastDay':
    case 'lastMonth':
      return { kind: 'last-day', measure, from, until }
    case 'target':
    case 'planned': {
      const { from: newYear } = yearToDate(period)
      const year = Number(newYear.slice(0, 4))
      return {
        kind: 'target',
        measure: names.targets.get(measure)?.measure ?? measure,
        from: newYear,
        until: `${year + 1}-01-01`,
      }
    }
    case 'missed': {
      const requirement = names.requirements.get(measure)
      return requirement === undefined
        ? null
        : { kind: 'missed', measure: requirement.measure, from, until, requirement }
    }
    case 'required':
    case 'lastYear':
    case 'growth':
    case 'places':
    case 'halfMonths':
    case 'param':
      return null
  }
}
