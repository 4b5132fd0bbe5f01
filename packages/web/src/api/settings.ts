import type { Day } from '@shishu/kernel'
import type {
  AuditPageView,
  AuditVerificationView,
  AuditView,
  DeliveryView,
  NewTokenView,
  NewWebhookView,
  PingView,
  TokenView,
  WebhookView,
} from '@shishu/protocol'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { get, post, remove, request } from './client.ts'
import type { Task } from './tasks.ts'

export type AccessToken = Static<typeof TokenView>
export type NewAccessToken = Static<typeof NewTokenView>

export const tokensQuery = queryOptions({
  queryKey: ['session', 'tokens'],
  queryFn: async ({ signal }) => (await get<{ tokens: readonly AccessToken[] }>('/api/session/tokens', signal)).tokens,
})
/** Makes a token by which a program reads figures as the person; shown this once. `days`  1 to 365. */
export const makeToken = (label: string, days: number): Promise<NewAccessToken> =>
  post('/api/session/tokens', { label, days })
export const revokeToken = (id: string): Promise<void> => remove(`/api/session/tokens/${id}`)

export const mailAddressQuery = queryOptions({
  queryKey: ['session', 'mail-address'],
  queryFn: async ({ signal }) => (await get<{ address: string | null }>('/api/session/mail-address', signal)).address,
})
/** Where the person is told by mail; null for nowhere. */
export const setMailAddress = (address: string | null): Promise<{ address: string | null }> =>
  request('PUT', '/api/session/mail-address', { body: { address } })

export interface NewOrgUnit {
  code: string
  name: string
  shortName?: string
  /** The day from which it bears the name. */
  since?: Day
  /** The first day on which it is no more; null takes that back. */
  endsOn?: Day | null
  mergedInto?: string | null
}
/** Adds org units; one whose code is there already is renamed, or ends. */
export const addOrgUnits = (units: readonly NewOrgUnit[]) => post<{ units: number }>('/api/org-units', { units })

export interface Adjustment {
  entry: string
  version: number
  measure: string
  day: string
  amount: number
  bookedAt: string
  by: string
  reason: string | null
}
/** Ids of a town's closed periods. */
export const closingsQuery = (town: string) =>
  queryOptions({
    queryKey: ['closings', town],
    queryFn: async ({ signal }) =>
      (await get<{ periods: readonly string[] }>(`/api/towns/${town}/closings`, signal)).periods,
  })
export const closePeriod = (town: string, period: string) =>
  post<{ period: string }>(`/api/towns/${town}/closings`, { period })
/** What was booked into a period after it was closed. */
export const adjustmentsQuery = (town: string, period: string) =>
  queryOptions({
    queryKey: ['closings', town, period],
    queryFn: async ({ signal }) =>
      (await get<{ adjustments: readonly Adjustment[] }>(`/api/towns/${town}/closings/${period}/adjustments`, signal))
        .adjustments,
  })

export type Webhook = Static<typeof WebhookView>
export type NewWebhook = Static<typeof NewWebhookView>
export type Delivery = Static<typeof DeliveryView>
export type Ping = Static<typeof PingView>
export interface EventType {
  type: string
  zh: string
  en: string
}
export const webhooksQuery = (org: string) =>
  queryOptions({
    queryKey: ['webhooks', org],
    queryFn: ({ signal }) =>
      get<{ webhooks: readonly Webhook[]; events: readonly EventType[] }>(
        `/api/webhooks?${new URLSearchParams({ org })}`,
        signal,
      ),
  })
export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'deliveries', id],
    queryFn: async ({ signal }) =>
      (await get<{ deliveries: readonly Delivery[] }>(`/api/webhooks/${id}/deliveries`, signal)).deliveries,
    staleTime: 0,
  })
export const addWebhook = (asked: { org: string; url: string; events: readonly string[] }) =>
  post<NewWebhook>('/api/webhooks', asked)
export const enableWebhook = (id: string, enabled: boolean): Promise<Webhook> =>
  request('PATCH', `/api/webhooks/${id}`, { body: { enabled } })
export const removeWebhook = (id: string): Promise<void> => remove(`/api/webhooks/${id}`)
export const pingWebhook = (id: string): Promise<Ping> => post(`/api/webhooks/${id}/test`)

export type AuditLine = Static<typeof AuditView>
export type AuditVerification = Static<typeof AuditVerificationView>
/** Which lines are looked for; days are whole, in Shanghai; empty: all. */
export interface AuditFilter {
  from: string
  until: string
  act: string
  outcome: '' | AuditLine['outcome']
  org: string
}
/** A filter as the query of an address. */
export function auditSearch(filter: AuditFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''))
}
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) => {
      const search = auditSearch(filter)
      search.set('limit', '100')
      if (pageParam !== null) search.set('after', pageParam)
      return get<Static<typeof AuditPageView>>(`/api/audit?${search}`, signal)
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  })
export const auditFile = (filter: AuditFilter): string => `/api/audit.csv?${auditSearch(filter)}`
export const verifyAudit = (): Promise<AuditVerification> => post('/api/audit/verification')

/** Long work on the whole book: recount it, recompute its seals, write it into a file. */
export const startCheck = (): Promise<Task> => post('/api/checks')
export const startVerification = (): Promise<Task> => post('/api/verifications')
