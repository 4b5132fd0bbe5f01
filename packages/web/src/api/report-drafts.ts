import type { DraftMark, ReportBlock } from '@shishu/kernel'
import type { BlockView, DraftStandingView, DraftView } from '@shishu/protocol'
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

/** How far a draft is, and what it waits for from the person. */
export type DraftStanding = Static<typeof DraftStandingView>

/** The drafts of a place and of all below it, the last touched first. */
export const draftStandingsQuery = (org: string) =>
  queryOptions({
    queryKey: ['report-drafts', org],
    queryFn: async ({ signal }) =>
      (await get<{ drafts: readonly DraftStanding[] }>(`/api/report-drafts?${new URLSearchParams({ org })}`, signal))
        .drafts,
  })

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

/** A draft as somebody saw it. */
export interface DraftSeen {
  /** Its marks of sign-off. */
  after: number
  revisions: Readonly<Record<ReportBlock, number>>
}

export const seenOf = ({ marks, blocks }: Writing): DraftSeen => ({
  after: marks,
  revisions: Object.fromEntries(blocks.map(({ block, revision }) => [block, revision])) as DraftSeen['revisions'],
})

export interface MarkOfDraft extends DraftSeen {
  mark: DraftMark
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
