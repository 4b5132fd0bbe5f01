import type { Duty as DutyView, SessionView, SignInState, WhoAmI } from '@shishu/protocol'
import { queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { ApiProblem } from './api-problem.ts'
import { get, post, remove, request } from './client.ts'
import { keepPerson, keptPerson } from './kept-person.ts'

/** A duty of today, in words. */
export type Duty = Static<typeof DutyView>

/** Who is signed in, and what is still asked of them before they may work. */
export interface Session {
  /** `name` is the real name, `account` the login name. */
  person: { id: string; name: string; account: string }
  /** The org unit that the person belongs to: the place shown where an address names none. */
  orgUnit: { code: string; name: string }
  appointments: readonly Duty[]
  /** Ids of offices in the pack. */
  offices: readonly string[]
  /** Acts that are the person's to do somewhere. What they may do at a place, the server says. */
  acts: readonly string[]
  /** All but `open` comes before anything else. */
  state: 'open' | 'change-password' | 'set-up-second-factor'
}

/** Asks the server who is signed in. Errors: ApiProblem. */
export async function askWhoIsThere(signal?: AbortSignal): Promise<Static<typeof WhoAmI>['person']> {
  const { person } = await get<Static<typeof WhoAmI>>('/api/session', signal)
  keepPerson(person)
  return person
}

/** Who is signed in; where the server is away, who was when it was last asked. */
export async function whoIsThere(signal?: AbortSignal): Promise<Static<typeof WhoAmI>['person']> {
  try {
    return await askWhoIsThere(signal)
  } catch (error) {
    const kept = error instanceof ApiProblem && error.status === 0 ? keptPerson() : null
    if (kept === null) throw error
    return kept
  }
}

/** Who is signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => sessionOf(await whoIsThere(signal)),
  staleTime: 60_000,
})

/** What the pages know of whoever the server says is there. */
export function sessionOf(person: Static<typeof WhoAmI>['person']): Session | null {
  if (person === null) return null
  const { id, name, displayName, orgUnit, appointments, acts, restricted } = person
  const offices = appointments.map(({ office }) => office).filter((office) => office !== null)
  return {
    person: { id, name: displayName, account: name },
    orgUnit,
    appointments,
    offices: [...new Set(offices)],
    acts,
    state: restricted ?? 'open',
  }
}

/** Whether an act is the person's to do somewhere: what decides if a page is offered at all. */
export const mayDo = (session: Session | null | undefined, act: string): boolean => session?.acts.includes(act) === true

/** Where a sign-in stands after one of its steps. */
export type SignInStep = Static<typeof SignInState>['kind']

const step = async (path: string, body: unknown) => (await post<Static<typeof SignInState>>(path, body)).kind

export const signIn = (name: string, password: string): Promise<SignInStep> => step('/api/session', { name, password })
export const giveSecondFactor = (code: string): Promise<SignInStep> => step('/api/session/second-factor', { code })
export const signOut = (): Promise<void> => remove('/api/session')
export const changePassword = (current: string, next: string): Promise<void> =>
  post('/api/session/password', { current, next })

/** Sets a password by a one-time link. Shape  the login name. */
export const enrol = (token: string, password: string): Promise<{ name: string }> =>
  post('/api/enrolments', { token, password })

/** The ways in by single sign-on; none where none is set. */
export const providersQuery = queryOptions({
  queryKey: ['sso'],
  queryFn: async ({ signal }) =>
    (await get<{ providers: readonly { id: string; label: string }[] }>('/api/sso', signal)).providers,
  staleTime: 3_600_000,
  retry: false,
})

/** Where single sign-on begins; `returnTo` is a path of ours. */
export const ssoAddress = (provider: string, returnTo: string): string =>
  `/api/sso/${encodeURIComponent(provider)}/begin?${new URLSearchParams({ returnTo })}`

/** What goes into an authenticator, and the codes for the day it is lost; shown once. */
export interface NewAuthenticator {
  /** `otpauth://totp/…` */
  uri: string
  /** Base32. */
  secret: string
  backupCodes: readonly string[]
}

export const authenticatorQuery = queryOptions({
  queryKey: ['session', 'totp'],
  queryFn: ({ signal }) => get<{ setUp: boolean; required: boolean }>('/api/session/totp', signal),
})
export const beginAuthenticator = (password: string): Promise<NewAuthenticator> =>
  post('/api/session/totp', { password })
export const confirmAuthenticator = (code: string): Promise<void> =>
  request('PUT', '/api/session/totp', { body: { code } })
export const removeAuthenticator = (password: string, code: string): Promise<void> =>
  request('DELETE', '/api/session/totp', { body: { password, code } })

/** A session that is open somewhere. */
export type OpenSession = Static<typeof SessionView>

export const ownSessionsQuery = queryOptions({
  queryKey: ['session', 'sessions'],
  queryFn: async ({ signal }) =>
    (await get<{ sessions: readonly OpenSession[] }>('/api/session/sessions', signal)).sessions,
})
export const endOwnSession = (id: string): Promise<void> => remove(`/api/session/sessions/${encodeURIComponent(id)}`)
