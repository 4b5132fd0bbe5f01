import { Type } from 'typebox'
import { DefinitionId, EntryId, Instant, OrgUnitCode, PeriodText, RequestId } from './common.ts'
import { FigureView } from './figure.ts'
import { object } from './object.ts'
import { DraftSeen, ReportBlockId } from './report-draft.ts'

/** A report with its blanks filled, as a page shows it. */
export const ReportView = object(
  {
    report: DefinitionId,
    orgUnit: OrgUnitCode,
    period: PeriodText,
    /** The moment that it is of, and the seal of the journal then. */
    asOf: Instant,
    seal: Type.String(),
    title: Type.String(),
    paragraphs: Type.Array(
      object({
        style: Type.Union([
          Type.Literal('title'),
          Type.Literal('heading-1'),
          Type.Literal('heading-2'),
          Type.Literal('body'),
        ]),
        lead: Type.Union([Type.String(), Type.Null()]),
        runs: Type.Array(object({ slot: Type.Union([Type.Integer(), Type.Null()]), text: Type.String() })),
        /** The part that people write whose place is after this paragraph. */
        followedBy: Type.Optional(ReportBlockId),
      }),
    ),
    slots: Type.Array(
      object({ slot: Type.Integer(), text: Type.String(), figure: Type.Union([FigureView, Type.Null()]) }),
    ),
    /** What people wrote of it, as of that moment. */
    written: Type.Array(object({ block: ReportBlockId, text: Type.String() })),
    /** What the writer may take up: Chinese, as the report is. */
    proposals: Type.Array(object({ title: Type.String(), lines: Type.Array(Type.String()) })),
  },
  { title: 'Report' },
)

/** A request to issue a report; sent again, it is answered with what it issued. `draft` as whoever issues saw it: no other is issued. */
export const IssueRequest = object({
  request: RequestId,
  org: OrgUnitCode,
  period: PeriodText,
  draft: Type.Optional(object(DraftSeen)),
})

const IssuedSlot = object({
  slot: Type.Integer(),
  text: Type.String(),
  value: Type.Union([Type.Number(), Type.Null()]),
})

export const IssuedView = object(
  {
    id: EntryId,
    report: DefinitionId,
    orgUnit: OrgUnitCode,
    period: PeriodText,
    at: Instant,
    seal: Type.String(),
    by: Type.String(),
    definitions: Type.String(),
    slots: Type.Array(IssuedSlot),
    /** What people wrote, with the revision that each part was at; absent where it was issued without a draft. */
    written: Type.Optional(Type.Array(object({ block: ReportBlockId, revision: Type.Integer(), text: Type.String() }))),
  },
  { title: 'Issued report' },
)

/** An issued report computed again: as of its moment, and now. */
export const RecomputedView = object({
  issued: IssuedView,
  /** Whether every slot and every written part is as it was issued. */
  same: Type.Boolean(),
  again: Type.Array(IssuedSlot),
  /** Slots that read otherwise today. */
  moved: Type.Array(object({ slot: Type.Integer(), was: Type.String(), is: Type.String() })),
})
