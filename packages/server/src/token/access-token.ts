import { createHash, randomBytes } from 'node:crypto'
import type { PlaceAct } from '@shishu/kernel'
import type { BookPool } from '@shishu/store'
import { uuidv7 } from 'uuidv7'
import { tokenError } from './token-errors.ts'

/** What a token lets a program do, of what its maker may do: reading figures, and nothing else. */
export const TOKEN_ACTS: readonly PlaceAct[] = ['figure.read']

/** Days for which a token is valid at most. */
export const TOKEN_DAYS = 365

/** A token, without what proves it. */
export interface AccessToken {
  id: string
  /** The account that made it, and as which it reads. */
  person: string
  label: string
  createdAt: string
  expiresAt: string
  revokedAt: string | null
  /** To the hour; null where it was never used. */
  lastUsedAt: string | null
  /** Of its maker's sessions; it is void in every other. */
  generation: number
}

/** Valid tokens of one person at most. */
const MOST = 20
/** Tokens listed at most, those that are no longer valid among them. */
const LISTED = 100
const DAY_MS = 86_400_000

/**
 * Makes a token.
 * @param days  for how long it is valid, 1 to 365
 * @returns the token's record, and the token itself, which is shown this once
 * Errors   token.too-many
 */
export async function makeToken(
  pool: BookPool,
  {
    person,
    generation,
    label,
    days,
    now,
  }: { person: string; generation: number; label: string; days: number; now: Date },
): Promise<{ record: AccessToken; token: string }> {
  const id = uuidv7()
  const token = `shishu_${randomBytes(32).toString('base64url')}`
  const { rows } = await pool.query<TokenRow>(
    `insert into shishu.token (id, person, label, token_hash, created_at, expires_at, generation)
     select $1, $2, $3, $4, $5, $6, $7
      where (select count(*) from shishu.token
              where person = $2 and generation = $7 and revoked_at is null and expires_at > $5) < ${MOST}
     returning ${COLUMNS}`,
    [id, person, label, hashOf(token), now, new Date(now.getTime() + Math.min(days, TOKEN_DAYS) * DAY_MS), generation],
  )
  if (rows[0] === undefined) throw tokenError('token.too-many', { most: MOST })
  return { record: tokenOf(rows[0]), token }
}

/** A person's tokens, the latest first; those that ended with the sessions of their time are not among them. */
export async function listTokens(
  pool: BookPool,
  { person, generation }: { person: string; generation: number },
): Promise<AccessToken[]> {
  const { rows } = await pool.query<TokenRow>(
    `select ${COLUMNS} from shishu.token where person = $1 and generation = $2
      order by created_at desc, id desc limit ${LISTED}`,
    [person, generation],
  )
  return rows.map(tokenOf)
}

/** Ends a person's own token at once. Errors: token.unknown, also for another's. */
export async function revokeToken(pool: BookPool, person: string, id: string, now: Date): Promise<void> {
  const { rowCount } = await pool.query(
    'update shishu.token set revoked_at = $3 where id = $1 and person = $2 and revoked_at is null',
    [id, person, now],
  )
  if (rowCount === 0) throw tokenError('token.unknown', { token: id })
}

/** The record of a token that is valid now, or undefined; its use is noted. */
export async function useToken(pool: BookPool, token: string, now: Date): Promise<AccessToken | undefined> {
  const { rows } = await pool.query<TokenRow>(
    `select ${COLUMNS} from shishu.token where token_hash = $1 and revoked_at is null and expires_at > $2`,
    [hashOf(token), now],
  )
  const [row] = rows
  if (row === undefined) return undefined
  // To the hour is enough to see which are in use, and spares a write at every request.
  await pool.query(
    `update shishu.token set last_used_at = date_trunc('hour', $2::timestamptz)
      where id = $1 and (last_used_at is null or last_used_at < date_trunc('hour', $2::timestamptz))`,
    [row.id, now],
  )
  return tokenOf(row)
}

const COLUMNS = 'id, person, label, created_at, expires_at, revoked_at, last_used_at, generation'

interface TokenRow {
  id: string
  person: string
  label: string
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  last_used_at: Date | null
  generation: number
}

function tokenOf(row: TokenRow): AccessToken {
  return {
    id: row.id,
    person: row.person,
    label: row.label,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    generation: row.generation,
  }
}

// A token is 32 random bytes: nothing to guess, so that a plain hash keeps it.
const hashOf = (token: string) => createHash('sha256').update(token).digest()
