import { Type } from 'typebox'
import { DefinitionId, EntryId, Instant, OrgUnitCode, PeriodText, RequestId } from './common.ts'
import { FigureView } from './figure.ts'
import { object } from './object.ts'

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
        style: Type.String(),
        lead: Type.Union([Type.String(), Type.Null()]),
        runs: Type.Array(object({ slot: Type.Union([Type.Integer(), Type.Null()]), text: Type.String() })),
      }),
    ),
    slots: Type.Array(
      object({ slot: Type.Integer(), text: Type.String(), figure: Type.Union([FigureView, Type.Null()]) }),
    ),
    /** What the writer may take up. */
    proposals: Type.Array(object({ title: Type.String(), lines: Type.Array(Type.String()) })),
  },
  { title: 'Report' },
)

/** A request to issue a report; sent again, it is answered with what it issued. */
export const IssueRequest = object({ request: RequestId, org: OrgUnitCode, period: PeriodText })

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
  },
  { title: 'Issued report' },
)

/** An issued report computed again: as of its moment, and now. */
export const RecomputedView = object({
  issued: IssuedView,
  /** Whether every slot is as it was issued. */
  same: Type.Boolean(),
  again: Type.Array(IssuedSlot),
  /** Slots that read otherwise today. */
  moved: Type.Array(object({ slot: Type.Integer(), was: Type.String(), is: Type.String() })),
})
