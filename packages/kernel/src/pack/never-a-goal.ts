import { ShishuError } from '../error/define-errors.ts'
import { type Formula, ratioOf } from '../indicator/formula.ts'
import type { Indicator } from '../indicator/indicator.ts'
import { parseFormula } from '../indicator/parse-formula.ts'
import type { PackProblem } from './check-pack.ts'
import type { Pack } from './pack.ts'

/**
 * Refuses an indicator that would make few of something a good thing, where the pack says that its number is neither good nor
 * bad: how many petitions or questions come in is never a goal, whoever defines the indicator. Shares and times of what came
 * in (answered in time, satisfied) are no such number: it stands below the line there.
 */
export function neverAGoal(pack: Pack, { id, better, value }: Indicator): PackProblem[] {
  if (better !== 'down') return []
  const counted = namesIn(numeratorOf(value))
  const guarded = pack.indicators.filter((one) => one.better === 'neither' && one.id !== id)
  return guarded
    .filter((one) => {
      const whole = /^\s*flow\(([^()]+)\)\s*$/.exec(one.value)?.[1]
      return whole !== undefined && counted.some((name) => name === whole || name.startsWith(`${whole}[`))
    })
    .map(({ label }) => ({
      path: `indicators.${id}.better`,
      problem: `“${label}”的多少不作好坏，不能定为越少越好；可以考核按期办结、满意`,
    }))
}

/** The formula, or what stands above the line; null where it is no formula, which others tell. */
function numeratorOf(value: string): Formula | null {
  try {
    const formula = parseFormula(value)
    return ratioOf(formula)?.numerator ?? formula
  } catch (error) {
    if (error instanceof ShishuError) return null
    throw error
  }
}

function namesIn(formula: Formula | null): string[] {
  switch (formula?.kind) {
    case 'name':
      return [formula.text]
    case 'negate':
      return namesIn(formula.operand)
    case 'binary':
      return [...namesIn(formula.left), ...namesIn(formula.right)]
    case 'call':
      return formula.args.flatMap(namesIn)
    default:
      return []
  }
}
