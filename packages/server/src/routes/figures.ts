import { parseInstant, parsePeriod } from '@shishu/kernel'
import {
  AsOfText,
  DefinitionId,
  DefinitionIds,
  DifferenceView,
  ExplanationView,
  FigureList,
  OrgUnitCode,
  OrgUnitCodes,
  object,
  PeriodText,
  PeriodTexts,
} from '@shishu/protocol'
import { computeFigureTable, explainDifference, explainFigure } from '@shishu/store'
import { Type } from 'typebox'
import { asOfText } from '../figure/as-of-text.ts'
import { explanationView } from '../figure/explanation-view.ts'
import { figureView } from '../figure/figure-view.ts'
import { mayReadOf, withinRights } from '../figure/within-rights.ts'
import { defineRoute } from '../route/route.ts'

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
  handle: async ({ params, query, book, rights, language }) => {
    const question = { orgUnit: query.org, period: parsePeriod(query.period), asOf: asOfText(query.asOf) }
    const explanation = await explainFigure(book, question, params.indicator)
    const place = { orgUnit: query.org, period: query.period }
    const mayRead = mayReadOf(rights, book.definitions)
    return explanationView(book, explanation, place, { language, listed: LISTED, mayRead })
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
  handle: async ({ params, query, book, rights, language }) => {
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
      inputs: inputs.map(({ input, before: was, after: is, lines }) => {
        const { shown, others } = withinRights(lines, mayReadOf(rights, book.definitions))
        return {
          measure: input.measure,
          label: nameOf(input.measure),
          unit: unitOf(input.measure),
          before: was,
          after: is,
          count: lines.length,
          others,
          lines: shown.slice(0, LISTED),
        }
      }),
    }
  },
})

export const figureRoutes = [readFigures, explain, difference]
