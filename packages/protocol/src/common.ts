import { Type } from 'typebox'

/** Code of an org unit: 12 digits, 15 for a grid. */
export const OrgUnitCode = Type.String({ pattern: '^([0-9]{12}|[0-9]{15})$', examples: ['341899101000'] })
/** Code of a township: the one whose book is meant. */
export const TownCode = Type.String({ pattern: '^[0-9]{12}$', examples: ['341899101000'] })
export const DayText = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', examples: ['2026-03-05'] })
/** `2026-03`, `2026-Q1`, `2026-H1`, `2026`, `2026-03-A`, `2026-W10`, `2026-03-05`. */
export const PeriodText = Type.String({ minLength: 4, maxLength: 10, examples: ['2026-H1'] })
/** A moment in the past: a day (its end) or an instant; Beijing time where no zone is given. Absent: now. */
export const AsOfText = Type.String({ minLength: 10, maxLength: 40, examples: ['2026-03-05', '2026-03-05T18:00'] })
/** Id of a definition: ledger, indicator, report, step, role. */
export const DefinitionId = Type.String({ pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$', maxLength: 80 })
/** Id of a step or a field, as definitions write them. */
export const MemberId = Type.String({ pattern: '^[a-zA-Z][a-zA-Z0-9-]*$', maxLength: 80 })
export const EntryId = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
/** Made by the asker: the same request sent again books nothing more. */
export const RequestId = Type.String({ minLength: 8, maxLength: 100 })
export const Reason = Type.String({ minLength: 2, maxLength: 500 })
/** An instant as ISO 8601 in UTC. */
export const Instant = Type.String({ examples: ['2026-03-05T10:00:00.000Z'] })
/** A value as booked: text, a day or month as text, an integer in the smallest part, a boolean; null for empty. */
export const FieldValueText = Type.Union([
  Type.String({ maxLength: 10_000 }),
  Type.Integer(),
  Type.Boolean(),
  Type.Null(),
])
export const FieldValues = Type.Record(MemberId, FieldValueText)
/** Text in both languages. */
export const Both = Type.Object({ zh: Type.String(), en: Type.String() })
