import { Type } from 'typebox'
import { DefinitionId, EntryId, OrgUnitCode, TownCode } from './common.ts'
import { object } from './object.ts'

/** What is looked for: part of a name or number, or pinyin initials of a name. */
export const SearchWords = Type.String({ minLength: 2, maxLength: 60, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })

const Duty = object({ role: Type.String(), office: Type.Union([Type.String(), Type.Null()]), place: Type.String() })

/** What was found within the asker's rights, each kind bounded. */
export const SearchView = object({
  places: Type.Array(
    object({ code: OrgUnitCode, name: Type.String(), above: Type.Union([Type.String(), Type.Null()]) }),
  ),
  people: Type.Array(object({ displayName: Type.String(), duties: Type.Array(Duty) })),
  entries: Type.Array(
    object({ ledger: DefinitionId, town: TownCode, entry: EntryId, place: Type.String(), summary: Type.String() }),
  ),
  /** Whether all entries were looked through; where there was no time for it, none is told. */
  complete: Type.Boolean(),
})
