import { type Explanation, type ReportDocument, writeReportDocx, writeReportHtml } from '@shishu/documents'
import {
  codeKey,
  dayOfInstant,
  describePeriod,
  kernelError,
  type Language,
  levelOf,
  type Period,
  parsePeriod,
  type RenderedReport,
  type Report,
  townshipOf,
  valueInUnit,
} from '@shishu/kernel'
import { explainFigures, fillReport, journalHeadAt, type OpenBook, type Question, sealJournal } from '@shishu/store'
import { absenceText, explainSlots } from './explain-slots.ts'
import { unitText } from './unit-text.ts'

export const REPORT_FORMATS = ['docx', 'html', 'json'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

export interface ReportRequest {
  report: string
  orgUnit: string
  period: string
  /** An instant, ISO; null for now. */
  asOf: string | null
  language: Language
}

/** A report computed from the book, before it is put on paper. */
export interface FilledReport {
  definition: Report
  period: Period
  /** The moment it was computed at. */
  question: Question & { asOf: string }
  /** Hex seal of the town's journal at that moment; null for an org unit above the towns, or an empty journal. */
  seal: string | null
  rendered: RenderedReport
  language: Language
}

/**
 * Fills a report as of a moment; a report of now seals the journal first, so that its moment can be named.
 * Errors  report.unknown, report.period-kind, org-unit.unknown, period.malformed.
 */
export async function makeReport(book: OpenBook, request: ReportRequest): Promise<FilledReport> {
  const definition = book.definitions.report(request.report)
  const period = parsePeriod(request.period)
  if (period.kind !== definition.periodKind) {
    const { label: report, periodKind: kind } = definition
    throw kernelError('report.period-kind', { report, period: period.id, kind })
  }
  book.orgTree.get(request.orgUnit)
  const town = townshipOf(request.orgUnit)
  if (request.asOf === null) {
    for (const key of townsBelow(book, request.orgUnit)) await sealJournal(book, key)
  }
  const question = { orgUnit: request.orgUnit, period, asOf: request.asOf ?? book.clock().toISOString() }
  const head = town === undefined ? null : await journalHeadAt(book, codeKey(town), question.asOf)
  const rendered = await fillReport(book, definition, question)
  const seal = head === null || head.position === 0 ? null : head.seal.toString('hex')
  return { definition, period, question, seal, rendered, language: request.language }
}

function townsBelow(book: OpenBook, orgUnit: string): number[] {
  const own = townshipOf(orgUnit)
  if (own !== undefined) return [codeKey(own)]
  return book.orgTree
    .subtree(orgUnit)
    .filter(({ code }) => levelOf(code) === 'township')
    .map(({ code }) => codeKey(code))
}

/** A filled report in one of its formats. */
export async function reportFile(book: OpenBook, filled: FilledReport, format: ReportFormat): Promise<Uint8Array> {
  if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(await reportJson(book, filled), null, 2)}\n`)
  const document = reportDocument(book, filled)
  if (format === 'docx') return writeReportDocx(document)
  const explanations: Map<number, Explanation> = await explainSlots(
    book,
    filled.rendered,
    filled.question,
    filled.language,
  )
  return new TextEncoder().encode(writeReportHtml({ ...document, explanations, language: filled.language }))
}

function reportDocument(book: OpenBook, filled: FilledReport): ReportDocument {
  const { name } = book.orgTree.get(filled.question.orgUnit)
  const { asOf } = filled.question
  return {
    report: filled.rendered,
    orgUnit: name,
    period: describePeriod(filled.period, filled.language),
    issuer: `${name}人民政府`,
    date: dayOfInstant(asOf),
    asOf,
    seal: filled.seal,
  }
}

/** A filled report as data: one element a slot, labels with a null indicator. */
export async function reportJson(book: OpenBook, filled: FilledReport) {
  const { rendered, question, seal, period } = filled
  const ids = [...new Set(rendered.slots.flatMap(({ figure }) => (figure === null ? [] : [figure.indicator.id])))]
  const entries = new Map(
    (await explainFigures(book, question, ids)).map(({ indicator, inputs }) => [
      indicator.id,
      new Set(inputs.flatMap(({ contributions }) => contributions.map(({ entry }) => entry))).size,
    ]),
  )
  return {
    report: filled.definition.id,
    org: question.orgUnit,
    period: period.id,
    asOf: question.asOf,
    seal,
    figures: rendered.slots.map(({ slot, text, figure }) => ({
      slot,
      indicator: figure?.indicator.id ?? null,
      label: figure?.indicator.label ?? null,
      value: figure === null ? text : valueInUnit(figure),
      unit: figure === null ? null : unitText(figure.indicator),
      text,
      numerator: figure?.numerator ?? null,
      denominator: figure?.denominator ?? null,
      entries: figure === null ? null : (entries.get(figure.indicator.id) ?? 0),
      absent: figure?.absent ? absenceText(book, figure.absent, filled.language) : null,
    })),
  }
}

/** Slots that have no value, with the reason, for the person who asked for the report. */
export function missingFigures(book: OpenBook, { rendered, language }: FilledReport): string[] {
  return rendered.slots.flatMap(({ slot, figure }) =>
    figure?.absent ? [`${slot}　${figure.indicator.label}：${absenceText(book, figure.absent, language)}`] : [],
  )
}

/** A report's name as a file: 青溪镇2026年上半年工作汇报. */
export function reportName(book: OpenBook, { definition, question, period }: FilledReport): string {
  return `${book.orgTree.get(question.orgUnit).name}${describePeriod(period, 'zh')}${definition.label}`
}
