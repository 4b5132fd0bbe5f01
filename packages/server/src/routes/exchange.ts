import { parseInstant } from '@shishu/kernel'
import {
  AsOfText,
  DefinitionId,
  DefinitionIds,
  FigureRows,
  IndicatorCatalogue,
  McpMessage,
  OrgUnitCodes,
  object,
  PeriodTexts,
} from '@shishu/protocol'
import type { Book } from '@shishu/store'
import { type Static, Type } from 'typebox'
import { actOf } from '../audit/audit-sink.ts'
import { contentDisposition } from '../evidence/file-name.ts'
import { listIndicators } from '../exchange/catalogue.ts'
import { exchangeError } from '../exchange/exchange-errors.ts'
import { FIGURE_COLUMNS, type FigureRequest, takeFigures } from '../exchange/figure-rows.ts'
import { answerMcp } from '../exchange/mcp/mcp-endpoint.ts'
import { csvFile } from '../export/csv.ts'
import { type Asked, defineRoute } from '../route/route.ts'

const Wanted = object({
  /** Ids with commas; or the figures of a report. One of the two. */
  indicators: Type.Optional(DefinitionIds),
  report: Type.Optional(DefinitionId),
  org: OrgUnitCodes,
  period: PeriodTexts,
  asOf: Type.Optional(AsOfText),
})

const asks = ({ query }: { query: Static<typeof Wanted> }): Asked[] =>
  query.org.split(',').map((orgUnit) => ({ act: 'figure.read', orgUnit }))

const figuresJson = defineRoute({
  method: 'GET',
  url: '/api/exchange/figures.json',
  tag: 'figures',
  summary: { zh: '取数：带口径、单位和封印（JSON）', en: 'Figures with their definitions, units and seals, as JSON' },
  access: 'rights',
  query: Wanted,
  response: FigureRows,
  asks,
  handle: async ({ query, book, language }) => takeFigures(book, requestOf(book, query, language)),
})

const figuresCsv = defineRoute({
  method: 'GET',
  url: '/api/exchange/figures.csv',
  tag: 'figures',
  summary: { zh: '取数：带口径、单位和封印（CSV）', en: 'Figures with their definitions, units and seals, as CSV' },
  access: 'rights',
  query: Wanted,
  produces: ['text/csv'],
  asks,
  handle: async ({ query, book, language, reply }) => {
    const { rows } = await takeFigures(book, requestOf(book, query, language))
    reply.type('text/csv; charset=utf-8').header('content-disposition', contentDisposition('attachment', '指标.csv'))
    return csvFile(FIGURE_COLUMNS, rows)
  },
})

/** What the indicators are; they name nobody. */
const indicators = defineRoute({
  method: 'GET',
  url: '/api/exchange/indicators.json',
  tag: 'figures',
  summary: { zh: '指标目录：名称、单位、口径、出处', en: 'The catalogue of indicators' },
  access: 'signed-in',
  byToken: true,
  response: IndicatorCatalogue,
  handle: async ({ services: { book } }) => ({ definitions: book.definitionsId, indicators: listIndicators(book) }),
})

const mcp = defineRoute({
  method: 'POST',
  url: '/mcp',
  tag: 'figures',
  summary: {
    zh: '模型上下文协议（MCP）：助手在提问人的权限内查数，只读',
    en: 'Model Context Protocol: an assistant reads within the asker’s rights',
  },
  access: 'signed-in',
  byToken: true,
  body: McpMessage,
  produces: ['application/json'],
  bodyLimit: 64 * 1024,
  perMinute: 300,
  handle: async ({ body, book, person, rights, language, request, reply, services }) => {
    const answer = await answerMcp(body, request.headers['mcp-protocol-version'], {
      book,
      person,
      rights,
      language,
      instance: request.id,
      onFailure: (error) => request.log.error({ err: error }, 'tool failed'),
      onCall: async ({ tool, orgUnit, outcome, code }) =>
        services.audit.write({
          ...actOf(request, outcome, code),
          act: orgUnit === null ? 'mcp.call' : 'figure.read',
          orgUnit,
          details: { tool },
        }),
    })
    reply.status(answer.status)
    const text = await answer.text()
    if (text !== '') reply.type('application/json; charset=utf-8')
    return text
  },
})

/** Clients ask whether the server pushes messages, or has a session to end. It does neither. */
const onlyPost = (method: 'GET' | 'DELETE') =>
  defineRoute({
    method,
    url: '/mcp',
    tag: 'figures',
    summary: { zh: '不支持：只接受 POST', en: 'Not offered: POST alone' },
    access: 'signed-in',
    byToken: true,
    handle: async ({ reply }) => {
      reply.header('allow', 'POST')
      throw exchangeError('mcp.post-only', {})
    },
  })

function requestOf(book: Book, query: Static<typeof Wanted>, language: 'zh' | 'en'): FigureRequest {
  return {
    indicators: indicatorsOf(book, query),
    orgUnits: each(query.org),
    periods: each(query.period),
    asOf: query.asOf === undefined ? null : parseInstant(query.asOf),
    language,
  }
}

/** Errors: exchange.which-figures, report.unknown. */
function indicatorsOf({ definitions }: Book, { indicators: ids, report }: Static<typeof Wanted>): string[] {
  if ((ids === undefined) === (report === undefined)) throw exchangeError('exchange.which-figures', {})
  if (ids !== undefined) return each(ids)
  const slots = Object.values(definitions.report(report!).slots)
  return [...new Set(slots.flatMap((slot) => (slot.kind === 'figure' ? [slot.indicator] : [])))]
}

const each = (text: string) => [...new Set(text.split(','))]

export const exchangeRoutes = [figuresJson, figuresCsv, indicators, mcp, onlyPost('GET'), onlyPost('DELETE')]
