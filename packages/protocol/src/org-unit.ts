import { Type } from 'typebox'
import { DayText, OrgUnitCode } from './common.ts'
import { object } from './object.ts'

/** A place of the tree. Names of places are no secret; what was booked at them is. */
export const OrgUnitView = object({
  code: OrgUnitCode,
  name: Type.String(),
  shortName: Type.Optional(Type.String()),
  /** The day from which it bears this name, where a document says so. */
  since: Type.Optional(DayText),
  /** The first day on which it is no more; nothing new is booked there from then on. */
  endsOn: Type.Optional(DayText),
  /** The unit that it was merged into. */
  mergedInto: Type.Optional(OrgUnitCode),
})
