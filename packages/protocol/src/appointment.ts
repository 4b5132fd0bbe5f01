import { Type } from 'typebox'
import { DayText, DefinitionId, EntryId, Instant, OrgUnitCode, Reason } from './common.ts'
import { object } from './object.ts'
import { AccountId } from './session.ts'

const NullableDay = Type.Union([DayText, Type.Null()])
const Office = Type.Union([DefinitionId, Type.Null()])

/** A duty given to a person: a role over a place and all below it. */
export const AppointmentView = object(
  {
    id: EntryId,
    person: AccountId,
    /** Null where the account is not found. */
    displayName: Type.Union([Type.String(), Type.Null()]),
    role: DefinitionId,
    roleLabel: Type.String(),
    orgUnit: OrgUnitCode,
    office: Office,
    from: DayText,
    until: NullableDay,
    /** Login name of whoever gave it. */
    grantedBy: Type.String(),
    grantedAt: Instant,
    reason: Type.String(),
    /** The appointment that was passed on; null where it was given by whoever appoints. */
    delegatedFrom: Type.Union([EntryId, Type.Null()]),
    ended: Type.Union([object({ at: Instant, by: Type.String(), reason: Type.String() }), Type.Null()]),
  },
  { title: 'Appointment' },
)

export const NewAppointment = object({
  person: AccountId,
  role: DefinitionId,
  orgUnit: OrgUnitCode,
  /** The office that it is for, where the role asks for one. */
  office: Office,
  from: DayText,
  /** The last day on which it holds; null: until it is ended. */
  until: NullableDay,
  reason: Reason,
})

/** One's own appointment, passed on for a time (代理). */
export const NewDelegation = object({
  appointment: EntryId,
  person: AccountId,
  until: DayText,
  reason: Reason,
})

/** A role, with what it gives. */
export const RoleView = object({
  id: DefinitionId,
  label: Type.String(),
  gloss: Type.String(),
  levels: Type.Array(Type.String()),
  /** Whether an appointment to it names an office. */
  office: Type.Boolean(),
  /** Which ledgers each act on entries is about: `office`, `local`, `open`, `all`. */
  ledgers: Type.Record(Type.String(), Type.String()),
  places: Type.Array(Type.String()),
  duties: Type.Array(Type.String()),
  /** Whether it is one of the three administrators: held alone. */
  apart: Type.Boolean(),
})
