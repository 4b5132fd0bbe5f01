import {
  codeFromKey,
  type Day,
  type FieldValue,
  isPersonal,
  type Ledger,
  stateOf,
  type WorkCalendar,
  withDerived,
} from '@shishu/kernel'
import type { DueStatus } from '../due/list-due.ts'
import { caseClock } from './case-clock.ts'
import { MASKED } from './entry-history.ts'
import { type StoredVersion, type VersionRow, versionOf } from './version.ts'

/** An entry as people read it: what its current version says, and how it stands. */
export interface EntryView {
  entry: string
  version: number
  orgUnit: string
  withdrawn: boolean
  /** The state of a case; null for other kinds, before it opens, and once withdrawn. */
  state: string | null
  /** The last day in time of its state; null where no clock runs. */
  due: Day | null
  /** How it stands against that clock today; null where there is none. */
  status: DueStatus | null
  /** Filled fields, computed ones among them; personal ones masked. */
  values: Readonly<Record<string, FieldValue>>
  /** When the version was booked, ISO 8601. */
  bookedAt: string
  by: string
}

/** A version's row with what its batch says. */
export type ViewRow = VersionRow & { booked_at: Date; booked_by: string }

/** An entry as people read it on a day, from the row of its version. */
export function viewOf(ledger: Ledger, row: ViewRow, on: Day, calendar: WorkCalendar): EntryView {
  const version = versionOf(ledger, row)
  const withdrawn = version.kind === 'withdraw'
  const { loop } = ledger
  const clock = withdrawn ? null : caseClock(ledger, version.values, version.track, on, calendar)
  return {
    entry: version.entry,
    version: version.version,
    orgUnit: codeFromKey(version.orgUnit),
    withdrawn,
    state: loop === undefined || withdrawn ? null : stateOf(loop, version.values, version.track),
    due: clock?.due ?? null,
    status: clock?.status ?? null,
    values: maskedValues(ledger, version),
    bookedAt: row.booked_at.toISOString(),
    by: row.booked_by,
  }
}

/** A version's filled fields, computed ones among them; personal ones masked. */
export function maskedValues(ledger: Ledger, { values }: StoredVersion): Record<string, FieldValue> {
  const shown: Record<string, FieldValue> = {}
  for (const [id, value] of Object.entries(withDerived(ledger, values))) {
    if (value === null || value === undefined) continue
    shown[id] = isPersonal(ledger.fields[id]!) ? MASKED : value
  }
  return shown
}
