import {
  computeFigure,
  describePeriod,
  evaluateDay,
  type Figure,
  type Formula,
  type Input,
  inputKey,
  type LabelSlot,
  listInputs,
  type Period,
  parseFormula,
  type Readings,
  type RenderedReport,
  type Report,
  renderReport,
} from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { readInputs } from './read-inputs.ts'
import { type AsOf, placesOfLevel, type ReadingScope, readingScope } from './reading-scope.ts'

/** A question to the book: for which place and period, and as it stood when (null: now). */
export interface Question {
  orgUnit: string
  period: Period
  asOf: AsOf
}

/** Figures of several indicators, in one reading. Errors: indicator.unknown, org-unit.unknown. */
export async function computeFigures(
  book: Book,
  question: Question,
  indicators: readonly string[],
): Promise<Map<string, Figure>> {
  return inSnapshot(book.pool, async (client) => {
    const scope = await readingScope(book, client, question.orgUnit, question.asOf)
    return figuresIn(book, client, scope, question.period, indicators, []).then(({ figures }) => figures)
  })
}

/** Figures of several places and periods, all of one moment. */
export interface FigureTable {
  orgUnits: readonly string[]
  periods: readonly Period[]
  asOf: AsOf
}

/**
 * Figures for places × periods, one reading a place whatever the periods; in the order of places, then periods.
 * Errors  as computeFigures
 */
export async function computeFigureTable(
  book: Book,
  { orgUnits, periods, asOf }: FigureTable,
  indicators: readonly string[],
): Promise<{ orgUnit: string; period: Period; figures: Map<string, Figure> }[]> {
  return inSnapshot(book.pool, async (client) => {
    const table: { orgUnit: string; period: Period; figures: Map<string, Figure> }[] = []
    for (const orgUnit of orgUnits) {
      const scope = await readingScope(book, client, orgUnit, asOf)
      const wanted = periods.map((period) => ({ period, inputs: inputsOf(book, period, indicators, []) }))
      const readings = await readingsOf(book, client, scope, new Map(wanted.flatMap(({ inputs }) => [...inputs])))
      for (const period of periods) {
        table.push({ orgUnit, period, figures: evaluated(book, period, indicators, readings) })
      }
    }
    return table
  })
}

/** A report filled from the book, in one reading: every figure is of one moment. */
export async function fillReport(book: Book, report: Report, question: Question): Promise<RenderedReport> {
  return inSnapshot(book.pool, async (client) => {
    const scope = await readingScope(book, client, question.orgUnit, question.asOf)
    return fillReportIn(book, client, scope, report, question)
  })
}

/** As fillReport, within a reading that has begun. */
export async function fillReportIn(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  report: Report,
  question: Question,
): Promise<RenderedReport> {
  const slots = Object.values(report.slots)
  const indicators = slots.flatMap((slot) => (slot.kind === 'figure' ? [slot.indicator] : []))
  const days = slots.flatMap((slot) =>
    slot.kind === 'label' && slot.value.from === 'day' ? [parseFormula(slot.value.formula)] : [],
  )
  const { figures, readings } = await figuresIn(book, client, scope, question.period, [...new Set(indicators)], days)
  return renderReport(
    report,
    (id) => figures.get(id)!,
    (slot) => labelText(book, scope, slot, question, readings),
    { org: scope.orgTree.get(question.orgUnit).name, period: describePeriod(question.period, 'zh') },
  )
}

/** As computeFigures, within a reading that has begun; with the readings, which also answer for `others`. */
export async function figuresIn(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  period: Period,
  indicators: readonly string[],
  others: readonly Formula[],
): Promise<{ figures: Map<string, Figure>; readings: Readings }> {
  const readings = await readingsOf(book, client, scope, inputsOf(book, period, indicators, others))
  return { figures: evaluated(book, period, indicators, readings), readings }
}

/** What indicators, and other formulas, need read for a period, by key. */
function inputsOf(
  book: Book,
  period: Period,
  indicators: readonly string[],
  others: readonly Formula[],
): Map<string, Input> {
  const formulas = [...indicators.map((id) => book.definitions.indicator(id).formula), ...others]
  return new Map(
    formulas.flatMap((formula) =>
      listInputs(formula, period, book.definitions).map((input) => [inputKey(input), input] as const),
    ),
  )
}

/** What the book says of inputs, in one reading. */
async function readingsOf(
  book: Book,
  client: ClientBase,
  scope: ReadingScope,
  inputs: ReadonlyMap<string, Input>,
): Promise<Readings> {
  const read = await readInputs(book, client, scope, [...inputs.values()])
  return {
    read: (input) => read.get(inputKey(input)) ?? null,
    places: (level, on) => placesOfLevel(scope, level, on).length,
    today: scope.today,
  }
}

function evaluated(book: Book, period: Period, indicators: readonly string[], readings: Readings): Map<string, Figure> {
  const rules = book.definitions
  return new Map(
    indicators.map((id) => {
      const { indicator, formula } = book.definitions.indicator(id)
      return [id, computeFigure(indicator, formula, period, readings, rules)]
    }),
  )
}

function labelText(
  book: Book,
  scope: ReadingScope,
  { value }: LabelSlot,
  question: Question,
  readings: Readings,
): string | null {
  switch (value.from) {
    case 'org-unit': {
      const { name } = scope.orgTree.get(question.orgUnit)
      const ending = value.without?.find((one) => name.endsWith(one)) ?? ''
      return name.slice(0, name.length - ending.length)
    }
    case 'year':
      return String(Number(question.period.from.slice(0, 4)) + value.plus)
    case 'param': {
      const param = book.definitions.params.get(value.param)
      return param === undefined ? null : dayPart(String(param), value.part)
    }
    case 'day': {
      const rules = book.definitions
      const day = evaluateDay(parseFormula(value.formula), question.period, readings, rules)
      return day === null ? null : dayPart(day, value.part)
    }
  }
}

function dayPart(text: string, part: 'month' | 'day' | undefined): string {
  if (part === undefined) return text
  return String(Number(part === 'month' ? text.slice(5, 7) : text.slice(8, 10)))
}
