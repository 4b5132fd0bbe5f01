import { Type } from 'typebox'
import { EntryId, Instant } from './common.ts'
import { object } from './object.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const token = {
  id: EntryId,
  /** What it is for, in its maker's words. */
  label: Type.String(),
  createdAt: Instant,
  expiresAt: Instant,
  revokedAt: Nullable(Instant),
  /** To the hour; null where it was never used. */
  lastUsedAt: Nullable(Instant),
}

/** A token by which a program reads figures as its maker; itself never shown again. */
export const TokenView = object(token, { title: 'Access token' })

/** A token just made: for the head `Authorization: Bearer …`. */
export const NewTokenView = object({ ...token, token: Type.String() }, { title: 'New access token' })
