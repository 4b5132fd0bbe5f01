import { queryOptions } from '@tanstack/react-query'
import { ApiProblem } from './api-problem.ts'
import { get, post, remove } from './client.ts'

/** Who is signed in, and what is still asked of them before they may work. */
export interface Session {
  person: { id: string; name: string; account: string }
  /** The org unit whose subtree they may see. */
  orgUnit: { code: string; name: string }
  /** Ids of offices in the pack. */
  offices: readonly string[]
  /** `second-factor` and `change-password` come before anything else. */
  state: 'open' | 'second-factor' | 'change-password'
}

/** Who is signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await get<Session>('/api/session', signal)
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null
      throw error
    }
  },
  staleTime: 60_000,
})

export const signIn = (name: string, password: string): Promise<Session> => post('/api/session', { name, password })
export const giveSecondFactor = (code: string): Promise<Session> => post('/api/session/second-factor', { code })
export const signOut = (): Promise<void> => remove('/api/session')
export const changePassword = (current: string, next: string): Promise<Session> =>
  post('/api/session/password', { current, next })

/** Whom a one-time link was made for. */
export interface Enrolment {
  name: string
  account: string
}

export const enrolmentQuery = (token: string) =>
  queryOptions({
    queryKey: ['enrolment', token],
    queryFn: ({ signal }) => get<Enrolment>(`/api/enrolments/${encodeURIComponent(token)}`, signal),
    retry: false,
  })
export const enrol = (token: string, password: string): Promise<void> =>
  post(`/api/enrolments/${encodeURIComponent(token)}`, { password })
