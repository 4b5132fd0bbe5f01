import { describe, type Language, parsePeriod, valueInUnit, wordFigure } from '@shishu/kernel'
import type { FigureRow } from '@shishu/protocol'
import { type AsOf, type Book, computeFigureTable, momentAt, sealMoment, townsOf } from '@shishu/store'
import type { Static } from 'typebox'
import type { CsvColumn } from '../export/csv.ts'
import { absenceText, unitText } from '../report/index.ts'
import { exchangeError } from './exchange-errors.ts'

export interface FigureRequest {
  indicators: readonly string[]
  orgUnits: readonly string[]
  /** As people write them: `2026-03`, `2026-H1`. */
  periods: readonly string[]
  /** Instant; null for now, which seals the journals so that the moment can be named. */
  asOf: string | null
  language: Language
}

export type Row = Static<typeof FigureRow>

export interface FiguresTaken {
  asOf: string
  definitions: string
  rows: Row[]
}

/** Figures taken at once at most: places × periods × indicators. */
const MOST = 5000

/**
 * Figures for use elsewhere: all of one moment, each with its meaning, and with the seal of the journal that it was
 * computed from, so that it can be computed again and compared.
 * Errors  exchange.too-many; indicator.unknown, org-unit.unknown, period.malformed
 */
export async function takeFigures(book: Book, request: FigureRequest): Promise<FiguresTaken> {
  const { indicators, orgUnits, periods, language } = request
  const found = indicators.length * orgUnits.length * periods.length
  if (found > MOST) throw exchangeError('exchange.too-many', { found, most: MOST })
  const asked = indicators.map((id) => book.definitions.indicator(id))
  const parsed = periods.map((text) => parsePeriod(text))
  const moment = await momentFor(book, orgUnits, request.asOf)
  const meanings = asked.map(({ indicator, formula }) => ({
    indicator: indicator.id,
    label: indicator.label,
    definition: describe(formula, language, book.definitions.nameOf),
    source: indicator.source,
    unit: unitText(indicator),
  }))
  const at = typeof moment === 'string' ? moment : moment.at
  const seals = await sealsOf(book, orgUnits, moment)
  const table = await computeFigureTable(book, { orgUnits, periods: parsed, asOf: moment }, indicators)
  const rows = table.flatMap(({ orgUnit: org, figures }, index): Row[] =>
    meanings.map((meaning) => {
      const figure = figures.get(meaning.indicator)!
      return {
        ...meaning,
        org,
        orgName: book.orgTree.get(org).name,
        period: periods[index % periods.length]!,
        value: valueInUnit(figure),
        text: wordFigure(figure, 'plain'),
        numerator: figure.numerator,
        denominator: figure.denominator,
        absent: figure.absent === null ? null : absenceText(book, figure.absent, language),
        asOf: at,
        seal: seals.get(org)!,
        definitions: book.definitionsId,
      }
    }),
  )
  return { asOf: at, definitions: book.definitionsId, rows }
}

/** By place, the seal of its towns' journals at a moment; looked up once for places of the same towns. */
async function sealsOf(book: Book, orgUnits: readonly string[], moment: AsOf): Promise<Map<string, string>> {
  const seals = new Map<string, string>()
  for (const [, places] of Map.groupBy(orgUnits, (org) => townsOf(book.orgTree, org).join())) {
    const { seal } = await momentAt(book, townsOf(book.orgTree, places[0]!), moment)
    for (const org of places) seals.set(org, seal)
  }
  return seals
}

/** One moment for all places: several towns' journals are sealed together, then read as they stood. */
async function momentFor(book: Book, orgUnits: readonly string[], asOf: string | null) {
  if (asOf !== null) return asOf
  const towns = new Set(orgUnits.flatMap((org) => townsOf(book.orgTree, org)))
  return (await sealMoment(book, [...towns])).moment
}

/** The columns of a file of figures: named in Chinese, with the member's name of the same answer as JSON. */
export const FIGURE_COLUMNS: readonly CsvColumn<Row>[] = (
  [
    ['indicator', '指标编号'],
    ['label', '指标'],
    ['definition', '口径'],
    ['source', '出处'],
    ['unit', '单位'],
    ['org', '地方代码'],
    ['orgName', '地方'],
    ['period', '报告期'],
    ['value', '数值'],
    ['text', '写法'],
    ['numerator', '分子'],
    ['denominator', '分母'],
    ['absent', '无值原因'],
    ['asOf', '截至'],
    ['seal', '封印'],
    ['definitions', '定义版本'],
  ] as const
).map(([member, heading]) => ({ heading: `${heading} ${member}`, value: (row) => row[member] }))
