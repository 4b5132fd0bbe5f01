import { type Explanation, type ReportDocument, writeReportDocx, writeReportHtml } from '@shishu/documents'
import {
  type BlockTexts,
  dayOfInstant,
  describePeriod,
  type Language,
  type Period,
  REPORT_BLOCKS,
  type RenderedReport,
  type Report,
  reportPeriod,
  valueInUnit,
  withBlocks,
} from '@shishu/kernel'
import {
  type AsOf,
  type Book,
  draftTexts,
  explainFigures,
  fillReport,
  momentAt,
  type OpenCase,
  proposeForReport,
  type Question,
  type SealedMoment,
  sealMoment,
  townsOf,
} from '@shishu/store'
import type { MayRead } from '../figure/within-rights.ts'
import { absenceText, explainSlots } from './explain-slots.ts'
import { unitText } from './unit-text.ts'

export const REPORT_FORMATS = ['docx', 'html', 'json'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

export interface ReportRequest {
  report: string
  orgUnit: string
  period: string
  asOf: AsOf
  language: Language
  /** What people wrote: an issued report's; absent: what the draft said at the moment. */
  texts?: BlockTexts
}

/** A report computed from the book, before it is put on paper. */
export interface FilledReport {
  definition: Report
  period: Period
  /** The moment it was computed at. */
  question: Question & { asOf: SealedMoment }
  /** Hex seal of the journals at that moment. */
  seal: string
  /** Its prose without what people wrote. */
  rendered: RenderedReport
  /** What people wrote. */
  texts: BlockTexts
  language: Language
}

/**
 * Fills a report as of a moment; a report of now seals the journal first, so that its moment can be named.
 * Errors  report.unknown, report.period-kind, org-unit.unknown, period.malformed.
 */
export async function makeReport(book: Book, request: ReportRequest): Promise<FilledReport> {
  const definition = book.definitions.report(request.report)
  const period = reportPeriod(definition, request.period)
  const { orgUnit, language } = request
  const { moment, seal } = await momentOf(book, orgUnit, request.asOf)
  const question = { orgUnit, period, asOf: moment }
  const rendered = await fillReport(book, definition, question)
  const key = { report: definition.id, orgUnit, period: period.id }
  const texts = request.texts ?? (await draftTexts(book, key, request.asOf === null ? null : moment.at))
  return { definition, period, question, seal, rendered, texts, language }
}

/** The moment that a report is computed at, with its seal: what is printed can then be computed again for ever. */
async function momentOf(book: Book, orgUnit: string, asOf: AsOf): Promise<{ moment: SealedMoment; seal: string }> {
  const towns = townsOf(book.orgTree, orgUnit)
  if (asOf === null) return sealMoment(book, towns)
  return momentAt(book, towns, asOf)
}

/**
 * A filled report in one of its formats.
 * @param mayRead  which entries its explanations may list; all, for whoever holds the book
 */
export async function reportFile(
  book: Book,
  filled: FilledReport,
  format: ReportFormat,
  mayRead: MayRead = () => true,
): Promise<Uint8Array> {
  if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(await reportJson(book, filled), null, 2)}\n`)
  const document = reportDocument(book, filled)
  if (format === 'docx') return writeReportDocx(document)
  const explanations: Map<number, Explanation> = await explainSlots(
    book,
    filled.rendered,
    filled.question,
    filled.language,
    mayRead,
  )
  return new TextEncoder().encode(
    writeReportHtml({
      ...document,
      explanations,
      language: filled.language,
      proposals: await proposalLists(book, filled),
    }),
  )
}

function reportDocument(book: Book, filled: FilledReport): ReportDocument {
  const { name } = book.orgTree.get(filled.question.orgUnit)
  const asOf = filled.question.asOf.at
  return {
    report: { ...filled.rendered, paragraphs: withBlocks(filled.rendered.paragraphs, filled.texts) },
    orgUnit: name,
    period: describePeriod(filled.period, filled.language),
    issuer: filled.definition.issuer.replace('{org}', name),
    date: dayOfInstant(asOf),
    asOf,
    seal: filled.seal,
  }
}

/** A filled report as data: one element a slot, labels with a null indicator. */
export async function reportJson(book: Book, filled: FilledReport) {
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
    asOf: question.asOf.at,
    seal,
    written: REPORT_BLOCKS.flatMap((block) => {
      const text = filled.texts[block] ?? ''
      return text.trim() === '' ? [] : [{ block, text }]
    }),
    proposals: await proposalLists(book, filled),
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
export function missingFigures(book: Book, { rendered, language }: FilledReport): string[] {
  return rendered.slots.flatMap(({ slot, figure }) =>
    figure?.absent ? [`${slot}　${figure.indicator.label}：${absenceText(book, figure.absent, language)}`] : [],
  )
}

/** A report's name as a file: 青溪镇2026年上半年工作汇报. */
export function reportName(book: Book, { definition, question, period }: FilledReport): string {
  return `${book.orgTree.get(question.orgUnit).name}${describePeriod(period, 'zh')}${definition.label}`
}

/** Tasks listed at most; the ledger has them all. */
const TASKS_LISTED = 30

/** What the writer may take up: what runs ahead, what lags, and open tasks with their owners and dates. */
export async function proposalLists(book: Book, { definition, question, period, language }: FilledReport) {
  const { sentences, tasks } = await proposeForReport(book, {
    orgUnit: question.orgUnit,
    period,
    tasks: definition.tasks,
  })
  const of = (section: 'highlight' | 'difficulty') =>
    sentences.filter((one) => one.section === section).map((one) => one[language])
  const titles = { zh: ['亮点', '难点短板', '下一步任务'], en: ['Ahead', 'Behind', 'Open tasks'] }[language]
  return [
    { title: titles[0]!, lines: of('highlight') },
    { title: titles[1]!, lines: of('difficulty') },
    { title: titles[2]!, lines: tasks.slice(0, TASKS_LISTED).map((task) => taskLine(task, language)) },
  ]
}

/** A task in a line: 完成国泰矿业征迁（经济发展办公室，分管副镇长），时限 2026-09-30. */
function taskLine({ words: [what = '', ...whose], due }: OpenCase, language: Language): string {
  const owners = whose.length === 0 ? '' : language === 'zh' ? `（${whose.join('，')}）` : ` (${whose.join(', ')})`
  const until = due === null ? '' : language === 'zh' ? `，时限 ${due}` : `, due ${due}`
  return `${what}${owners}${until}`
}
