import { REPORT_BLOCKS, reportPeriod } from '@shishu/kernel'
import {
  AsOfText,
  DefinitionId,
  EntryId,
  IssuedView,
  IssueRequest,
  OrgUnitCode,
  object,
  PeriodText,
  RecomputedView,
  ReportView,
} from '@shishu/protocol'
import {
  type Book,
  bookOfIssue,
  differingSlots,
  draftError,
  type IssuedReport,
  issuedTextsKept,
  issueReport,
  listIssued,
  readDraft,
  readIssued,
  recomputeIssued,
  revisionsOf,
  sameRevisions,
  storeError,
  textsOf,
} from '@shishu/store'
import { type Static, Type } from 'typebox'
import { contentDisposition } from '../evidence/file-name.ts'
import { asOfText } from '../figure/as-of-text.ts'
import { figureView } from '../figure/figure-view.ts'
import { mayReadOf } from '../figure/within-rights.ts'
import { mayBeIssued, reviewersOf } from '../report/draft-view.ts'
import { makeReport, proposalLists, reportFile, reportName } from '../report/index.ts'
import { defineRoute } from '../route/route.ts'
import { serverError } from '../server-errors.ts'

const Question = { org: OrgUnitCode, period: PeriodText, asOf: Type.Optional(AsOfText) }
const Params = object({ report: DefinitionId })

const draft = defineRoute({
  method: 'GET',
  url: '/api/reports/:report/draft',
  tag: 'reports',
  summary: { zh: '报告初稿，数随账走', en: 'A report’s draft, its figures computed from the book' },
  access: 'rights',
  params: Params,
  query: object(Question),
  response: ReportView,
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async ({ params, query, book, language }) => {
    const filled = await makeReport(book, {
      report: params.report,
      orgUnit: query.org,
      period: query.period,
      asOf: asOfText(query.asOf),
      language,
    })
    const { rendered, question, seal, period } = filled
    const place = { orgUnit: query.org, period: period.id }
    return {
      report: params.report,
      ...place,
      asOf: question.asOf.at,
      seal,
      title: rendered.title,
      paragraphs: rendered.paragraphs.map(({ runs, ...paragraph }) => ({ ...paragraph, runs: [...runs] })),
      slots: rendered.slots.map(({ slot, text, figure }) => ({
        slot,
        text,
        figure: figure === null ? null : figureView(book, figure, place, language),
      })),
      written: REPORT_BLOCKS.flatMap((block) => {
        const text = filled.texts[block] ?? ''
        return text === '' ? [] : [{ block, text }]
      }),
      proposals: (await proposalLists(book, { ...filled, language: 'zh' })).map(({ title, lines }) => ({
        title,
        lines: [...lines],
      })),
    }
  },
})

const MEDIA = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
} as const

const download = defineRoute({
  method: 'GET',
  url: '/api/reports/:report/file',
  tag: 'reports',
  summary: { zh: '下载报告：Word、网页、数据', en: 'A report as Word, web page or data' },
  access: 'rights',
  params: Params,
  query: object({
    ...Question,
    format: Type.Union([Type.Literal('docx'), Type.Literal('html'), Type.Literal('json')]),
    /** An issued report's id: the file is then of its moment. */
    issued: Type.Optional(EntryId),
  }),
  produces: Object.values(MEDIA),
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async ({ params, query, book, rights, language, reply }) => {
    const issued = query.issued === undefined ? null : await issuedFor(book, query.issued, { ...params, ...query })
    // It says for ever what it said: by the definitions of then, whatever has been defined since.
    const then = issued === null ? book : await bookOfIssue(book, issued)
    const filled = await makeReport(then, {
      report: params.report,
      orgUnit: query.org,
      period: query.period,
      asOf: issued === null ? asOfText(query.asOf) : issued.moment,
      language,
      ...(issued === null ? {} : { texts: textsOf(issued.draft?.blocks ?? []) }),
    })
    const { format } = query
    const bytes = await reportFile(then, filled, format, mayReadOf(rights, then.definitions))
    reply
      .type(MEDIA[format])
      .header('content-disposition', contentDisposition('attachment', `${reportName(then, filled)}.${format}`))
    return Buffer.from(bytes)
  },
})

