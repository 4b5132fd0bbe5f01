import type { DraftMark, ReportBlock } from '@shishu/kernel'
import type { BlockView, DraftView } from '@shishu/protocol'
import { queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { get, post } from './client.ts'
import type { ReportQuestion } from './reports.ts'

/** A report's draft as its writers share it: the protocol's Report draft. */
export type Writing = Static<typeof DraftView>
export type WrittenBlock = Static<typeof BlockView>
export type DraftComment = Writing['comments'][number]

/** While a draft is open, what others write appears within this time. */
const ASKED_EVERY_MS = 8_000

const address = (report: string, rest = '') => `/api/reports/${report}/writing${rest}`

/** A report's draft, asked for anew while it is looked at. */
export const writingQuery = ({ report, org, period }: ReportQuestion) =>
  queryOptions({
    queryKey: ['report-writing', report, org, period],
    queryFn: ({ signal }) => get<Writing>(`${address(report)}?${new URLSearchParams({ org, period })}`, signal),
    refetchInterval: ASKED_EVERY_MS,
  })

export interface BlockText {
  block: ReportBlock
  /** The revision that the writer saw. */
  basedOn: number
  text: string
}

export interface ProposalDecision {
  block: ReportBlock
  line: string
  became: 'accepted' | 'dropped' | 'offered'
  /** The writer’s own words. */
  words?: string
}

export interface MarkOfDraft {
  mark: DraftMark
  after: number
  revisions: Readonly<Record<ReportBlock, number>>
  reason?: string
}

/** What is done to a draft. Each answers with the draft as it then stands. Errors: ApiProblem. */
export function draftActs({ report, org, period }: ReportQuestion) {
  const send = (rest: string, body: object): Promise<Writing> => post(address(report, rest), { org, period, ...body })
  return {
    /** Errors: draft.stale, with the text in force as its detail (WrittenBlock). */
    save: (change: BlockText) => send('/blocks', change),
    decide: (decision: ProposalDecision) => send('/proposals', decision),
    comment: (comment: { anchor: string; quote: string; text: string }) => send('/comments', comment),
    resolve: (comment: string) => send(`/comments/${comment}/resolution`, {}),
    mark: (asked: MarkOfDraft) => send('/marks', asked),
  }
}
export type DraftActs = ReturnType<typeof draftActs>
