import { Decimal } from 'decimal.js'
import type { Params } from '../ledger/meets.ts'
import { addDays, type Day } from '../period/day.ts'
import { listPeriods, type Period, sameLastYear } from '../period/period.ts'
import { requiredPeriods } from '../requirement/find-missing.ts'
import { plannedShareAt } from '../target/target.ts'
import type { Formula } from './formula.ts'
import { type FormulaNames, type Input, inputOf } from './inputs.ts'

/** Why a formula has no value. */
export type Absence = { reason: 'no-data'; measure: string } | { reason: 'zero-base'; formula: string }

export type Outcome = { value: Decimal; absent: null } | { value: null; absent: Absence }

/** What evaluation needs of the book: every input's amount (null: nothing was kept in that range) and the places. */
export interface Readings {
  read(input: Input): number | Day | null
  /** Number of org units of a level in the subtree on a day; those that have ended by then are no longer among them. */
  places(level: string, on: Day): number
  /** The day of reading: what is required until a later day is not yet asked for. */
  today: Day
}

export interface EvaluationRules extends FormulaNames {
  params: Params
}

/**
 * A formula's value for a period, exact.
 *
 * What is computed from something absent is absent. A division by zero is absent too, as is growth over a base that
 * is not positive: a rate over nothing says nothing.
 */
export function evaluate(formula: Formula, period: Period, readings: Readings, rules: EvaluationRules): Outcome {
  const value = (value: Decimal.Value): Outcome => ({ value: new Decimal(value), absent: null })
  const walk = (node: Formula, within: Period): Outcome => {
    switch (node.kind) {
      case 'number':
        return value(node.text)
      case 'name':
        return { value: null, absent: { reason: 'no-data', measure: node.text } }
      case 'negate': {
        const inner = walk(node.operand, within)
        return inner.value === null ? inner : value(inner.value.negated())
      }
      case 'binary': {
        const left = walk(node.left, within)
        if (left.value === null) return left
        const right = walk(node.right, within)
        if (right.value === null) return right
        if (node.operator === '+') return value(left.value.plus(right.value))
        if (node.operator === '-') return value(left.value.minus(right.value))
        if (node.operator === '*') return value(left.value.times(right.value))
        return right.value.isZero() ? zeroBase(node.right) : value(left.value.dividedBy(right.value))
      }
      case 'call':
        return call(node, within)
    }
  }
  const call = (node: Formula & { kind: 'call' }, within: Period): Outcome => {
    const [first, second] = node.args
    const name = first?.kind === 'name' ? first.text : ''
    if (node.name === 'lastYear') return walk(first!, sameLastYear(within))
    if (node.name === 'growth') {
      const now = walk(first!, within)
      if (now.value === null) return now
      const base = walk(second!, within)
      if (base.value === null) return base
      return base.value.lessThanOrEqualTo(0) ? zeroBase(second!) : value(now.value.dividedBy(base.value).minus(1))
    }
    if (node.name === 'param') return value(rules.params.get(name) ?? 0)
    if (node.name === 'halfMonths') return value(listPeriods('half-month', within).length)
    if (node.name === 'places') return value(readings.places(name, within.from))
    if (node.name === 'required') {
      const requirement = rules.requirements.get(name)
      const periods = requirement === undefined ? [] : requiredPeriods(requirement, within, readings.today)
      // Nothing is asked of a place for a period in which it ends, or later.
      const asked = ({ until }: Period) => readings.places(requirement?.level ?? 'township', addDays(until, -1))
      return value(periods.reduce((sum, one) => sum + asked(one), 0))
    }
    const input = inputOf(node, within, rules)!
    const amount = readings.read(input)
    if (amount === null) return { value: null, absent: { reason: 'no-data', measure: input.measure } }
    if (node.name === 'planned') {
      const target = rules.targets.get(name)
      return value(new Decimal(amount).times(plannedShareAt(target, within)))
    }
    return value(typeof amount === 'string' ? Number(amount.slice(5, 7)) : amount)
  }
  return walk(formula, period)
}

/** The day that a day formula gives, or null where there is none. */
export function evaluateDay(formula: Formula, period: Period, readings: Readings, rules: EvaluationRules): Day | null {
  if (formula.kind !== 'call') return null
  const input = inputOf(formula, period, rules)
  const day = input === null ? null : readings.read(input)
  return typeof day === 'string' ? day : null
}

function zeroBase(node: Formula): Outcome {
  return { value: null, absent: { reason: 'zero-base', formula: formulaText(node) } }
}

/** A formula as it is written. */
export function formulaText(node: Formula): string {
  switch (node.kind) {
    case 'number':
    case 'name':
      return node.text
    case 'negate':
      return `-${formulaText(node.operand)}`
    case 'binary':
      return `(${formulaText(node.left)} ${node.operator} ${formulaText(node.right)})`
    case 'call':
      return `${node.name}(${node.args.map(formulaText).join(', ')})`
  }
}
