import type { Explanation } from '@shishu/documents'
import {
  type Absence,
  type Day,
  describe,
  type Figure,
  type Formula,
  figureText,
  formatAmount,
  formulaText,
  type Input,
  inputKey,
  inputOf,
  type Language,
  type Period,
  parseFormula,
  plannedShareAt,
  type RenderedReport,
  sameLastYear,
  wordFigure,
} from '@shishu/kernel'
import { type Book, computeFigures, explainFigures, type FigureExplanation, type Question } from '@shishu/store'
import type { MayRead } from '../figure/within-rights.ts'
import { unitText } from './unit-text.ts'

/** Entries listed under one figure; the rest are counted. */
const LISTED = 50

/** The explanation of every figure in a filled report, by slot: what a reader opens on it. */
export async function explainSlots(
  book: Book,
  rendered: RenderedReport,
  question: Question,
  language: Language,
  mayRead: MayRead,
): Promise<Map<number, Explanation>> {
  const slots = rendered.slots.filter(({ figure }) => figure !== null)
  const ids = [...new Set(slots.map(({ figure }) => figure!.indicator.id))]
  const explained = new Map((await explainFigures(book, question, ids)).map((one) => [one.indicator.id, one]))
  const lastYear = await computeFigures(book, { ...question, period: sameLastYear(question.period) }, ids)
  return new Map(
    slots.map(({ slot, text, figure }) => {
      const { id } = figure!.indicator
      return [
        slot,
        explanationOf(book, slot, text, explained.get(id)!, lastYear.get(id)!, question.period, language, mayRead),
      ]
    }),
  )
}

function explanationOf(
  book: Book,
  slot: number,
  text: string,
  { figure, indicator, formula, inputs }: FigureExplanation,
  before: Figure,
  period: Period,
  language: Language,
  mayRead: MayRead,
): Explanation {
  const { definitions } = book
  const amounts = new Map(inputs.map(({ input, amount }) => [inputKey(input), amount]))
  const amountText = (input: Input, amount: number | Day | null) =>
    typeof amount === 'number' ? formatAmount(amount, amountUnit(book, input)) : (amount ?? '—')
  return {
    slot,
    label: indicator.label,
    indicator: indicator.id,
    text,
    value: figureText(figure),
    unit: unitText(indicator),
    definition: describe(formula, language, definitions.nameOf),
    formula: indicator.value,
    withNumbers: withNumbers(book, formula, period, language, amounts),
    source: indicator.source,
    countingRule: indicator.countingRule ?? null,
    numerator: sideText(book, formula, figure.numerator, 'numerator'),
    denominator: sideText(book, formula, figure.denominator, 'denominator'),
    inputs: inputs.map(({ input, amount, contributions }) => ({
      label: definitions.nameOf(input.measure),
      amount: amountText(input, amount),
      entryCount: contributions.length,
      entries: contributions
        .filter(mayRead)
        .slice(0, LISTED)
        .map((one) => ({
          ledger: definitions.ledger(one.ledger).label,
          entry: one.entry,
          summary: one.summary,
          orgUnit: book.orgTree.find(one.orgUnit)?.name ?? one.orgUnit,
          day: one.day,
          amount: formatAmount(one.amount, definitions.unitOf(input.measure)),
        })),
    })),
    target: targetOf(book, formula, period, amounts),
    lastYear: before.value === null ? null : lastYearOf(figure, before),
    absent: figure.absent === null ? null : absenceText(book, figure.absent, language),
  }
}

function amountUnit(book: Book, input: Input) {
  return input.kind === 'reached' ? 'one' : book.definitions.unitOf(input.measure)
}

