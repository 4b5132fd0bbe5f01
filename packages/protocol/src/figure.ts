import { Type } from 'typebox'
import { Both, DayText, DefinitionId, Instant, OrgUnitCode, PeriodText } from './common.ts'
import { object } from './object.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
/** Several in one, with commas. */
export const DefinitionIds = Type.String({ pattern: '^[a-z0-9-]+(,[a-z0-9-]+){0,499}$', maxLength: 20_000 })
export const OrgUnitCodes = Type.String({ pattern: '^[0-9]{12,15}(,[0-9]{12,15}){0,49}$' })
export const PeriodTexts = Type.String({ pattern: '^[0-9AHQWB-]{4,10}(,[0-9AHQWB-]{4,10}){0,35}$' })

/** One figure: an indicator's value for a place and a period. */
export const FigureView = object(
  {
    indicator: DefinitionId,
    label: Type.String(),
    orgUnit: OrgUnitCode,
    period: PeriodText,
    /** In `unit`; null where there is no value, for the reason in `absent`. */
    value: Nullable(Type.Number()),
    unit: Type.String(),
    /** As it is printed: 12.5%, 3.2亿元, — */
    text: Type.String(),
    numerator: Nullable(Type.Number()),
    denominator: Nullable(Type.Number()),
    absent: Nullable(Type.String()),
  },
  { title: 'Figure' },
)

export const FigureList = object({
  /** The moment that they are of; null for the present. */
  asOf: Nullable(Instant),
  figures: Type.Array(FigureView),
})

/** Entries outside the asker's rights: how many, and what they come to together. */
const Others = object({ count: Type.Integer(), amount: Type.Number() })

/** What one entry adds to an input. */
export const ContributionView = object({
  ledger: DefinitionId,
  entry: Type.String(),
  version: Type.Integer(),
  orgUnit: OrgUnitCode,
  day: DayText,
  amount: Type.Number(),
  /** What the entry is about; empty where it is outside the asker's rights. */
  summary: Type.String(),
})

export const ExplanationView = object(
  {
    figure: FigureView,
    formula: Type.String(),
    /** The formula in words. */
    words: Both,
    source: Type.String(),
    inputs: Type.Array(
      object({
        measure: Type.String(),
        label: Type.String(),
        unit: Type.String(),
        from: Nullable(DayText),
        until: Nullable(DayText),
        /** In the smallest part of the unit: the sum of the contributions. */
        amount: Nullable(Type.Union([Type.Number(), DayText])),
        text: Type.String(),
        count: Type.Integer(),
        /** The first of those that the asker may read; `count` says how many there are in all. */
        contributions: Type.Array(ContributionView),
        others: Others,
      }),
    ),
  },
  { title: 'Explanation' },
)

export const DifferenceView = object(
  {
    before: FigureView,
    after: FigureView,
    inputs: Type.Array(
      object({
        measure: Type.String(),
        label: Type.String(),
        unit: Type.String(),
        before: Nullable(Type.Union([Type.Number(), DayText])),
        after: Nullable(Type.Union([Type.Number(), DayText])),
        count: Type.Integer(),
        others: Others,
        lines: Type.Array(
          object({
            ledger: DefinitionId,
            entry: Type.String(),
            version: Type.Integer(),
            orgUnit: OrgUnitCode,
            day: DayText,
            amount: Type.Number(),
            bookedAt: Instant,
            by: Type.String(),
            reason: Nullable(Type.String()),
          }),
        ),
      }),
    ),
  },
  { title: 'Difference' },
)
