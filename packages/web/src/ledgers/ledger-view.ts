import { type Field, isPersonal, type Ledger } from '@shishu/kernel'
import { useState } from 'react'
import { type FilterDraft, testsOf } from './filter-draft.ts'
import type { ShownColumn } from './grid-columns.ts'

/** What a view of a ledger says: what can be kept under a name, and sent as a link. */
export interface LedgerView {
  drafts: readonly FilterDraft[]
  states: readonly string[]
  /** Field with a minus for descending. */
  sort?: string
  /** What the list is grouped by. */
  group?: string
  /** Absent: as the device has them. */
  columns?: readonly ShownColumn[]
}

/** How somebody looks at a ledger: kept while the application is open, so that an entry can be left for its list again. */
export interface LedgerViewState {
  drafts: readonly FilterDraft[]
  states: readonly string[]
  sort: string | undefined
  group: string | undefined
  filterOpen: boolean
}

const kept = new Map<string, LedgerViewState>()
const AT_FIRST: LedgerViewState = { drafts: [], states: [], sort: undefined, group: undefined, filterOpen: false }

/** The view of a ledger; at first that of the link by which the page was opened, if it carries one. */
export function useLedgerView(
  ledger: Ledger,
  linked: LedgerView | null,
): [LedgerViewState, (part: Partial<LedgerViewState>) => void] {
  const [view, setView] = useState(() => (linked === null ? (kept.get(ledger.id) ?? AT_FIRST) : stateOf(linked)))
  const change = (part: Partial<LedgerViewState>) =>
    setView((before) => {
      const next = { ...before, ...part }
      kept.set(ledger.id, next)
      return next
    })
  return [view, change]
}

/** A view as a page takes it up. */
export function stateOf({ drafts, states, sort, group }: LedgerView): LedgerViewState {
  return { drafts, states, sort, group, filterOpen: drafts.length + states.length > 0 }
}

/** A view as it is kept under a name or written into a link. */
export function viewFrom(
  { drafts, states, sort, group }: LedgerViewState,
  columns: readonly ShownColumn[],
): LedgerView {
  return {
    drafts: [...drafts],
    states: [...states],
    ...(sort === undefined ? {} : { sort }),
    ...(group === undefined ? {} : { group }),
    columns: [...columns],
  }
}

const MARK = '#view='

/** The part of an address that carries a view. It comes after the #, which no server is told. */
export function writeViewHash(view: LedgerView): string {
  const bytes = new TextEncoder().encode(JSON.stringify(view))
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  return MARK + text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The view in an address; null where there is none. What the ledger does not have is left out. */
export function readViewHash(ledger: Ledger, hash: string): LedgerView | null {
  if (!hash.startsWith(MARK)) return null
  try {
    const text = atob(hash.slice(MARK.length).replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    return readView(ledger, JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return null
  }
}

/** A view that was kept or sent, as far as the ledger is still as it was then. */
export function readView(ledger: Ledger, given: unknown): LedgerView | null {
  if (typeof given !== 'object' || given === null) return null
  const { drafts, states, sort, group, columns } = given as Partial<Record<keyof LedgerView, unknown>>
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  const sorted = text(sort)
  const grouped = text(group)
  const known = (id: string) => Object.hasOwn(ledger.fields, id)
  const isSortable = sorted !== undefined && (known(sorted.replace(/^-/, '')) || /^-?(orgUnit|entry)$/.test(sorted))
  const isGrouping =
    grouped !== undefined &&
    (known(grouped) || grouped === 'orgUnit' || (grouped === 'state' && ledger.loop !== undefined))
  return {
    drafts: (Array.isArray(drafts) ? drafts : []).flatMap((one) => readDraft(ledger.fields, one)),
    states: (Array.isArray(states) ? states : []).filter((state) => Object.hasOwn(ledger.loop?.states ?? {}, state)),
    ...(isSortable ? { sort: sorted } : {}),
    ...(isGrouping ? { group: grouped } : {}),
    ...(Array.isArray(columns) ? { columns: columns as ShownColumn[] } : {}),
  }
}

function readDraft(fields: Readonly<Record<string, Field>>, given: unknown): FilterDraft[] {
  const { field, test, values, from, until } = (given ?? {}) as Partial<FilterDraft>
  if (typeof field !== 'string' || !Object.hasOwn(fields, field)) return []
  if (test === undefined || !testsOf(fields[field]!).includes(test)) return []
  const texts =
    Array.isArray(values) && !isPersonal(fields[field]!) ? values.filter((one) => typeof one === 'string') : []
  return [{ field, test, values: texts, from: String(from ?? ''), until: String(until ?? '') }]
}

const towns = new Map<string, string>()
/** The town of an entry that was seen in a list: its address does not say it. */
export const knownTown = (entry: string): string | undefined => towns.get(entry)
export const rememberTown = (entry: string, town: string | undefined): void => {
  if (town !== undefined) towns.set(entry, town)
}
