import { Type } from 'typebox'
import { object } from './object.ts'

/** What a refusal says (RFC 9457): for the person who must act, in both languages. */
export const Problem = object(
  {
    /** `urn:shishu:error:` and the code. */
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String({ examples: ['entry.stale'] }),
    zh: Type.String(),
    en: Type.String(),
    /** Path of the field that is wrong, where one is: `/changes/0/orgUnit`. */
    path: Type.Optional(Type.String()),
    /** What the texts are made from. */
    facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    /** What the person needs to see in order to act: for a stale version, both sides field by field. */
    detail: Type.Optional(Type.Unknown()),
    /** Id of the request, by which the log has it. */
    instance: Type.Optional(Type.String()),
  },
  { title: 'Problem' },
)
