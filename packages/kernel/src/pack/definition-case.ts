import { ShishuError } from '../error/define-errors.ts'
import { computeFigure } from '../indicator/figure.ts'
import type { Input } from '../indicator/inputs.ts'
import { checkContent } from '../ledger/check-content.ts'
import { type FieldValue, isPersonal, type Values } from '../ledger/field.ts'
import type { TrackStep } from '../loop/loop.ts'
import { trackFromDates } from '../loop/track-from-dates.ts'
import { addDays } from '../period/day.ts'
import { type Period, parsePeriod } from '../period/period.ts'
import { type PostingRules, posterOf } from '../posting/post.ts'
import { formatAmount } from '../quantity/format-quantity.ts'
import { figureText } from '../report/wording.ts'
import type { PackProblem } from './check-pack.ts'
import { CASES_SHAPE } from './definition-shape.ts'
import type { Definitions } from './definitions.ts'
import type { Pack } from './pack.ts'
import { problemsOfShape } from './shape.ts'

/** An example that an author gives of what a ledger books. */
export interface BookingCase {
  kind: 'booking'
  name: string
  ledger: string
  values: Values
  /** A case's steps; those that its dates tell, where absent. */
  track?: readonly TrackStep[]
  /**
   * What the entry must come to, by measure key: the sum of its amounts in the year of its first one, in the smallest part.
   * Measures that are not named are not looked at; 0 says that nothing is booked.
   */
  books: Readonly<Record<string, number>>
}

/** An example that an author gives of what an indicator comes to, as the figure of a year. */
export interface FigureCase {
  kind: 'figure'
  name: string
  indicator: string
  /**
   * What the book holds, by measure as the formula writes it; a target by the target's id, a requirement by its own,
   * `places(village)` by that text. `lastYear(ledger.measure)` gives the year before another sum than the year itself. What
   * is not named is absent, not zero.
   */
  sums: Readonly<Record<string, number>>
  /** As Figure.value has it; null where there is to be none. */
  value: number | null
}

export type DefinitionCase = BookingCase | FigureCase

/** How an example came out, in words. */
export interface CaseOutcome {
  name: string
  passed: boolean
  expected: string
  found: string
}

/** Where examples of bookings lie, and the year that figures are computed for. */
const PLACE = '341899101001'
const YEAR = '2026'

/** Stands in examples for whoever it is. */
const SOMEBODY = '某某'

/** Examples as they are kept and shown to everybody: nothing that a personal field was filled with is in them. */
export function withoutPersonal({ ledgers }: Pack, cases: readonly DefinitionCase[]): DefinitionCase[] {
  return cases.map((one) => {
    if (one.kind !== 'booking') return one
    const fields = ledgers.find(({ id }) => id === one.ledger)?.fields ?? {}
    const hidden = ([id, value]: [string, FieldValue | undefined]) => {
      const field = Object.hasOwn(fields, id) ? fields[id]! : undefined
      if (field?.type !== 'text' || !isPersonal(field) || value == null) return [id, value]
      return [id, SOMEBODY.slice(0, field.max)]
    }
    return { ...one, values: Object.fromEntries(Object.entries(one.values).map(hidden)) }
  })
}

/** What is wrong with the form of examples, whatever they are. */
export function checkCases(cases: unknown): PackProblem[] {
  return problemsOfShape(CASES_SHAPE, cases, 'cases')
}

/** Tries an author's examples; each by itself. They must be well formed (checkCases). */
export function runCases(
  definitions: Definitions,
  cases: readonly DefinitionCase[],
  rules: PostingRules,
): CaseOutcome[] {
  return cases.map((one) => {
    try {
      return one.kind === 'booking' ? runBooking(definitions, one, rules) : runFigure(definitions, one)
    } catch (error) {
      if (!(error instanceof ShishuError)) throw error
      return { name: one.name, passed: false, expected: '能算出结果', found: error.text('zh') }
    }
  })
}

function runBooking(definitions: Definitions, { name, ...given }: BookingCase, rules: PostingRules): CaseOutcome {
  const ledger = definitions.ledger(given.ledger)
  const steps = ledger.loop === undefined ? [] : trackFromDates(ledger.loop, given.values)
  const content = { orgUnit: PLACE, values: given.values, track: given.track ?? steps }
  const wanted = Object.entries(given.books)
  const say = (amounts: readonly (readonly [key: string, amount: number])[]) =>
    amounts.map(([key, amount]) => `${definitions.nameOf(key)} ${amountText(definitions, key, amount)}`).join('，')
  const expected = say(wanted)
  const unknown = wanted.map(([key]) => key).filter((key) => !definitions.measures.has(key))
  if (unknown.length > 0) return { name, passed: false, expected, found: `没有科目 ${unknown.join('、')}` }
  const problems = checkContent(ledger, content, rules.calendar)
  if (problems.length > 0) {
    return { name, passed: false, expected, found: problems.map(({ error }) => error.text('zh')).join('') }
  }
  const postings = posterOf(ledger, rules)(content)
  const year = postings.map(({ day }) => day.slice(0, 4)).sort()[0]
  const sumOf = (key: string) =>
    postings
      .filter(({ measure, day }) => measure === key && day.slice(0, 4) === year)
      .reduce((sum, { amount }) => sum + amount, 0)
  const found = wanted.map(([key]) => [key, sumOf(key)] as const)
  return { name, passed: wanted.every(([key, amount]) => sumOf(key) === amount), expected, found: say(found) }
}

function amountText(definitions: Definitions, key: string, amount: number): string {
  return definitions.measures.has(key) ? formatAmount(amount, definitions.unitOf(key)) : String(amount)
}

function runFigure(definitions: Definitions, { name, ...given }: FigureCase): CaseOutcome {
  const { indicator, formula } = definitions.indicator(given.indicator)
  const period = parsePeriod(YEAR)
  const sums = new Map(Object.entries(given.sums))
  const figure = computeFigure(
    indicator,
    formula,
    period,
    {
      read: (input) => sumGiven(definitions, sums, input, period),
      places: (level) => sums.get(`places(${level})`) ?? 1,
      today: addDays(period.until, -1),
    },
    definitions,
  )
  return {
    name,
    passed: figure.value === given.value,
    expected: figureText({ ...figure, value: given.value }),
    found: figureText(figure),
  }
}

/** What an example says that an input holds: under the name that the formula gives it. */
function sumGiven(
  definitions: Definitions,
  sums: ReadonlyMap<string, number>,
  { kind, measure, until, requirement }: Input,
  period: Period,
): number | null {
  if (requirement !== undefined) return sums.get(requirement.id) ?? null
  const targets = [...definitions.targets.values()].filter((target) => target.measure === measure).map(({ id }) => id)
  const names = kind === 'target' ? [...targets, measure] : [measure]
  const earlier = until <= period.from ? names.map((one) => `lastYear(${one})`) : []
  const known = [...earlier, ...names].find((one) => sums.has(one))
  return known === undefined ? null : sums.get(known)!
}
