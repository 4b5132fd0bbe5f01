import type {
  AccountView,
  AppointmentView,
  InvitationLink as InvitationLinkView,
  NewAccountRequest,
  NewAppointment as NewAppointmentRequest,
  RoleView,
} from '@shishu/protocol'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { get, post, request } from './client.ts'

export type Account = Static<typeof AccountView>
export type Appointment = Static<typeof AppointmentView>
export type Role = Static<typeof RoleView>
export type InvitationLink = Static<typeof InvitationLinkView>
export type NewAppointment = Static<typeof NewAppointmentRequest>
export interface PersonName {
  id: string
  displayName: string
}

const ACCOUNTS_A_PAGE = 50

/** Accounts of an org unit and those below it, by login name; `text` is part of a login name or a real name. */
export const accountsQuery = (org: string, text: string) =>
  infiniteQueryOptions({
    queryKey: ['accounts', org, text],
    queryFn: ({ pageParam, signal }) => {
      const search = new URLSearchParams({ org, limit: String(ACCOUNTS_A_PAGE) })
      if (text !== '') search.set('text', text)
      if (pageParam !== null) search.set('after', pageParam)
      return get<{ accounts: readonly Account[]; next: string | null }>(`/api/accounts?${search}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })

export const openAccount = (asked: Static<typeof NewAccountRequest>) =>
  post<{ account: Account; invitation: InvitationLink }>('/api/accounts', asked)

const accountUrl = (id: string) => `/api/accounts/${encodeURIComponent(id)}`

export const requireSecondFactor = (id: string, secondFactorRequired: boolean): Promise<Account> =>
  request('PATCH', accountUrl(id), { body: { secondFactorRequired } })
export const disableAccount = (id: string, reason: string): Promise<void> =>
  post(`${accountUrl(id)}/disable`, { reason })
export const enableAccount = (id: string, reason: string): Promise<void> => post(`${accountUrl(id)}/enable`, { reason })
export const removeSecondFactor = (id: string, reason: string): Promise<void> =>
  request('DELETE', `${accountUrl(id)}/second-factor`, { body: { reason } })

/** A new way in for somebody who forgot their password: one of the two, shown once. */
export const resetPassword = (id: string, how: 'one-time-password' | 'invitation', reason: string) =>
  post<{ password?: string; invitation?: InvitationLink }>(`${accountUrl(id)}/password-reset`, { how, reason })

/** Roles of the pack, those of the three administrators, and what the acts are called. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: ({ signal }) =>
    get<{ roles: readonly Role[]; acts: Readonly<Record<string, { zh: string; en: string }>> }>('/api/roles', signal),
  staleTime: 3_600_000,
})

/** Appointments at an org unit and below it: those of today, or all there ever were. */
export const appointmentsQuery = (org: string, all: boolean) =>
  queryOptions({
    queryKey: ['appointments', org, all],
    queryFn: async ({ signal }) => {
      const search = new URLSearchParams({ org, ...(all ? { all: 'true' } : {}) })
      return (await get<{ appointments: readonly Appointment[] }>(`/api/appointments?${search}`, signal)).appointments
    },
  })

/** Who can be appointed at an org unit or below it. */
export const candidatesQuery = (org: string, text: string) =>
  queryOptions({
    queryKey: ['candidates', org, text],
    queryFn: async ({ signal }) => {
      const search = new URLSearchParams({ org, ...(text === '' ? {} : { text }) })
      return (await get<{ people: readonly PersonName[] }>(`/api/appointments/people?${search}`, signal)).people
    },
  })

export const appointPerson = (asked: NewAppointment) => post<{ id: string }>('/api/appointments', asked)
export const endAppointment = (id: string, reason: string): Promise<void> =>
  request('DELETE', `/api/appointments/${id}`, { body: { reason } })

/** One's own duties that others have for a time. */
export const delegationsQuery = queryOptions({
  queryKey: ['delegations'],
  queryFn: async ({ signal }) =>
    (await get<{ delegations: readonly Appointment[] }>('/api/delegations', signal)).delegations,
})
export const delegateDuty = (asked: { appointment: string; person: string; until: string; reason: string }) =>
  post<{ id: string }>('/api/delegations', asked)
export const endDelegation = (id: string, reason: string): Promise<void> =>
  request('DELETE', `/api/delegations/${id}`, { body: { reason } })

/** Who of that full name or login name can take one's duty on: of one's org unit, below it or straight above it. */
export const delegatesQuery = (text: string) =>
  queryOptions({
    queryKey: ['delegates', text],
    queryFn: async ({ signal }) => {
      const search = new URLSearchParams({ text })
      return (await get<{ people: readonly PersonName[] }>(`/api/delegations/people?${search}`, signal)).people
    },
    enabled: text.length > 1,
  })
