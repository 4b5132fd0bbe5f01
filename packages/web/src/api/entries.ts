import { type Appointment, type Day, type Definitions, type FieldValue, type Rights, rightsOf } from '@shishu/kernel'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { todayInShanghai } from '../scope/scope.ts'
import { ApiProblem, readProblem, unreachable } from './api-problem.ts'
import { get, post } from './client.ts'
import { whoIsThere } from './session.ts'

/** How the server writes a personal value for whoever may not see it, or has not asked to. */
export const MASKED = '＊＊'

/** An entry as a list shows it: the protocol's EntryView. */
export interface EntryView {
  entry: string
  version: number
  orgUnit: string
  state: string | null
  due: Day | null
  status: string | null
  withdrawn: boolean
  values: Readonly<Record<string, FieldValue>>
  bookedAt: string
  by: string
}

/** One condition on a field, as the server takes it: ranges are half-open. */
export interface EntryFilter {
  field: string
  is?: FieldValue
  in?: readonly FieldValue[]
  from?: FieldValue
  until?: FieldValue
  contains?: string
  filled?: boolean
}

/** Which entries of a ledger are asked for, and in which order. */
export interface EntriesQuestion {
  org: string
  /** Whether only what lies with the place itself is asked for. */
  exactly?: boolean
  filter: readonly EntryFilter[]
  /** Ids of states; empty: all. */
  states: readonly string[]
  /** A field, with a minus for descending; undefined: last booked first. */
  sort?: string
  asOf?: Day
}

/** A question as the query of an address: of the list and of its files. */
export function questionSearch({ org, exactly, filter, states, sort, asOf }: EntriesQuestion): URLSearchParams {
  return new URLSearchParams({
    org,
    ...(exactly === true ? { exactly: 'true' } : {}),
    ...(filter.length === 0 ? {} : { filter: JSON.stringify(filter) }),
    ...(states.length === 0 ? {} : { state: states.join(',') }),
    ...(sort === undefined ? {} : { sort }),
    ...(asOf === undefined ? {} : { asOf }),
  })
}

/** Entries on a page of a list: few enough that a slow network brings a place in the middle of it soon. */
export const PAGE = 100
const LIST_GOOD_FOR_MS = 300_000

export interface EntryPage {
  entries: readonly EntryView[]
  next: string | null
  /** With the first page: how many there are in all. */
  count?: number
}

export const entryPageKey = (ledger: string, question: EntriesQuestion, page: number) =>
  ['entries', ledger, question, page] as const

/**
 * One page of a ledger's entries, by its number. It goes on from the page before where that is here, so that what is
 * booked meanwhile shifts nothing; elsewhere it is looked into at its place.
 */
