import { parseInstant } from '@shishu/kernel'
import { AsOfText, DefinitionId, FigureRows, OrgUnitCode, object, PeriodText } from '@shishu/protocol'
import { Type } from 'typebox'
import { takeFigures } from '../figure-rows.ts'
import { defineTool, described } from './mcp-tool.ts'

/** Figures of some indicators for one place and period. */
export const readFigures = defineTool({
  name: 'read_figures',
  title: { zh: '读取指标', en: 'Read figures' },
  description: {
    zh: '读取若干指标在一个地方、一个报告期的数，可指定截至某日。没有值时 value 为空，原因见 absent，不能当作 0；引用时写明 text、period 和 asOf。',
    en: 'Reads indicators for one place and period, as of a moment if wanted. A null value is not zero: see `absent`. When quoting, give text, period and asOf.',
  },
  input: object({
    indicators: Type.Array(DefinitionId, { minItems: 1, maxItems: 100, description: '指标编号 · ids of indicators' }),
    org: OrgUnitCode,
    period: described(PeriodText, '报告期 · 2026-03, 2026-Q1, 2026-H1, 2026'),
    asOf: Type.Optional(described(AsOfText, '截至何时，不填即现在 · a day or an instant; now if left out')),
  }),
  output: FigureRows,
  place: ({ org }) => [org],
  run: async ({ indicators, org, period, asOf }, { book, language }) =>
    takeFigures(book, {
      indicators: [...new Set(indicators)],
      orgUnits: [org],
      periods: [period],
      asOf: asOf === undefined ? null : parseInstant(asOf),
      language,
    }),
})