/** The formula in words with each input's amount put in. */
function withNumbers(
  book: Book,
  formula: Formula,
  period: Period,
  language: Language,
  amounts: ReadonlyMap<string, number | Day | null>,
): string {
  const { definitions } = book
  let within = period
  const shown = (call: Formula & { kind: 'call' }): string | null => {
    if (call.name === 'lastYear') {
      within = sameLastYear(period)
      const inner = describe(call.args[0]!, language, definitions.nameOf, shown)
      within = period
      return inner
    }
    if (call.name === 'param') return String(definitions.params.get(formulaText(call.args[0]!)) ?? '')
    if (call.name === 'places') return null
    const input = inputOf(call, within, definitions)
    if (input === null) return null
    const amount = amounts.get(inputKey(input))
    if (typeof amount !== 'number') return amount ?? '—'
    if (call.name !== 'planned') return formatAmount(amount, amountUnit(book, input))
    const target = definitions.targets.get(formulaText(call.args[0]!))
    const share = plannedShareAt(target, within)
    return formatAmount(Math.round(amount * share), amountUnit(book, input))
  }
  return describe(formula, language, definitions.nameOf, shown)
}

function sideText(
  book: Book,
  formula: Formula,
  value: number | null,
  side: 'numerator' | 'denominator',
): string | null {
  if (value === null) return null
  const node =
    formula.kind === 'binary'
      ? side === 'numerator'
        ? formula.left
        : formula.right
      : formula.kind === 'call'
        ? formula.args[side === 'numerator' ? 0 : 1]
        : undefined
  const measure = node === undefined ? null : firstMeasure(node)
  return formatAmount(
    Math.round(value),
    measure === null ? 'one' : book.definitions.unitOf(targetMeasure(book, measure)),
  )
}

function firstMeasure(node: Formula): string | null {
  if (node.kind === 'name') return node.text
  if (node.kind === 'call') return node.args.map(firstMeasure).find((name) => name !== null) ?? null
  if (node.kind === 'binary') return firstMeasure(node.left) ?? firstMeasure(node.right)
  return node.kind === 'negate' ? firstMeasure(node.operand) : null
}

const targetMeasure = (book: Book, name: string) => book.definitions.targets.get(name)?.measure ?? name

function targetOf(
  book: Book,
  formula: Formula,
  period: Period,
  amounts: ReadonlyMap<string, number | Day | null>,
): Explanation['target'] {
  const call = findTarget(formula)
  if (call === null) return null
  const input = inputOf(call, period, book.definitions)!
  const amount = amounts.get(inputKey(input))
  const target = book.definitions.targets.get(formulaText(call.args[0]!))
  if (target === undefined || typeof amount !== 'number') return null
  const share = plannedShareAt(target, period)
  return {
    label: target.label,
    value: formatAmount(amount, target.unit),
    planned: formatAmount(Math.round(amount * share), target.unit),
    reached: `${Math.round(share * 1000) / 10}%`,
  }
}

function findTarget(node: Formula): (Formula & { kind: 'call' }) | null {
  if (node.kind === 'call') {
    if (node.name === 'target' || node.name === 'planned') return node
    return node.args.map(findTarget).find((found) => found !== null) ?? null
  }
  return node.kind === 'binary' ? (findTarget(node.left) ?? findTarget(node.right)) : null
}

function lastYearOf(figure: Figure, before: Figure): Explanation['lastYear'] {
  const { unit } = figure.indicator
  const text = wordFigure(before, unit === 'percent' ? 'percent' : moneyUnit(unit) ? 'money' : 'plain')
  if (figure.value === null || before.value === null) return { text, change: '—' }
  if (unit === 'percent') {
    const points = Math.round((figure.value - before.value) * 10) / 10
    return { text, change: `${points >= 0 ? '+' : '−'}${Math.abs(points)} 个百分点` }
  }
  if (before.value <= 0) return { text, change: '—' }
  const change = Math.round(((figure.value - before.value) / before.value) * 1000) / 10
  return { text, change: `${change >= 0 ? '+' : '−'}${Math.abs(change)}%` }
}

const moneyUnit = (unit: string) => unit === 'fen' || unit.endsWith('yuan')

/** Why a figure has no value, for people. */
export function absenceText(book: Book, absent: Absence, language: Language): string {
  const { nameOf } = book.definitions
  if (absent.reason === 'no-data') {
    const name = nameOf(absent.measure)
    return language === 'zh' ? `本期没有“${name}”的记录` : `Nothing is kept of "${name}" in this period`
  }
  const base = describe(parseFormula(absent.formula), language, nameOf)
  return language === 'zh' ? `分母（${base}）为零，比率无意义` : `The base (${base}) is zero`
}
