import type { IssuedView, RecomputedView, ReportView } from '@shishu/protocol'
import { queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { get, post } from './client.ts'
import { type DownloadedFile, download } from './download.ts'
import type { DraftSeen } from './report-drafts.ts'

/** A report with its blanks filled: the protocol's Report. */
export type ReportDraft = Static<typeof ReportView>
export type IssuedReport = Static<typeof IssuedView>
export type Recomputation = Static<typeof RecomputedView>

/** Which report, of where and when. `asOf` is a day; absent: now. */
export interface ReportQuestion {
  report: string
  org: string
  period: string
  asOf?: string
}

const questionSearch = ({ org, period, asOf }: ReportQuestion) =>
  new URLSearchParams({ org, period, ...(asOf === undefined ? {} : { asOf }) })

/** A report's draft, its figures computed from the book. */
export const draftQuery = (question: ReportQuestion) =>
  queryOptions({
    queryKey: ['report-draft', question.report, question.org, question.period, question.asOf ?? null],
    queryFn: ({ signal }) =>
      get<ReportDraft>(`/api/reports/${question.report}/draft?${questionSearch(question)}`, signal),
  })

/** The reports issued at a place, as the server lists them. */
export const issuedQuery = (org: string) =>
  queryOptions({
    queryKey: ['issues', org],
    queryFn: async ({ signal }) =>
      (await get<{ issues: readonly IssuedReport[] }>(`/api/issues?${new URLSearchParams({ org })}`, signal)).issues,
  })

/** An issued report computed again, as of its moment and now. It is asked for anew each time. */
export const recomputationQuery = ({ id, orgUnit }: IssuedReport) =>
  queryOptions({
    queryKey: ['recomputation', id],
    queryFn: ({ signal }) =>
      get<Recomputation>(`/api/issues/${id}/recomputation?${new URLSearchParams({ org: orgUnit })}`, signal),
    staleTime: 0,
  })

/**
 * Issues a report: it is fixed at the moment at which the server does this. The same request sent again issues once.
 * @param draft  as whoever issues saw it; refused (draft.moved) where it is no longer so
 */
export const issueReport = (
  request: string,
  { report, org, period }: ReportQuestion,
  draft: DraftSeen,
): Promise<IssuedReport> => post(`/api/reports/${report}/issues`, { request, org, period, draft })

export type ReportFormat = 'docx' | 'html' | 'json'

/** A report as a file; with `issued`, as of that report's moment. Errors: ApiProblem. */
export function downloadReport(
  question: ReportQuestion,
  format: ReportFormat,
  issued?: string,
): Promise<DownloadedFile> {
  const search = questionSearch(question)
  search.set('format', format)
  if (issued !== undefined) search.set('issued', issued)
  return download(`/api/reports/${question.report}/file?${search}`, `${question.report}.${format}`)
}
