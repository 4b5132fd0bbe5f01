import {
  computeFigure,
  type Definitions,
  type Figure,
  type Formula,
  inputKey,
  inputOf,
  type Period,
  parsePeriod,
  sameLastYear,
} from '@shishu/kernel'

/** One number that an example of an indicator has to give. */
export interface ExampleInput {
  /** As an example names it: `ledger.measure`, `lastYear(ledger.measure)`, a target's or requirement's id, `places(village)`. */
  name: string
  /** The measure or target whose label people know; null where the name is a level of places. */
  of: string | null
  lastYear: boolean
}

/** Examples are computed for a year. */
const YEAR = '2026'

/** The numbers that a formula reads, each once. */
export function exampleInputs(formula: Formula): ExampleInput[] {
  const found = new Map<string, ExampleInput>()
  walkCalls(formula, false, (call, lastYear) => {
    const [arg] = call.args
    if (arg?.kind !== 'name' || call.name === 'param') return
    if (call.name === 'places')
      found.set(`places(${arg.text})`, { name: `places(${arg.text})`, of: null, lastYear: false })
    else {
      const name = lastYear ? `lastYear(${arg.text})` : arg.text
      found.set(name, { name, of: arg.text, lastYear })
    }
  })
  return [...found.values()]
}

type Call = Formula & { kind: 'call' }

function walkCalls(node: Formula, lastYear: boolean, see: (call: Call, lastYear: boolean) => void): void {
  if (node.kind === 'binary') {
    walkCalls(node.left, lastYear, see)
    walkCalls(node.right, lastYear, see)
  } else if (node.kind === 'negate') {
    walkCalls(node.operand, lastYear, see)
  } else if (node.kind === 'call') {
    see(node, lastYear)
    for (const arg of node.args) walkCalls(arg, lastYear || node.name === 'lastYear', see)
  }
}

/**
 * What an indicator comes to with an example's numbers.
 * @param sums  by the names of `exampleInputs`, in the smallest part of their units
 */
export function figureOfExample(
  definitions: Definitions,
  indicatorId: string,
  sums: Readonly<Record<string, number>>,
): Figure {
  const { indicator, formula } = definitions.indicator(indicatorId)
  const period = parsePeriod(YEAR)
  const named = inputNames(formula, period, definitions)
  return computeFigure(
    indicator,
    formula,
    period,
    {
      read: (input) => sums[named.get(inputKey(input)) ?? ''] ?? null,
      places: (level) => sums[`places(${level})`] ?? 1,
      today: `${YEAR}-12-31`,
    },
    definitions,
  )
}

function inputNames(formula: Formula, period: Period, definitions: Definitions): Map<string, string> {
  const names = new Map<string, string>()
  walkCalls(formula, false, (call, lastYear) => {
    const [arg] = call.args
    const input = inputOf(call, lastYear ? sameLastYear(period) : period, definitions)
    if (input === null || arg?.kind !== 'name') return
    names.set(inputKey(input), lastYear ? `lastYear(${arg.text})` : arg.text)
  })
  return names
}
