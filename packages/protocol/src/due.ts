import { Type } from 'typebox'
import { DayText, DefinitionId, OrgUnitCode, PeriodText } from './common.ts'
import { object } from './object.ts'

/** A case whose clock runs, with the rule that says by when. */
export const DueView = object(
  {
    ledger: DefinitionId,
    entry: Type.String(),
    version: Type.Integer(),
    orgUnit: OrgUnitCode,
    state: Type.String(),
    since: DayText,
    due: Type.Union([DayText, Type.Null()]),
    status: Type.Union([
      Type.Literal('overdue'),
      Type.Literal('soon'),
      Type.Literal('in-time'),
      Type.Literal('suspended'),
      Type.Literal('unknown'),
    ]),
    source: Type.String(),
    /** Steps that the loop allows now, and those of them that are the asker's to take. */
    next: Type.Array(Type.String()),
    mine: Type.Array(Type.String()),
    summary: Type.String(),
  },
  { title: 'Due case' },
)

export const MissingView = object({
  requirement: DefinitionId,
  label: Type.String(),
  source: Type.String(),
  missing: Type.Array(object({ place: OrgUnitCode, period: PeriodText, happened: Type.Integer() })),
})
