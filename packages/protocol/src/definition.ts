import { Type } from 'typebox'
import { DayText, EntryId, Instant, OrgUnitCode, Reason, RequestId } from './common.ts'
import { object } from './object.ts'

/**
 * One definition as it is to be. A definition refers to others, so its body is checked by the kernel alone (checkChanges),
 * form and all: it tells every problem with its path, where a schema would tell the first.
 */
export const DefinitionChangeBody = object({
  kind: Type.Union([
    Type.Literal('param'),
    Type.Literal('ledger'),
    Type.Literal('indicator'),
    Type.Literal('target'),
    Type.Literal('requirement'),
    Type.Literal('report'),
  ]),
  body: Type.Record(Type.String(), Type.Unknown()),
})

/** An example that its author gives: what an entry must book, or what an indicator must come to; checked by checkCases. */
export const DefinitionCaseBody = Type.Record(Type.String(), Type.Unknown())

const asked = {
  changes: Type.Array(DefinitionChangeBody, { minItems: 1, maxItems: 50 }),
  cases: Type.Array(DefinitionCaseBody, { maxItems: 100 }),
}

export const DefinitionQuestion = object(asked)

/** What publishing would find and do. */
export const DefinitionCheck = object({
  problems: Type.Array(object({ path: Type.String(), problem: Type.String() })),
  cases: Type.Array(
    object({ name: Type.String(), passed: Type.Boolean(), expected: Type.String(), found: Type.String() }),
  ),
  /** Entries that would be counted anew, by ledger. */
  rebooked: Type.Array(object({ ledger: Type.String(), entries: Type.Integer() })),
})

export const NewDefinitionChange = object({
  request: RequestId,
  /** The first day on which it holds: today or later. */
  from: DayText,
  reason: Reason,
  ...asked,
})

export const DefinitionChangeState = Type.Union([
  Type.Literal('in-force'),
  Type.Literal('waiting'),
  Type.Literal('withdrawn'),
])

/** What was made of a publication: its state, and the set of definitions that is in force now. */
export const DefinitionChangeMade = object({ id: EntryId, state: DefinitionChangeState, definitions: Type.String() })

export const DefinitionChangeList = object({
  /** Where the right to change definitions is asked: the smallest place that holds every town of the book. */
  place: OrgUnitCode,
  /** Newest first. */
  changes: Type.Array(
    object({
      id: EntryId,
      from: DayText,
      at: Instant,
      /** Account. */
      by: Type.String(),
      byName: Type.String(),
      reason: Type.String(),
      state: DefinitionChangeState,
      changes: Type.Array(DefinitionChangeBody),
      cases: Type.Array(DefinitionCaseBody),
    }),
  ),
})
