import type { CodeRange, Definitions, LedgerAct, PlaceAct, Rights } from '@shishu/kernel'
import type { ClientBase } from 'pg'

/**
 * What the database lets a person see and write, as settings that its row-level policies read (schema/0010-members.sql):
 * `shishu.read_party_meetings = {[341899101000000,341899102000000)}`. A setting that is absent allows nothing.
 */
export interface Scope {
  /** Account of the person. */
  person: string
  /** For every transaction. */
  settings: Settings
  /** Besides, while personal values are read to compare them with what is booked; to be shown; to be erased. */
  vault: Readonly<Record<VaultUse, Settings>>
}

export type VaultUse = 'booking' | 'reveal' | 'erase'
type Settings = ReadonlyMap<string, string>

/** Acts that put versions of entries in the book. */
const CHANGING = ['entry.write', 'entry.step', 'entry.withdraw'] as const satisfies readonly LedgerAct[]

/** What a right at a place is called in the policies. */
const PLACES: readonly (readonly [setting: string, act: PlaceAct])[] = [
  ['shishu.places', 'figure.read'],
  ['shishu.report_write', 'report.write'],
  ['shishu.report_review', 'report.review'],
  ['shishu.issue', 'report.issue'],
  ['shishu.close', 'period.close'],
  ['shishu.define', 'definitions.manage'],
  ['shishu.org_units', 'org-units.manage'],
  ['shishu.appoint', 'appointments.manage'],
  ['shishu.accounts', 'accounts.manage'],
]

/** The scope that rights give a person in the database. */
export function scopeOf(definitions: Definitions, rights: Rights, person: string): Scope {
  const { ledgers } = definitions.pack
  const byLedger = (acts: readonly LedgerAct[]) =>
    ledgers.map(({ id }, index) => [id, acts.flatMap((act) => rights.ranges(act, ledgers[index]!))] as const)
  const read = byLedger(['entry.read'])
  const change = byLedger(CHANGING)
  const erase = byLedger(['entry.erase'])
  const settings = new Map<string, string>([
    ['shishu.person', person],
    ...PLACES.map(([setting, act]) => [setting, multirange(rights.ranges(act))] as const),
    ['shishu.writes', multirange(change.flatMap(([, ranges]) => ranges))],
    ['shishu.erases', multirange(erase.flatMap(([, ranges]) => ranges))],
    ['shishu.assigns', multirange(ledgers.flatMap((ledger) => rights.ranges('entry.assign', ledger)))],
    [
      'shishu.towns',
      multirange([...read, ...change].flatMap(([, ranges]) => ranges).concat(rights.ranges('figure.read'))),
    ],
    ...ledgerSettings('shishu.read', read),
    ...ledgerSettings('shishu.change', change),
    ...ledgerSettings('shishu.write', byLedger(['entry.write'])),
    ...ledgerSettings('shishu.step', byLedger(['entry.step'])),
    ...ledgerSettings('shishu.withdraw', byLedger(['entry.withdraw'])),
  ])
  const filled = (entries: Settings) => new Map([...entries].filter(([, value]) => value !== NOWHERE))
  return {
    person,
    settings: filled(settings),
    vault: {
      booking: filled(ledgerSettings('shishu.reveal', change)),
      reveal: filled(ledgerSettings('shishu.reveal', byLedger(['entry.reveal']))),
      erase: filled(ledgerSettings('shishu.reveal', erase)),
    },
  }
}

type ByLedger = readonly (readonly [ledger: string, ranges: readonly CodeRange[]])[]

/** One setting for all ledgers where they have the same ranges, else one each: every transaction sends them. */
function ledgerSettings(prefix: string, byLedger: ByLedger): Map<string, string> {
  const values = byLedger.map(([ledger, ranges]) => [ledger, multirange(ranges)] as const)
  const [first] = values
  if (first !== undefined && values.every(([, value]) => value === first[1]))
    return new Map([[`${prefix}_all`, first[1]]])
  return new Map(values.map(([ledger, value]) => [`${prefix}_${ledger.replaceAll('-', '_')}`, value]))
}

const NOWHERE = '{}'

/** Ranges as PostgreSQL's int8multirange. */
function multirange(ranges: readonly CodeRange[]): string {
  return `{${[...new Set(ranges.map(({ from, until }) => `[${from},${until})`))].join(',')}}`
}

/** Scopes of the connections that are lent under one. */
const scopes = new WeakMap<ClientBase, Scope>()

/** The scope that a connection works under; undefined where it works for the book itself. */
export function scopeOfClient(client: ClientBase): Scope | undefined {
  return scopes.get(client)
}

export function lendUnder(client: ClientBase, scope: Scope): void {
  scopes.set(client, scope)
}

export function endLending(client: ClientBase): void {
  scopes.delete(client)
}

/** Connections whose large batches are not copied in: where the database binds every role to its policies. */
const policed = new WeakSet<ClientBase>()

export function markPoliced(client: ClientBase): void {
  policed.add(client)
}

/** Whether COPY may write on a connection: PostgreSQL refuses it under row-level policies. */
export function mayCopy(client: ClientBase): boolean {
  return !scopes.has(client) && !policed.has(client)
}

/** For one statement of a person's: longer is no question that a page asks, and holds a connection that others wait for. */
const STATEMENT_MS = 60_000

/**
 * Statements that put the rest of a transaction under a scope, to be sent with its `begin`. Settings are `set local` in the
 * text, because Citus passes on these alone.
 */
export function scopeSql(client: ClientBase): string {
  const scope = scopes.get(client)
  if (scope === undefined) return ''
  return `; ${settingsSql(scope.settings)}; set local statement_timeout = ${STATEMENT_MS}; set local role shishu_member`
}

export function settingsSql(settings: Settings): string {
  return [...settings].map(([name, value]) => `set local ${name} = '${value.replaceAll("'", "''")}'`).join('; ')
}
