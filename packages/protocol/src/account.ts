import { Type } from 'typebox'
import { Instant, OrgUnitCode, Reason } from './common.ts'
import { object } from './object.ts'
import { AccountId, PasswordText } from './session.ts'

const LoginName = Type.String({ minLength: 1, maxLength: 64 })
const DisplayName = Type.String({ minLength: 1, maxLength: 200 })
/** What somebody looks for: part of a login name or a real name. */
export const SearchText = Type.String({ maxLength: 60, pattern: '^[^\\u0000-\\u001f]*$' })
const NullableInstant = Type.Union([Instant, Type.Null()])

/** A person's account, as whoever manages it sees it. */
export const AccountView = object(
  {
    id: AccountId,
    name: Type.String(),
    displayName: Type.String(),
    orgUnit: OrgUnitCode,
    disabled: Type.Boolean(),
    mustChangePassword: Type.Boolean(),
    secondFactorRequired: Type.Boolean(),
    secondFactorSetUp: Type.Boolean(),
    /** Null where no password was ever set: invited, or single sign-on alone. */
    passwordSetAt: NullableInstant,
    lastSignInAt: NullableInstant,
    createdAt: Instant,
  },
  { title: 'Account' },
)

export const AccountPage = object({
  accounts: Type.Array(AccountView),
  /** Login name to go on after; null on the last page. */
  next: Type.Union([Type.String(), Type.Null()]),
})

export const NewAccountRequest = object({
  name: LoginName,
  displayName: DisplayName,
  orgUnit: OrgUnitCode,
  secondFactorRequired: Type.Optional(Type.Boolean()),
})

/** What of an account can change. A login name never does: the journal says it. */
export const AccountChangeRequest = Type.Object(
  {
    displayName: Type.Optional(DisplayName),
    orgUnit: Type.Optional(OrgUnitCode),
    secondFactorRequired: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false, minProperties: 1 },
)

/** A link by which somebody sets a password, shown once. */
export const InvitationLink = object({ url: Type.String(), expiresAt: Instant })

/** Why something is done to somebody else's account; the audit log keeps it. */
export const Because = object({ reason: Reason })

export const PasswordResetRequest = object({
  how: Type.Union([Type.Literal('one-time-password'), Type.Literal('invitation')]),
  reason: Reason,
})

/** One of the two, shown once. */
export const PasswordResetAnswer = object({
  password: Type.Optional(Type.String()),
  invitation: Type.Optional(InvitationLink),
})

/** Somebody by name alone. */
export const PersonName = object({ id: AccountId, displayName: Type.String() })

export const Enrolment = object({ token: Type.String({ minLength: 1, maxLength: 100 }), password: PasswordText })