/** An issue of this report, place and period. Errors: issue.unknown. */
async function issuedFor(book: Book, id: string, of: { report: string; org: string; period: string }) {
  const issued = await readIssued(book, id)
  if (issued.report !== of.report || issued.orgUnit !== of.org || issued.period !== of.period) {
    throw storeError('issue.unknown', { id })
  }
  return issued
}

const issue = defineRoute({
  method: 'POST',
  url: '/api/reports/:report/issues',
  tag: 'reports',
  summary: { zh: '签发报告：固定在此刻，记入流水账', en: 'Issue a report: fixed at this moment, in the journal' },
  access: 'rights',
  params: Params,
  body: IssueRequest,
  response: IssuedView,
  status: 201,
  asks: ({ body }) => ({ act: 'report.issue', orgUnit: body.org }),
  handle: async ({ params, body, book, person, services }) => {
    const report = book.definitions.report(params.report)
    const key = { report: report.id, orgUnit: body.org, period: reportPeriod(report, body.period).id }
    const draft = await readDraft(book, key)
    const reviewers = await reviewersOf(services, body.org, draft)
    if (!mayBeIssued(draft, reviewers)) {
      throw serverError('report.not-reviewed', { reviewers: [...reviewers.values()] })
    }
    const seen = { marks: draft.marks.length, revisions: revisionsOf(draft.blocks) }
    const { draft: asked } = body
    if (asked !== undefined && (asked.after !== seen.marks || !sameRevisions(asked.revisions, seen.revisions))) {
      throw draftError('draft.moved', {})
    }
    return issuedView(
      await issueReport(book, {
        report,
        orgUnit: body.org,
        period: body.period,
        by: person.name,
        request: `${person.account} ${body.request}`,
        // What was looked at is what is issued: neither written nor sent back meanwhile.
        seen,
      }),
    )
  },
})

const issues = defineRoute({
  method: 'GET',
  url: '/api/issues',
  tag: 'reports',
  summary: { zh: '已签发的报告', en: 'Issued reports' },
  access: 'rights',
  query: object({ org: OrgUnitCode }),
  response: object({ issues: Type.Array(IssuedView) }),
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async ({ query, book }) => ({ issues: (await listIssued(book, query.org)).map(issuedView) }),
})

const recompute = defineRoute({
  method: 'GET',
  url: '/api/issues/:issue/recomputation',
  tag: 'reports',
  summary: {
    zh: '重算已签发的报告，并看此后有什么变了',
    en: 'An issued report computed again, and what has moved since',
  },
  access: 'rights',
  params: object({ issue: EntryId }),
  query: object({ org: OrgUnitCode }),
  response: RecomputedView,
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async ({ params, book, language }) => {
    const issued = await readIssued(book, params.issue)
    const again = await recomputeIssued(book, issued)
    const { report, orgUnit, period } = issued
    const { rendered } = await makeReport(book, { report, orgUnit, period, asOf: null, language })
    const today = new Map(rendered.slots.map(({ slot, text }) => [slot, text]))
    return {
      issued: issuedView(issued),
      same: differingSlots(issued, again).length === 0 && (await issuedTextsKept(book, issued)),
      again: [...again],
      moved: issued.slots.flatMap(({ slot, text: was }) => {
        const is = today.get(slot)
        return is === undefined || is === was ? [] : [{ slot, was, is }]
      }),
    }
  },
})

function issuedView({
  id,
  report,
  orgUnit,
  period,
  moment,
  seal,
  by,
  definitions,
  slots,
  draft,
}: IssuedReport): Static<typeof IssuedView> {
  const written = draft === undefined ? {} : { written: [...draft.blocks] }
  return { id, report, orgUnit, period, at: moment.at, seal, by, definitions, slots: [...slots], ...written }
}

export const reportRoutes = [draft, download, issue, issues, recompute]
