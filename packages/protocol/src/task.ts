import { Type } from 'typebox'
import { Both, EntryId, Instant, OrgUnitCode, TownCode } from './common.ts'
import { object } from './object.ts'

/** Id of long work that somebody started. */
export const TaskId = EntryId

export const TaskState = Type.Union([
  Type.Literal('queued'),
  Type.Literal('running'),
  Type.Literal('done'),
  Type.Literal('failed'),
  Type.Literal('stopped'),
])

/** Long work that the asker started: an import, a check, a verification, an export. */
export const Task = object(
  {
    id: TaskId,
    kind: Type.String(),
    /** What it is about; null: the whole book. */
    orgUnit: Type.Union([OrgUnitCode, Type.Null()]),
    state: TaskState,
    stopAsked: Type.Boolean(),
    /** How far it is, in the work's own words: `{ "stage": "checking", "rows": 1200 }`. */
    progress: Type.Record(Type.String(), Type.Unknown()),
    /** What came of it; null until done. */
    result: Type.Unknown(),
    /** Why it failed. */
    error: Type.Union([object({ code: Type.String(), ...Both.properties }), Type.Null()]),
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'Task' },
)

/** One place where two counts that must agree do not. */
export const Disagreement = object({
  town: TownCode,
  measure: Type.String(),
  orgUnit: OrgUnitCode,
  when: Type.String(),
  what: Type.Union([Type.Literal('cells'), Type.Literal('versions'), Type.Literal('states'), Type.Literal('journal')]),
  expected: Type.Number(),
  found: Type.Number(),
})

/** Result of a check: the book recounted, as `shishu check` does it. */
export const CheckResult = object({
  towns: Type.Integer(),
  entries: Type.Integer(),
  postings: Type.Integer(),
  disagreements: Type.Array(Disagreement),
})

/** Result of a verification: every seal recomputed, and the last of each town. */
export const VerificationResult = object({
  towns: Type.Array(object({ town: TownCode, position: Type.Integer(), seal: Type.String() })),
})

/** Result of an export: how long the file is; see `GET /api/exports/{task}/file`. */
export const ExportResult = object({ size: Type.Integer() })

/** A place of a town’s journal. */
export const JournalPlace = object({
  position: Type.Integer(),
  sealedAt: Instant,
  /** Hex. */
  seal: Type.String(),
  batch: EntryId,
  /** What was booked; null where the asker may not see it. */
  booked: Type.Union([
    object({
      kind: Type.String(),
      at: Instant,
      by: Type.String(),
      versions: Type.Integer(),
      postings: Type.Integer(),
    }),
    Type.Null(),
  ]),
})

/** A town’s journal: its head, and places from the last or from `before` backwards. */
export const Journal = object({
  /** Position 0 and no seal: nothing is sealed yet. */
  position: Type.Integer(),
  seal: Type.Union([Type.String(), Type.Null()]),
  places: Type.Array(JournalPlace),
})
