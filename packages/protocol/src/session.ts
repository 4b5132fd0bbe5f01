import { Type } from 'typebox'
import { DayText, DefinitionId, EntryId, Instant, OrgUnitCode } from './common.ts'
import { object } from './object.ts'

/** Words that somebody types in: how long they may be and what they must hold is said by the rules of accounts. */
export const PasswordText = Type.String({ maxLength: 512 })
/** Id of an account. */
export const AccountId = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9-]+$' })
/** Id of a session; tells nothing by itself. */
export const SessionId = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9-]+$' })

/**
 * Where somebody stands after a step of signing in: in; awaited with a code; in, but only to change the password or to set
 * up an authenticator.
 */
export const SignInState = object({
  kind: Type.Union([
    Type.Literal('signed-in'),
    Type.Literal('second-factor'),
    Type.Literal('change-password'),
    Type.Literal('set-up-second-factor'),
  ]),
})

/** A place by name: of one that is not in the tree, its code. */
export const NamedOrgUnit = object({ code: OrgUnitCode, name: Type.String() })

/** A duty that somebody has today, in words. */
export const Duty = object({
  /** Id of the appointment. */
  id: Type.Optional(EntryId),
  role: DefinitionId,
  roleLabel: Type.String(),
  orgUnit: NamedOrgUnit,
  office: Type.Union([DefinitionId, Type.Null()]),
  officeLabel: Type.Union([Type.String(), Type.Null()]),
  from: DayText,
  until: Type.Union([DayText, Type.Null()]),
})

/** Whoever is signed in; null for nobody. */
export const WhoAmI = object(
  {
    person: Type.Union([
      object({
        id: AccountId,
        name: Type.String(),
        displayName: Type.String(),
        orgUnit: NamedOrgUnit,
        appointments: Type.Array(Duty),
        /** Acts that are the person's to do somewhere: what a menu asks. */
        acts: Type.Array(Type.String()),
        /** What must be done before anything else. */
        restricted: Type.Union([Type.Literal('change-password'), Type.Literal('set-up-second-factor'), Type.Null()]),
      }),
      Type.Null(),
    ]),
  },
  { title: 'Session' },
)

/** What goes into an authenticator, and codes for the day it is lost. Shown once. */
export const NewAuthenticator = object({
  /** `otpauth://totp/…`, for a QR code. */
  uri: Type.String(),
  /** Base32, for typing. */
  secret: Type.String(),
  backupCodes: Type.Array(Type.String()),
})

/** A session that is open somewhere. */
export const SessionView = object({
  id: SessionId,
  method: Type.Union([Type.Literal('password'), Type.Literal('sso')]),
  secondFactor: Type.Union([Type.Literal('none'), Type.Literal('awaited'), Type.Literal('given')]),
  startedAt: Instant,
  seenAt: Instant,
  ip: Type.Union([Type.String(), Type.Null()]),
  userAgent: Type.Union([Type.String(), Type.Null()]),
  /** Whether it is the one that asks. */
  current: Type.Boolean(),
})
