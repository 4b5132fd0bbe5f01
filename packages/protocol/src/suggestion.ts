import { Type } from 'typebox'
import { EntryId, Instant, OrgUnitCode } from './common.ts'
import { object } from './object.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** What somebody says, or answers: some text, with no control characters but new lines and tabs. */
const Words = Type.String({
  minLength: 1,
  maxLength: 2000,
  pattern: '^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*\\S[^\\u0000-\\u0008\\u000b-\\u001f\\u007f]*$',
})

/** What it is about: the software; the same data asked for again; anything else. */
export const SuggestionKind = Type.Union([
  Type.Literal('software'),
  Type.Literal('repeated-demand'),
  Type.Literal('other'),
])

export const NewSuggestion = object({ kind: SuggestionKind, text: Words })

/** A suggestion or complaint, with its answer. */
export const SuggestionView = object(
  {
    id: EntryId,
    /** Who said it; null where the account is not found. */
    displayName: Nullable(Type.String()),
    /** Where the person belonged when they said it. */
    orgUnit: OrgUnitCode,
    kind: SuggestionKind,
    text: Type.String(),
    at: Instant,
    /** Null while nobody has answered. */
    answer: Nullable(object({ text: Type.String(), displayName: Nullable(Type.String()), at: Instant })),
  },
  { title: 'Suggestion' },
)

export const SuggestionAnswer = object({ answer: Words })
