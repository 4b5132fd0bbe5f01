import { Type } from 'typebox'
import { EntryId, MemberId } from './common.ts'
import { object } from './object.ts'

const Text = Type.String({ maxLength: 200 })

/** How a ledger is looked at: conditions as they were typed, order, groups, columns with their widths in pixels. */
export const LedgerViewContent = object({
  drafts: Type.Array(
    object({
      field: MemberId,
      test: Type.Union(['value', 'range', 'contains', 'filled', 'empty'].map((test) => Type.Literal(test))),
      values: Type.Array(Text, { maxItems: 200 }),
      from: Text,
      until: Text,
    }),
    { maxItems: 20 },
  ),
  states: Type.Array(MemberId, { maxItems: 100 }),
  sort: Type.Optional(Type.String({ pattern: '^-?[a-zA-Z][a-zA-Z0-9]*$', maxLength: 80 })),
  group: Type.Optional(MemberId),
  columns: Type.Optional(
    Type.Array(
      object({
        /** A field, or `$place`, `$state`, `$due`, `$booked`. */
        id: Type.String({ pattern: '^\\$?[a-zA-Z][a-zA-Z0-9-]*$', maxLength: 80 }),
        widthPx: Type.Optional(Type.Integer({ minimum: 1, maximum: 2000 })),
      }),
      { maxItems: 200 },
    ),
  ),
})

export const NewView = object({
  name: Type.String({
    minLength: 1,
    maxLength: 40,
    pattern: '^[^\\u0000-\\u001f\\u007f]*\\S[^\\u0000-\\u001f\\u007f]*$',
  }),
  view: LedgerViewContent,
})

/** A view that somebody keeps under a name. */
export const KeptView = object({ id: EntryId, name: Type.String(), view: LedgerViewContent }, { title: 'KeptView' })
