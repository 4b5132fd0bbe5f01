import {
  type EntryContent,
  type FieldValue,
  isPersonal,
  type Ledger,
  storedFields,
  type TrackStep,
} from '@shishu/kernel'
import type { StoredEvidence } from '../evidence/evidence.ts'
import { columnName, columnType, VERSION_COLUMNS } from '../schema/ledger-table.ts'
import { arrayText, type Cell, type Column } from '../sql/insert-rows.ts'

/** add: the first; correct: says it better; step: takes a case on; withdraw: it should not have been booked. */
export type VersionKind = 'add' | 'correct' | 'step' | 'withdraw'

/** A version as it is stored: personal values stand as vault references (hex of sha256(salt || value)). */
export interface StoredVersion {
  ledger: string
  entry: string
  version: number
  kind: VersionKind
  /** 15-digit key of the org unit. */
  orgUnit: number
  values: Readonly<Record<string, FieldValue>>
  track: readonly TrackStep[]
  /** What it says of files; absent where it says nothing, and where only its row was read. */
  evidence?: readonly StoredEvidence[]
}

/** The columns of a ledger's table, in the order of `versionCells`. */
export function versionColumns(ledger: Ledger): Column[] {
  const fields = storedFields(ledger.fields).map(([id, field]): Column => [columnName(id), columnType(field)])
  return [...VERSION_COLUMNS, ...fields]
}

/** A version as a row of its ledger's table. */
export function versionCells(ledger: Ledger, town: number, batch: string, version: StoredVersion): Cell[] {
  const { track, values } = version
  const list = (of: (step: TrackStep) => string | null) => (track.length === 0 ? null : arrayText(track.map(of)))
  const cells: Cell[] = [
    town,
    version.orgUnit,
    version.entry,
    batch,
    version.version,
    version.kind,
    list((step) => step.step),
    list((step) => step.on),
    list((step) => step.by),
  ]
  for (const [id, field] of storedFields(ledger.fields)) {
    const value = values[id] ?? null
    cells.push(value !== null && isPersonal(field) ? `\\x${value}` : value)
  }
  return cells
}

/** A row as `select`ed by `versionSelection`. */
export type VersionRow = Record<string, unknown> & {
  entry: string
  version: number
  kind: VersionKind
  org_unit: string
  track_step: string[] | null
  track_on: string[] | null
  track_by: (string | null)[] | null
}

/** The select list that `versionOf` reads: days as text, references as hex. */
export function versionSelection(ledger: Ledger): string {
  const fields = storedFields(ledger.fields).map(([id, field]) => {
    const column = columnName(id)
    if (isPersonal(field)) return `encode(v.${column}, 'hex') as ${column}`
    return field.type === 'date' ? `v.${column}::text` : `v.${column}`
  })
  return [
    'v.entry, v.version, v.kind, v.org_unit, v.track_step, v.track_on::text[] as track_on, v.track_by',
    ...fields,
  ].join(', ')
}

/** A stored version from its row. */
export function versionOf(ledger: Ledger, row: VersionRow): StoredVersion {
  const values: Record<string, FieldValue> = {}
  for (const [id, field] of storedFields(ledger.fields)) {
    const value = row[columnName(id)]
    if (value === null || value === undefined) continue
    values[id] = field.type === 'quantity' ? Number(value) : (value as FieldValue)
  }
  const track = (row.track_step ?? []).map((step, index) => ({
    step,
    on: row.track_on![index]!,
    by: row.track_by![index] ?? null,
  }))
  const { entry, version, kind } = row
  return { ledger: ledger.id, entry, version, kind, orgUnit: Number(row.org_unit), values, track }
}

/** What a version says, for the kernel; null for a withdrawal, which says nothing any more. */
export function contentOf(version: StoredVersion, codeOf: (key: number) => string): EntryContent | null {
  if (version.kind === 'withdraw') return null
  return { orgUnit: codeOf(version.orgUnit), values: version.values, track: version.track }
}
