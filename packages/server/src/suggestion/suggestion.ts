import { type CodeRange, codeFromKey, codeKey } from '@shishu/kernel'
import type { SuggestionKind } from '@shishu/protocol'
import type { BookPool } from '@shishu/store'
import type { Static } from 'typebox'
import { uuidv7 } from 'uuidv7'
import { suggestionError } from './suggestion-errors.ts'

/** What somebody said about the software or about demands that repeat, and what was answered. */
export interface Suggestion {
  id: string
  /** The account that said it. */
  person: string
  /** Where the person belonged then. */
  orgUnit: string
  kind: Static<typeof SuggestionKind>
  text: string
  at: string
  /** `by` is an account. */
  answer: { text: string; by: string; at: string } | null
}

/** Of one person in 24 hours at most. */
const MOST_A_DAY = 50
/** Listed at most. */
const LISTED = 200
const DAY_MS = 86_400_000

/** Keeps what somebody says. Errors: suggestion.too-many. */
export async function addSuggestion(
  pool: BookPool,
  { person, orgUnit, kind, text, now }: Pick<Suggestion, 'person' | 'orgUnit' | 'kind' | 'text'> & { now: Date },
): Promise<Suggestion> {
  const { rows } = await pool.query<SuggestionRow>(
    `insert into shishu.suggestion (id, person, org_unit, kind, text, at)
     select $1, $2, $3, $4, $5, $6
      where (select count(*) from shishu.suggestion where person = $2 and at > $7) < ${MOST_A_DAY}
     returning ${COLUMNS}`,
    [uuidv7(), person, codeKey(orgUnit), kind, text, now, new Date(now.getTime() - DAY_MS)],
  )
  if (rows[0] === undefined) throw suggestionError('suggestion.too-many', { most: MOST_A_DAY })
  return suggestionOf(rows[0])
}

/** What a person has said, the latest first. */
export async function suggestionsOf(pool: BookPool, person: string): Promise<Suggestion[]> {
  const { rows } = await pool.query<SuggestionRow>(
    `select ${COLUMNS} from shishu.suggestion where person = $1 order by at desc, id desc limit ${LISTED}`,
    [person],
  )
  return rows.map(suggestionOf)
}

/** What was said at some places: what waits for an answer before what has one, each the latest first. */
export async function suggestionsAt(pool: BookPool, places: readonly CodeRange[]): Promise<Suggestion[]> {
  const { rows } = await pool.query<SuggestionRow>(
    `select ${COLUMNS} from shishu.suggestion
      where exists (select from unnest($1::bigint[], $2::bigint[]) as place (low, high)
                     where org_unit >= place.low and org_unit < place.high)
      order by answer is not null, at desc, id desc limit ${LISTED}`,
    [places.map(({ from }) => from), places.map(({ until }) => until)],
  )
  return rows.map(suggestionOf)
}

/** Errors: suggestion.unknown. */
export async function getSuggestion(pool: BookPool, id: string): Promise<Suggestion> {
  const { rows } = await pool.query<SuggestionRow>(`select ${COLUMNS} from shishu.suggestion where id = $1`, [id])
  if (rows[0] === undefined) throw suggestionError('suggestion.unknown', { suggestion: id })
  return suggestionOf(rows[0])
}

/** Answers; a later answer stands in place of an earlier one. Errors: suggestion.unknown. */
export async function answerSuggestion(
  pool: BookPool,
  { id, answer, by, now }: { id: string; answer: string; by: string; now: Date },
): Promise<Suggestion> {
  const { rows } = await pool.query<SuggestionRow>(
    `update shishu.suggestion set answer = $2, answered_by = $3, answered_at = $4 where id = $1 returning ${COLUMNS}`,
    [id, answer, by, now],
  )
  if (rows[0] === undefined) throw suggestionError('suggestion.unknown', { suggestion: id })
  return suggestionOf(rows[0])
}

const COLUMNS = 'id, person, org_unit, kind, text, at, answer, answered_by, answered_at'

interface SuggestionRow {
  id: string
  person: string
  org_unit: string
  kind: Suggestion['kind']
  text: string
  at: Date
  answer: string | null
  answered_by: string | null
  answered_at: Date | null
}

function suggestionOf({ org_unit, at, answer, answered_by, answered_at, ...row }: SuggestionRow): Suggestion {
  return {
    ...row,
    orgUnit: codeFromKey(Number(org_unit)),
    at: at.toISOString(),
    answer: answer === null ? null : { text: answer, by: answered_by!, at: answered_at!.toISOString() },
  }
}
