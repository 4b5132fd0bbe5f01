import { Type } from 'typebox'
import {
  Both,
  DayText,
  DefinitionId,
  EntryId,
  FieldValues,
  FieldValueText,
  Instant,
  MemberId,
  OrgUnitCode,
  Reason,
  RequestId,
} from './common.ts'
import { object } from './object.ts'

/** A file that has been received (see evidence) and that a version brings. */
export const EvidenceRef = object({
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  name: Type.String({ minLength: 1, maxLength: 200 }),
  mediaType: Type.String({ maxLength: 100 }),
  size: Type.Integer({ minimum: 0 }),
  described: Type.Optional(Type.String({ maxLength: 500 })),
})

const Attached = Type.Optional(Type.Array(EvidenceRef, { maxItems: 20 }))
/** The version that the asker saw: another one by now refuses the change and shows both. */
const Expected = Type.Optional(Type.Integer({ minimum: 1 }))

/** One change to the book. */
export const Change = Type.Union([
  object({
    kind: Type.Literal('add'),
    ledger: DefinitionId,
    orgUnit: OrgUnitCode,
    values: FieldValues,
    evidence: Attached,
  }),
  object({ kind: Type.Literal('put'), ledger: DefinitionId, orgUnit: OrgUnitCode, values: FieldValues }),
  object({
    kind: Type.Literal('correct'),
    ledger: DefinitionId,
    entry: EntryId,
    expected: Expected,
    orgUnit: Type.Optional(OrgUnitCode),
    values: FieldValues,
    evidence: Attached,
    detach: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 20 })),
  }),
  object({
    kind: Type.Literal('step'),
    ledger: DefinitionId,
    entry: EntryId,
    expected: Expected,
    step: MemberId,
    on: DayText,
    values: Type.Optional(FieldValues),
    evidence: Attached,
  }),
  object({ kind: Type.Literal('withdraw'), ledger: DefinitionId, entry: EntryId, expected: Expected }),
])

/** A request to book: all of its changes or none. */
export const Booking = object({
  request: RequestId,
  reason: Type.Optional(Reason),
  changes: Type.Array(Change, { minItems: 1, maxItems: 1000 }),
})

/** What a booking did. */
export const Booked = object({
  batch: EntryId,
  /** Whether this request had been booked before; then this is what it did. */
  repeated: Type.Boolean(),
  versions: Type.Array(object({ ledger: DefinitionId, entry: EntryId, version: Type.Integer() })),
  added: Type.Integer(),
  corrected: Type.Integer(),
  unchanged: Type.Integer(),
  postings: Type.Integer(),
  /** Closed periods that it adjusts. */
  adjusts: Type.Array(Type.String()),
})

/** An entry as a list shows it; personal values are masked. */
export const EntryView = object({
  entry: EntryId,
  version: Type.Integer(),
  orgUnit: OrgUnitCode,
  state: Type.Union([Type.String(), Type.Null()]),
  due: Type.Union([DayText, Type.Null()]),
  status: Type.Union([Type.String(), Type.Null()]),
  withdrawn: Type.Boolean(),
  values: Type.Record(Type.String(), FieldValueText),
  bookedAt: Instant,
  by: Type.String(),
})

export const EntryPage = object({
  entries: Type.Array(EntryView),
  /** Cursor of the next page; null on the last. */
  next: Type.Union([Type.String(), Type.Null()]),
  count: Type.Optional(Type.Integer()),
})

/** A ledger's entries in groups. */
export const EntryGroups = object({
  groups: Type.Array(
    object({
      /** A choice, a month, `true` or `false`, a place's code, a state; null where the entries say nothing. */
      key: Type.Union([Type.String(), Type.Null()]),
      count: Type.Integer(),
      /** Sums of the quantity fields, in their smallest parts. */
      sums: Type.Record(Type.String(), Type.Integer()),
    }),
  ),
  count: Type.Integer(),
})

/** A step that leads on from where a case stands, and whether it can be taken today. */
export const OfferedStep = object({
  step: MemberId,
  label: Type.String(),
  to: MemberId,
  toLabel: Type.String(),
  /** Whether it is the asker's to take. */
  mine: Type.Boolean(),
  /** The date field that takes the step's day. */
  day: Type.Union([MemberId, Type.Null()]),
  /** Fields that must be filled first or with it. */
  needs: Type.Array(object({ field: MemberId, label: Type.String() })),
  /** Why it cannot be taken as things stand. */
  refusal: Type.Union([object({ code: Type.String(), texts: Both }), Type.Null()]),
})

const NullableDay = Type.Union([DayText, Type.Null()])

/** A file attached to an entry. */
export const AttachedFile = object({
  sha256: Type.String(),
  name: Type.String(),
  mediaType: Type.String(),
  size: Type.Integer(),
  described: Type.Union([Type.String(), Type.Null()]),
  version: Type.Integer(),
  /** Other entries that the same file is attached to, of those that the asker may read. */
  sharedWith: Type.Array(object({ ledger: DefinitionId, entry: EntryId })),
  /** How many entries besides have it, that the asker may not read. */
  alsoElsewhere: Type.Integer(),
})

/** One entry whole. */
export const EntryRecord = object(
  {
    ...EntryView.properties,
    reason: Type.Union([Type.String(), Type.Null()]),
    timeline: object({
      steps: Type.Array(
        object({
          step: Type.Union([MemberId, Type.Null()]),
          label: Type.String(),
          on: DayText,
          by: Type.Union([Type.String(), Type.Null()]),
          state: MemberId,
          stateLabel: Type.String(),
        }),
      ),
      stays: Type.Array(
        object({
          state: MemberId,
          label: Type.String(),
          from: DayText,
          until: NullableDay,
          days: Type.Integer(),
          due: NullableDay,
          lateDays: Type.Integer(),
        }),
      ),
    }),
    clock: Type.Union([
      object({
        state: MemberId,
        since: DayText,
        due: NullableDay,
        status: Type.String(),
        source: Type.String(),
        workingDaysLeft: Type.Union([Type.Integer(), Type.Null()]),
      }),
      Type.Null(),
    ]),
    steps: Type.Array(OfferedStep),
    evidence: Type.Array(AttachedFile),
    /** Who has the case in hand; null: its office. */
    holder: Type.Union([object({ person: Type.String(), until: NullableDay }), Type.Null()]),
    /** What the asker may do with it. */
    may: object({ correct: Type.Boolean(), withdraw: Type.Boolean(), reveal: Type.Boolean(), assign: Type.Boolean() }),
  },
  { title: 'Entry' },
)

/** One version of an entry. */
export const EntryVersionView = object({
  version: Type.Integer(),
  kind: Type.String(),
  orgUnit: OrgUnitCode,
  values: Type.Record(Type.String(), FieldValueText),
  track: Type.Array(object({ step: MemberId, on: DayText, by: Type.Union([Type.String(), Type.Null()]) })),
  bookedAt: Instant,
  by: Type.String(),
  reason: Type.Union([Type.String(), Type.Null()]),
})
