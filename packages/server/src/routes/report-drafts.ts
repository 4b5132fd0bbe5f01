import { reportPeriod, ShishuError } from '@shishu/kernel'
import {
  BlockChange,
  DefinitionId,
  DraftQuestion,
  DraftStandingView,
  DraftView,
  EntryId,
  MarkRequest,
  NewComment,
  OrgUnitCode,
  object,
  ProposalDecision,
} from '@shishu/protocol'
import {
  addComment,
  type Book,
  type DraftKey,
  markDraft,
  readDraft,
  resolveComment,
  saveBlock,
  settleProposal,
  storeError,
} from '@shishu/store'
import { Type } from 'typebox'
import { draftStandings } from '../report/draft-standings.ts'
import { ACTS_OF_COMMENT, ACTS_OF_MARK, blockView, draftView, mayOne } from '../report/draft-view.ts'
import { defineRoute } from '../route/route.ts'

const Params = object({ report: DefinitionId })
const SECTION = { tag: 'reports', access: 'rights', params: Params, response: DraftView } as const

/** Errors: report.unknown, report.period-kind, period.malformed, org-unit.unknown. */
function keyOf(book: Book, report: string, { org, period }: { org: string; period: string }): DraftKey {
  book.orgTree.get(org)
  return { report, orgUnit: org, period: reportPeriod(book.definitions.report(report), period).id }
}

const list = defineRoute({
  method: 'GET',
  url: '/api/report-drafts',
  tag: 'reports',
  summary: { zh: '各报告拟到哪一步，哪些在等我', en: 'How far report drafts are, and which wait for the asker' },
  access: 'rights',
  query: object({ org: OrgUnitCode }),
  response: object({ drafts: Type.Array(DraftStandingView) }),
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async (ask) => {
    ask.book.orgTree.get(ask.query.org)
    return { drafts: await draftStandings(ask, ask.query.org) }
  },
})

const view = defineRoute({
  ...SECTION,
  method: 'GET',
  url: '/api/reports/:report/writing',
  summary: { zh: '报告拟稿：补写的文字、批注、核稿', en: 'A report’s draft as its writers share it' },
  query: DraftQuestion,
  asks: ({ query }) => ({ act: 'figure.read', orgUnit: query.org }),
  handle: async (ask) => draftView(ask, keyOf(ask.book, ask.params.report, ask.query)),
})

const write = defineRoute({
  ...SECTION,
  method: 'POST',
  url: '/api/reports/:report/writing/blocks',
  summary: { zh: '补写报告的一段', en: 'Write a part of a report' },
  body: BlockChange,
  asks: ({ body }) => ({ act: 'report.write', orgUnit: body.org }),
  handle: async (ask) => {
    const { params, body, book, person, services, request } = ask
    const key = keyOf(book, params.report, body)
    const { block, basedOn, text } = body
    await saveBlock(book, key, { block, basedOn, text, by: person.account }).catch(async (error: unknown) => {
      if (error instanceof ShishuError && error.code === 'draft.stale') {
        const { blocks } = await readDraft(book, key)
        request.problemDetail = await blockView(services, blocks.find((one) => one.block === block)!)
      }
      throw error
    })
    return draftView(ask, key)
  },
})

const decide = defineRoute({
  ...SECTION,
  method: 'POST',
  url: '/api/reports/:report/writing/proposals',
  summary: { zh: '采用、不用或放回一句可以采用的话', en: 'Take up, drop or offer again a proposal' },
  body: ProposalDecision,
  asks: ({ body }) => ({ act: 'report.write', orgUnit: body.org }),
  handle: async (ask) => {
    const { params, body, book, person } = ask
    const key = keyOf(book, params.report, body)
    const { block, line, became, words } = body
    await settleProposal(book, key, {
      block,
      line,
      became,
      by: person.account,
      ...(words === undefined ? {} : { words }),
    })
    return draftView(ask, key)
  },
})

const comment = defineRoute({
  ...SECTION,
  method: 'POST',
  url: '/api/reports/:report/writing/comments',
  summary: { zh: '批注报告的一段', en: 'Comment on a paragraph of a report' },
  body: NewComment,
  asks: ({ body }) => ({ act: 'figure.read', orgUnit: body.org }),
  handle: async (ask) => {
    const { params, body, book, person, rights } = ask
    if (!mayOne(rights, ACTS_OF_COMMENT, body.org)) throw storeError('access.refused', {})
    const key = keyOf(book, params.report, body)
    const { anchor, quote, text } = body
    await addComment(book, key, { anchor, quote, text, by: person.account })
    return draftView(ask, key)
  },
})

const resolve = defineRoute({
  ...SECTION,
  method: 'POST',
  url: '/api/reports/:report/writing/comments/:comment/resolution',
  summary: { zh: '批注已处理', en: 'Say that a comment has been dealt with' },
  params: object({ report: DefinitionId, comment: EntryId }),
  body: DraftQuestion,
  asks: ({ body }) => ({ act: 'figure.read', orgUnit: body.org }),
  handle: async (ask) => {
    const { params, body, book, person, rights } = ask
    if (!mayOne(rights, ACTS_OF_COMMENT, body.org)) throw storeError('access.refused', {})
    const key = keyOf(book, params.report, body)
    await resolveComment(book, key, { id: params.comment, by: person.account })
    return draftView(ask, key)
  },
})

const mark = defineRoute({
  ...SECTION,
  method: 'POST',
  url: '/api/reports/:report/writing/marks',
  summary: { zh: '提交核稿、退回、核稿、重新修改', en: 'Submit, send back, review or take up again a report' },
  body: MarkRequest,
  asks: ({ body: { mark: asked, org } }) => {
    const acts = ACTS_OF_MARK[asked]
    // What more than one act allows is asked below.
    return { act: acts.length === 1 ? acts[0]! : 'figure.read', orgUnit: org }
  },
  handle: async (ask) => {
    const { params, body, book, person, rights, request } = ask
    if (!mayOne(rights, ACTS_OF_MARK[body.mark], body.org)) throw storeError('access.refused', {})
    const key = keyOf(book, params.report, body)
    const { mark: asked, after, revisions, reason } = body
    if (reason !== undefined) request.auditReason = reason
    await markDraft(book, key, {
      mark: asked,
      after,
      revisions,
      by: person.account,
      ...(reason === undefined ? {} : { reason }),
    })
    return draftView(ask, key)
  },
})

export const reportDraftRoutes = [list, view, write, decide, comment, resolve, mark]
