import { ShishuError } from '../error/define-errors.ts'
import type { Formula } from '../indicator/formula.ts'
import type { Indicator } from '../indicator/indicator.ts'
import { parseFormula } from '../indicator/parse-formula.ts'
import { dayField, keptMeasure } from '../posting/given-measures.ts'
import { canonicalJson } from './canonical.ts'
import type { PackProblem } from './check-pack.ts'
import type { Pack } from './pack.ts'

/**
 * Refuses an indicator that would make few of something a good thing, where the pack says that its number is neither good nor
 * bad: how many petitions or questions come in is never a goal, whoever defines the indicator and however it is written.
 * Shares and times of what came in (answered in time, satisfied) are no such number: it stands below the line there.
 */
export function neverAGoal(pack: Pack, { id, better, value }: Indicator): PackProblem[] {
  if (better === 'neither') return []
  const counted = countedIn(value).filter(({ sign }) => (better === 'down' ? sign > 0 : sign < 0))
  if (counted.length === 0) return []
  const forms = new Set(counted.map(({ name }) => whatItCounts(pack, name)))
  const guarded = pack.indicators.filter((one) => one.better === 'neither' && one.id !== id)
  return guarded
    .filter((one) => {
      const whole = /^\s*flow\(([^()]+)\)\s*$/.exec(one.value)?.[1]?.trim()
      return whole !== undefined && forms.has(whatItCounts(pack, whole))
    })
    .map(({ label }) => ({
      path: `indicators.${id}.better`,
      problem: `“${label}”的多少不作好坏，不能定为越少越好；可以考核按期办结、满意`,
    }))
}

/** What a measure counts, whatever it is called and into whatever parts it falls: as text to compare. */
function whatItCounts(pack: Pack, reference: string): string {
  const [whole = ''] = reference.split('[')
  const [ledgerId = '', name = ''] = whole.split('.')
  const ledger = pack.ledgers.find(({ id }) => id === ledgerId)
  if (ledger === undefined) return whole
  if (whole === keptMeasure(ledger)) return canonicalJson([ledgerId, 'flow', ledger.loop?.opens.on ?? dayField(ledger)])
  const measure = Object.hasOwn(ledger.measures, name) ? ledger.measures[name] : undefined
  if (measure?.kind !== 'flow') return whole
  const { where, of } = measure
  return canonicalJson([
    ledgerId,
    'flow',
    measure.on,
    ...(where === undefined && of === undefined ? [] : [{ where, of }]),
  ])
}

interface Counted {
  name: string
  /** 1 where more of it makes the figure greater, −1 where it makes it smaller. */
  sign: number
}

/** The measures that a figure rises or falls with, without those that it is a share of; none in what is no formula, which others tell. */
function countedIn(value: string): Counted[] {
  try {
    return signed(parseFormula(value), 1)
  } catch (error) {
    if (error instanceof ShishuError) return []
    throw error
  }
}

function signed(formula: Formula, sign: number): Counted[] {
  switch (formula.kind) {
    case 'name':
      return formula.text.includes('.') ? [{ name: formula.text, sign }] : []
    case 'negate':
      return signed(formula.operand, -sign)
    case 'binary': {
      const { operator, left, right } = formula
      if (operator === '+') return [...signed(left, sign), ...signed(right, sign)]
      if (operator === '-') return [...signed(left, sign), ...signed(right, -sign)]
      const above = signed(left, sign * signOf(right))
      if (operator === '*') return [...above, ...signed(right, sign * signOf(left))]
      // Over nothing that is counted, it is no share: so many places, for each that came in.
      return above.length > 0 ? above : signed(right, -sign * signOf(left))
    }
    case 'call':
      return formula.name === 'growth'
        ? signed(formula.args[0]!, sign)
        : formula.args.flatMap((arg) => signed(arg, sign))
    default:
      return []
  }
}

/** The sign that a factor turns another by. */
function signOf(formula: Formula): number {
  if (formula.kind === 'negate') return -signOf(formula.operand)
  return formula.kind === 'binary' && '*/'.includes(formula.operator) ? signOf(formula.left) * signOf(formula.right) : 1
}
