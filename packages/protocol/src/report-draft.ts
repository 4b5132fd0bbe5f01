import { Type } from 'typebox'
import { EntryId, Instant, OrgUnitCode, PeriodText } from './common.ts'
import { object } from './object.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const Revision = Type.Integer({ minimum: 0, maximum: 1_000_000 })

/** A part of a report that people write. */
export const ReportBlockId = Type.Union([Type.Literal('highlight'), Type.Literal('difficulty'), Type.Literal('next')])

/** The draft of a report is known by its place and period. */
const OfDraft = { org: OrgUnitCode, period: PeriodText }
export const DraftQuestion = object(OfDraft)

const Person = Nullable(Type.String())
/** The revision of each part. */
const Revisions = object({ highlight: Revision, difficulty: Revision, next: Revision })
const Mark = Type.Union([
  Type.Literal('submit'),
  Type.Literal('return'),
  Type.Literal('review'),
  Type.Literal('reopen'),
])
const Stage = Type.Union([
  Type.Literal('drafting'),
  Type.Literal('submitted'),
  Type.Literal('reviewed'),
  Type.Literal('issued'),
])
/** A paragraph by its number from 0, or a part. */
const Anchor = Type.String({ pattern: '^(paragraph-[0-9]{1,3}|highlight|difficulty|next)$' })

/** Wordings of a part that cannot both stand: what a stale save is answered with. */
export const BlockView = object(
  { block: ReportBlockId, revision: Type.Integer(), text: Type.String(), by: Person, at: Nullable(Instant) },
  { title: 'Written part' },
)

/** A report's draft as its writers, reviewers and issuers share it. People are told by name; null where one is not found. */
export const DraftView = object(
  {
    stage: Stage,
    blocks: Type.Array(BlockView),
    /** Proposals that were decided about, by their words. */
    settled: Type.Array(
      object({
        block: ReportBlockId,
        line: Type.String(),
        became: Type.Union([Type.Literal('accepted'), Type.Literal('dropped')]),
        sentence: Nullable(Type.String()),
      }),
    ),
    comments: Type.Array(
      object({
        id: EntryId,
        anchor: Type.String(),
        quote: Type.String(),
        text: Type.String(),
        by: Person,
        at: Instant,
        resolved: Nullable(object({ by: Person, at: Instant })),
      }),
    ),
    /** What was done to sign it off, the issues among them, from the first to the last. */
    steps: Type.Array(
      object({
        step: Type.Union([Mark, Type.Literal('issue')]),
        by: Person,
        at: Instant,
        reason: Nullable(Type.String()),
      }),
    ),
    /** How many marks of sign-off there are: a mark that is asked for says how many were seen. */
    marks: Type.Integer(),
    /** Who may review it. */
    reviewers: Type.Array(Type.String()),
    /** What the person may do with it now. */
    may: object({
      write: Type.Boolean(),
      comment: Type.Boolean(),
      marks: Type.Array(Mark),
      issue: Type.Boolean(),
    }),
  },
  { title: 'Report draft' },
)

/** How far a draft is, and whether it waits for the person who asks: to review, to issue, or to mend what was sent back. */
export const DraftStandingView = object(
  {
    report: Type.String(),
    orgUnit: OrgUnitCode,
    period: PeriodText,
    stage: Stage,
    waits: Nullable(Type.Union([Type.Literal('review'), Type.Literal('issue'), Type.Literal('mend')])),
    /** The last mark of sign-off; by: a name. */
    last: Nullable(object({ mark: Mark, by: Person, at: Instant, reason: Nullable(Type.String()) })),
    /** When it was last written or marked. */
    at: Instant,
  },
  { title: 'Standing of a report draft' },
)

/** A part's text, resting on a revision that was seen. */
export const BlockChange = object({
  ...OfDraft,
  block: ReportBlockId,
  basedOn: Revision,
  text: Type.String({ maxLength: 20_000 }),
})

/** A decision about a proposal; `words` are the writer's, where they took it up in other words. */
export const ProposalDecision = object({
  ...OfDraft,
  block: ReportBlockId,
  line: Type.String({ minLength: 1, maxLength: 1000 }),
  became: Type.Union([Type.Literal('accepted'), Type.Literal('dropped'), Type.Literal('offered')]),
  words: Type.Optional(Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' })),
})

export const NewComment = object({
  ...OfDraft,
  anchor: Anchor,
  quote: Type.String({ maxLength: 60 }),
  text: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
})

/** A draft as somebody saw it: how many marks of sign-off it had, and the revision of each part. */
export const DraftSeen = { after: Type.Integer({ minimum: 0, maximum: 10_000 }), revisions: Revisions }

/** A step of sign-off, on the draft as it was seen. */
export const MarkRequest = object({
  ...OfDraft,
  mark: Mark,
  ...DraftSeen,
  reason: Type.Optional(Type.String({ maxLength: 500 })),
})
