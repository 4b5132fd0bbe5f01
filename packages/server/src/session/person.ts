import {
  ADMINISTRATORS,
  type Appointment,
  type Day,
  type Definitions,
  type PlaceAct,
  type Rights,
  type Role,
  rightsOf,
} from '@shishu/kernel'

/** What somebody must do before anything else. */
export type Restriction = 'change-password' | 'set-up-second-factor'

/** Whoever a request is from: an account with the appointments of today. */
export interface Person {
  /** Id of the account. */
  account: string
  /** Login name: who the journal says booked. */
  name: string
  displayName: string
  orgUnit: string
  /** Id of the session; for the log only its beginning. */
  session: string
  /** What the session is open for and nothing else, until it is done; false: everything. */
  restricted: Restriction | false
  /** The only acts that a program may do with the person's token; absent where the person is asking. */
  limitedTo?: readonly PlaceAct[]
  /** Those of today, with the ids of their records. */
  appointments: readonly (Appointment & { id?: string })[]
}

/** The roles there are: the pack's, and the three administrators. */
export function rolesOf(definitions: Definitions) {
  return [...ADMINISTRATORS, ...definitions.pack.roles]
}

/** A person's rights on a day. */
export function rightsOn(definitions: Definitions, person: Person | null, on: Day): Rights {
  const roles = rolesOf(definitions)
  const limited = person?.limitedTo === undefined ? roles : roles.map((role) => cutDown(role, person.limitedTo!))
  return rightsOf(limited, person?.appointments ?? [], on)
}

function cutDown(role: Role, acts: readonly PlaceAct[]): Role {
  return { ...role, ledgers: {}, places: role.places.filter((act) => acts.includes(act)), duties: [] }
}

/** Stands in for whoever has not signed in: no rights at all. */
export const NOBODY: Person = {
  account: '',
  name: '',
  displayName: '',
  orgUnit: '',
  session: '',
  restricted: false,
  appointments: [],
}
