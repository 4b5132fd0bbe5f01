import {
  describe,
  figureText,
  formatAmount,
  parseInstant,
  parsePeriod,
  type UnitId,
  valueInUnit,
  wordFigure,
} from '@shishu/kernel'
import { absenceText, unitText } from '@shishu/server/report'
import { explainDifference, explainFigure } from '@shishu/store'
import { EXIT } from '../terminal/exit-code.ts'
import { columns } from '../terminal/terminal.ts'
import { type Context, withBook } from './context.ts'

export interface FigureOptions {
  org: string
  period: string
  asOf?: string
  explain?: boolean
}

/** `shishu figure INDICATOR`: one figure, and with --explain the entries behind it. */
export async function figureCommand(context: Context, id: string, options: FigureOptions): Promise<number> {
  const { terminal } = context
  const asOf = options.asOf === undefined ? null : parseInstant(options.asOf)
  const question = { orgUnit: options.org, period: parsePeriod(options.period), asOf }
  return withBook(context, async (book) => {
    const { nameOf, unitOf } = book.definitions
    const { figure, indicator, formula, inputs } = await explainFigure(book, question, id)
    const absent = figure.absent === null ? null : absenceText(book, figure.absent, terminal.language)
    if (terminal.json) {
      terminal.printJson({
        indicator: id,
        label: indicator.label,
        org: options.org,
        period: options.period,
        asOf,
        value: valueInUnit(figure),
        unit: unitText(indicator),
        text: wordFigure(figure, 'plain'),
        numerator: figure.numerator,
        denominator: figure.denominator,
        absent,
        ...(options.explain === true && {
          formula: indicator.value,
          words: describe(formula, terminal.language, nameOf),
          source: indicator.source,
          inputs: inputs.map(({ input, amount, contributions }) => ({
            measure: input.measure,
            label: nameOf(input.measure),
            unit: smallestPart(unitOf(input.measure)),
            from: input.from,
            until: input.until,
            amount,
            entries: contributions,
          })),
          entries: inputs.flatMap(({ contributions }) => contributions),
        }),
      })
      return EXIT.done
    }
    terminal.print(`${indicator.label}　${figureText(figure)}`)
    if (absent !== null) terminal.print(`  ${absent}`)
    terminal.print(`  ${describe(formula, terminal.language, nameOf)}`)
    terminal.print(`  ${terminal.say({ zh: '来源', en: 'Source' })}：${indicator.source}`)
    if (options.explain !== true) return EXIT.done
    for (const { input, amount, contributions } of inputs) {
      const unit = unitOf(input.measure)
      const text = inputText(amount, unit)
      const words = { zh: `${contributions.length} 条`, en: `${contributions.length} entries` }
      terminal.print(`\n${nameOf(input.measure)}　${text}　${terminal.say(words)}`)
      const rows = contributions.map((one) => [
        `  ${one.day}`,
        book.orgTree.find(one.orgUnit)?.name ?? one.orgUnit,
        formatAmount(one.amount, unit),
        one.entry,
        one.summary,
      ])
      for (const line of columns(rows)) terminal.print(line)
    }
    return EXIT.done
  })
}

/** The unit that a booked amount is an integer of, for readers of JSON. */
function smallestPart(unit: string): string {
  if (unit.endsWith('yuan')) return 'fen'
  return { mu: 'li', kilometre: 'metre', 'square-metre': 'square-decimetre', percent: 'basis-point' }[unit] ?? unit
}

export interface DiffOptions {
  org: string
  period: string
  from: string
  to: string
}

/** `shishu diff INDICATOR`: why a figure changed between two moments. */
export async function diffCommand(context: Context, id: string, options: DiffOptions): Promise<number> {
  const { terminal } = context
  const [from, to] = [parseInstant(options.from), parseInstant(options.to)]
  const question = { orgUnit: options.org, period: parsePeriod(options.period), from, to }
  return withBook(context, async (book) => {
    const { nameOf, unitOf } = book.definitions
    const { before, after, inputs } = await explainDifference(book, question, id)
    if (terminal.json) {
      const value = { before: valueInUnit(before), after: valueInUnit(after) }
      terminal.printJson({ indicator: id, org: options.org, period: options.period, from, to, ...value, inputs })
      return EXIT.done
    }
    terminal.print(`${before.indicator.label}　${figureText(before)} → ${figureText(after)}`)
    for (const { input, before: was, after: is, lines } of inputs) {
      terminal.print(
        `\n${nameOf(input.measure)}　${inputText(was, unitOf(input.measure))} → ${inputText(is, unitOf(input.measure))}`,
      )
      const rows = lines.map((line) => [
        `  ${line.bookedAt}`,
        line.by,
        formatAmount(line.amount, unitOf(input.measure)),
        line.entry,
        line.reason ?? '',
      ])
      for (const line of columns(rows)) terminal.print(line)
    }
    return EXIT.done
  })
}

/** What was read for an input, in words. */
function inputText(amount: number | string | null, unit: UnitId): string {
  return typeof amount === 'number' ? formatAmount(amount, unit) : (amount ?? '—')
}