export const entryPageQuery = (queries: QueryClient, ledger: string, question: EntriesQuestion, page: number) =>
  queryOptions({
    queryKey: entryPageKey(ledger, question, page),
    queryFn: ({ signal }) => {
      const search = questionSearch(question)
      search.set('limit', String(PAGE))
      const before = page === 0 ? null : queries.getQueryData<EntryPage>(entryPageKey(ledger, question, page - 1))
      if (page === 0) search.set('count', 'true')
      else if (before?.next != null) search.set('after', before.next)
      else search.set('skip', String(page * PAGE))
      return get<EntryPage>(`/api/ledgers/${ledger}/entries?${search}`, signal)
    },
    // A list of a hundred thousand is neither compared field by field nor read again as a whole: see forgetEntries.
    structuralSharing: false,
    staleTime: LIST_GOOD_FOR_MS,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** How many entries meet a question, without reading them. */
export const entryCountQuery = (ledger: string, question: EntriesQuestion) =>
  queryOptions({
    queryKey: ['entries', ledger, question, 'count'],
    queryFn: async ({ signal }) => {
      const search = questionSearch(question)
      search.set('limit', '1')
      search.set('count', 'true')
      return (await get<EntryPage>(`/api/ledgers/${ledger}/entries?${search}`, signal)).count!
    },
    staleTime: LIST_GOOD_FOR_MS,
  })

/** Entries that are alike in what they are grouped by: the protocol's EntryGroups. */
export interface EntryGroup {
  /** A choice, a month, `true` or `false`, a place's code, a state; null where the entries say nothing. */
  key: string | null
  count: number
  /** In the smallest parts, by field. */
  sums: Readonly<Record<string, number>>
}

/** The groups of a list. `by`: a field, `orgUnit` or `state`. */
export const entryGroupsQuery = (ledger: string, question: EntriesQuestion, by: string) =>
  queryOptions({
    queryKey: ['entries', ledger, { ...question, sort: undefined }, 'groups', by],
    queryFn: ({ signal }) => {
      const search = questionSearch(question)
      search.delete('sort')
      search.set('by', by)
      return get<{ groups: readonly EntryGroup[]; count: number }>(`/api/ledgers/${ledger}/groups?${search}`, signal)
    },
    staleTime: LIST_GOOD_FOR_MS,
  })

/** Lists of a ledger begin anew with their first page: something was booked. */
export const forgetEntries = (queries: QueryClient, ledger: string): Promise<void> =>
  queries.resetQueries({ queryKey: ['entries', ledger] })

export interface OfferedStep {
  step: string
  label: string
  to: string
  toLabel: string
  /** Whether it is the person's own to take. */
  mine: boolean
  /** The date field that takes the step's day. */
  day: string | null
  needs: readonly { field: string; label: string }[]
  /** Why it cannot be taken as things stand. */
  refusal: { code: string; texts: { zh: string; en: string } } | null
}

export interface AttachedFile extends EvidenceRef {
  version: number
  sharedWith: readonly { ledger: string; entry: string }[]
  alsoElsewhere: number
}

/** An entry whole: the protocol's EntryRecord. */
export interface EntryRecord extends EntryView {
  reason: string | null
  timeline: {
    steps: readonly { step: string | null; label: string; on: Day; by: string | null; state: string }[]
    stays: readonly { state: string; from: Day; until: Day | null; days: number; due: Day | null; lateDays: number }[]
  }
  steps: readonly OfferedStep[]
  evidence: readonly AttachedFile[]
  /** Who has the case in hand, by account; null: its office. */
  holder: { person: string; until: Day | null } | null
  may: { correct: boolean; withdraw: boolean; reveal: boolean; assign: boolean }
}

export interface EntryVersion {
  version: number
  kind: string
  orgUnit: string
  values: Readonly<Record<string, FieldValue>>
  track: readonly { step: string; on: Day; by: string | null }[]
  bookedAt: string
  by: string
  reason: string | null
}

/** Where an entry is kept. */
export interface EntryAddress {
  town: string
  ledger: string
  entry: string
}

export const entryUrl = ({ town, ledger, entry }: EntryAddress) =>
  `/api/towns/${town}/ledgers/${ledger}/entries/${entry}`

/**
 * An entry, looked for in the towns that a link may mean, the likeliest first. `town` is where it was found.
 * Errors  ApiProblem: of the last town
 */
export const entryQuery = (towns: readonly string[], ledger: string, entry: string, asOf: Day | undefined) =>
  queryOptions({
    queryKey: ['entry', ledger, entry, asOf ?? null],
    queryFn: async ({ signal }): Promise<EntryRecord & { town: string }> => {
      const search = asOf === undefined ? '' : `?asOf=${asOf}`
      let refused: unknown
      for (const town of towns) {
        try {
          return { ...(await get<EntryRecord>(`${entryUrl({ town, ledger, entry })}${search}`, signal)), town }
        } catch (error) {
          if (!(error instanceof ApiProblem) || (error.status !== 404 && error.status !== 403)) throw error
          refused = error
        }
      }
      throw refused
    },
  })

export const historyQuery = (address: EntryAddress) =>
  queryOptions({
    queryKey: ['entry', address.ledger, address.entry, 'history'],
    queryFn: async ({ signal }) =>
      (await get<{ versions: readonly EntryVersion[] }>(`${entryUrl(address)}/history`, signal)).versions,
  })

/** A file that the server has received, as a change refers to it. */
export interface EvidenceRef {
  sha256: string
  name: string
  mediaType: string
  size: number
  described?: string | null
}

type Values = Readonly<Record<string, FieldValue>>
interface OfEntry {
  ledger: string
  entry: string
  /** The version that the person saw. */
  expected: number
}

/** One change to the book: the protocol's Change. */
export type Change =
  | { kind: 'add'; ledger: string; orgUnit: string; values: Values; evidence?: readonly EvidenceRef[] }
  | ({
      kind: 'correct'
      orgUnit?: string
      values: Values
      evidence?: readonly EvidenceRef[]
      detach?: readonly string[]
    } & OfEntry)
  | ({ kind: 'step'; step: string; on: Day; values?: Values; evidence?: readonly EvidenceRef[] } & OfEntry)
  | ({ kind: 'withdraw' } & OfEntry)

export interface Booked {
  repeated: boolean
  versions: readonly { ledger: string; entry: string; version: number }[]
  added: number
  adjusts: readonly string[]
}

export interface Booking {
  /** Kept while the same thing is tried again: it is then booked once. */
  request: string
  reason?: string
  changes: readonly Change[]
}

export const book = (town: string, booking: Booking): Promise<Booked> => post(`/api/towns/${town}/bookings`, booking)

/** An id of a request. `crypto.randomUUID` is missing where a page came over plain http. */
export function newRequestId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Sends a photo or document, for a booking to bring. Errors: ApiProblem. */
export async function uploadEvidence(file: File): Promise<EvidenceRef> {
  const body = new FormData()
  body.append('file', file, file.name)
  const answer = await fetch('/api/evidence', {
    method: 'POST',
    body,
    headers: { 'x-shishu': '1', accept: 'application/json' },
    credentials: 'same-origin',
  }).catch(() => {
    throw unreachable()
  })
  if (!answer.ok) throw await readProblem(answer)
  return (await answer.json()) as EvidenceRef
}

/** Personal values of an entry, for a reason that is recorded. They are never kept. */
export const revealPersonal = (address: EntryAddress, fields: readonly string[], reason: string) =>
  post<{ values: Readonly<Record<string, string | null>> }>(`${entryUrl(address)}/personal`, { fields, reason })

/** To whom a case can be handed. */
export const peopleQuery = (org: string, ledger: string) =>
  queryOptions({
    queryKey: ['people', org, ledger],
    queryFn: async ({ signal }) => {
      const search = new URLSearchParams({ org, ledger })
      return (await get<{ people: readonly { id: string; displayName: string }[] }>(`/api/people?${search}`, signal))
        .people
    },
  })

/** Hands a case to a person, or back to its office (null). */
export const assign = (address: EntryAddress, to: { holder: string | null; until: Day | null; reason: string }) =>
  post<{ seq: number }>(`${entryUrl(address)}/assignments`, to)

interface Duties {
  id: string
  appointments: readonly (Omit<Appointment, 'orgUnit'> & { orgUnit: { code: string } })[]
}

/** Who is signed in and their duties of today: pages offer what these allow; the server decides. */
export const dutiesQuery = queryOptions({
  queryKey: ['duties'],
  queryFn: async ({ signal }): Promise<Duties> => (await whoIsThere(signal)) ?? { id: '', appointments: [] },
  staleTime: 300_000,
})

/** What the duties allow. */
export function rightsFrom({ pack }: Definitions, { appointments }: Duties): Rights {
  const held = appointments.map((one) => ({ ...one, orgUnit: one.orgUnit.code }))
  return rightsOf(pack.roles, held, todayInShanghai())
}
