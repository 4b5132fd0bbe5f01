import {
  describe,
  type Figure,
  formatAmount,
  parseInstant,
  parsePeriod,
  type UnitId,
  valueInUnit,
  wordFigure,
} from '@shishu/kernel'
import {
  AsOfText,
  DefinitionId,
  DefinitionIds,
  DifferenceView,
  ExplanationView,
  FigureList,
  type FigureView,
  OrgUnitCode,
  OrgUnitCodes,
  object,
  PeriodText,
  PeriodTexts,
} from '@shishu/protocol'
import { computeFigureTable, explainDifference, explainFigure, type OpenBook } from '@shishu/store'
import { type Static, Type } from 'typebox'
import { absenceText, unitText } from '../report/index.ts'
import { defineRoute } from '../route/route.ts'

/** A moment as an address gives it; null for the present. Errors: instant.malformed. */
export function asOfText(text: string | undefined): string | null {
  return text === undefined ? null : parseInstant(text)
}

/** A figure as it is sent. */
export function figureView(
  book: OpenBook,
  figure: Figure,
  { orgUnit, period }: { orgUnit: string; period: string },
  language: 'zh' | 'en',
): Static<typeof FigureView> {
  return {
    indicator: figure.indicator.id,
    label: figure.indicator.label,
    orgUnit,
    period,
    value: valueInUnit(figure),
    unit: unitText(figure.indicator),
    text: wordFigure(figure, 'plain'),
    numerator: figure.numerator,
    denominator: figure.denominator,
    absent: figure.absent === null ? null : absenceText(book, figure.absent, language),
  }
}

/** Figures asked at once at most: places × periods × indicators. */
const FIGURES_AT_ONCE = 5000

const readFigures = defineRoute({
  method: 'GET',
  url: '/api/figures',
  tag: 'figures',
  summary: { zh: '若干指标，按地方和报告期', en: 'Figures by indicator, place and period' },
  access: 'rights',
  query: object({
    indicators: DefinitionIds,
    org: OrgUnitCodes,
    period: PeriodTexts,
    asOf: Type.Optional(AsOfText),
  }),
  response: FigureList,
  asks: ({ query }) => query.org.split(',').map((orgUnit) => ({ act: 'figure.read', orgUnit })),
  handle: async ({ query, book, language }) => {
    const asOf = asOfText(query.asOf)
    const [ids, places, periods] = [query.indicators, query.org, query.period].map((text) => [
      ...new Set(text.split(',')),
    ])
    if (ids!.length * places!.length * periods!.length > FIGURES_AT_ONCE) {
      throw new RangeError(`一次最多 ${FIGURES_AT_ONCE} 个数`)
    }
    const asked = { orgUnits: places!, periods: periods!.map(parsePeriod), asOf }
    const table = await computeFigureTable(book, asked, ids!)
    const figures = table.flatMap(({ orgUnit, period, figures: found }) =>
      ids!.map((id) => figureView(book, found.get(id)!, { orgUnit, period: period.id }, language)),
    )
    return { asOf, figures }
  },
})

/** Entries listed for an input; the rest are counted. */
const LISTED = 500

const explain = defineRoute({
  method: 'GET',
  url: '/api/figures/:indicator/explanation',
  tag: 'figures',
  summary: { zh: '一个数从哪里来', en: 'Where a figure comes from' },
  access: 'rights',
  params: object({ indicator: DefinitionId }),
  query: object({ org: OrgUnitCode, period: PeriodText, asOf: Type.Optional(AsOfText) }),
  response: ExplanationView,
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async ({ params, query, book, language }) => {
    const { nameOf, unitOf } = book.definitions
    const question = { orgUnit: query.org, period: parsePeriod(query.period), asOf: asOfText(query.asOf) }
    const { figure, indicator, formula, inputs } = await explainFigure(book, question, params.indicator)
    return {
      figure: figureView(book, figure, { orgUnit: query.org, period: query.period }, language),
      formula: indicator.value,
      words: { zh: describe(formula, 'zh', nameOf), en: describe(formula, 'en', nameOf) },
      source: indicator.source,
      inputs: inputs.map(({ input, amount, contributions }) => ({
        measure: input.measure,
        label: nameOf(input.measure),
        unit: unitOf(input.measure),
        from: input.from ?? null,
        until: input.until ?? null,
        amount,
        text: amountText(amount, unitOf(input.measure)),
        count: contributions.length,
        contributions: contributions.slice(0, LISTED),
      })),
    }
  },
})

const difference = defineRoute({
  method: 'GET',
  url: '/api/figures/:indicator/difference',
  tag: 'figures',
  summary: { zh: '一个数在两个时刻之间为什么变了', en: 'Why a figure changed between two moments' },
  access: 'rights',
  params: object({ indicator: DefinitionId }),
  query: object({ org: OrgUnitCode, period: PeriodText, from: AsOfText, to: AsOfText }),
  response: DifferenceView,
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async ({ params, query, book, language }) => {
    const { nameOf, unitOf } = book.definitions
    const question = {
      orgUnit: query.org,
      period: parsePeriod(query.period),
      from: parseInstant(query.from),
      to: parseInstant(query.to),
    }
    const { before, after, inputs } = await explainDifference(book, question, params.indicator)
    const place = { orgUnit: query.org, period: query.period }
    return {
      before: figureView(book, before, place, language),
      after: figureView(book, after, place, language),
      inputs: inputs.map(({ input, before: was, after: is, lines }) => ({
        measure: input.measure,
        label: nameOf(input.measure),
        unit: unitOf(input.measure),
        before: was,
        after: is,
        count: lines.length,
        lines: lines.slice(0, LISTED),
      })),
    }
  },
})

function amountText(amount: number | string | null, unit: UnitId): string {
  return typeof amount === 'number' ? formatAmount(amount, unit) : (amount ?? '—')
}

export const figureRoutes = [readFigures, explain, difference]
