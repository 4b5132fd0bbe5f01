import { codeKey, dayOfInstant, type Ledger } from '@shishu/kernel'
import type { ClientBase } from 'pg'
import type { Book } from '../book/book.ts'
import { type AsOf, readingScope } from '../figure/reading-scope.ts'
import { ledgerTable } from '../schema/ledger-table.ts'
import { parameters } from '../sql/parameters.ts'
import { inSnapshot } from '../sql/transaction.ts'
import { storeError } from '../store-errors.ts'
import { type CaseClock, caseClock, workingDaysLeft } from './case-clock.ts'
import { isEntryId } from './entry-id.ts'
import { type EntryView, type ViewRow, viewOf } from './entry-view.ts'
import { currentConditions } from './list-entries.ts'
import { type OfferedStep, offeredSteps } from './offered-step.ts'
import { type Timeline, timelineOf } from './timeline.ts'
import { contentOf, versionOf, versionSelection } from './version.ts'

/** A case's running clock, with what is left of it. */
export interface RunningClock extends CaseClock {
  /** Working days left to act in, negative once overdue; null without a deadline, or where holidays are not loaded. */
  workingDaysLeft: number | null
}

/** One entry whole. */
export interface EntryRecord extends EntryView {
  /** Why the version was booked. */
  reason: string | null
  timeline: Timeline
  clock: RunningClock | null
  /** What can be done next; nothing once withdrawn, nor in the past. */
  steps: OfferedStep[]
}

/** When and for whom an entry is read. */
export interface EntryReading {
  asOf?: AsOf
  /** Who would take the steps: nobody is offered to sign off what they handled. */
  by?: string | null
}

/**
 * An entry in its current version, or that of a past moment, with what can be done next.
 * Errors  ledger.unknown, entry.unknown: also where it was not booked by that moment; org-unit.unknown.
 */
export async function readEntry(
  book: Book,
  town: string,
  ledgerId: string,
  entry: string,
  { asOf = null, by = null }: EntryReading = {},
): Promise<EntryRecord> {
  const ledger = book.definitions.ledger(ledgerId)
  const { calendar } = book.rules
  return inSnapshot(book.pool, async (client) => {
    const scope = asOf === null ? null : await readingScope(book, client, town, asOf)
    const today = scope?.today ?? dayOfInstant(book.clock().toISOString())
    const row = await currentRow(client, codeKey(town), ledger, entry, scope?.bounds[0]?.high ?? null)
    const version = versionOf(ledger, row)
    const content = contentOf(version, (key) => String(key))
    const { values, track } = version
    const clock = content === null ? null : caseClock(ledger, values, track, today, calendar)
    return {
      ...viewOf(ledger, row, today, calendar),
      reason: row.reason,
      timeline: timelineOf(ledger, values, track, today, calendar),
      clock: clock === null ? null : withDaysLeft(clock, today, book),
      steps: content === null || asOf !== null ? [] : offeredSteps(ledger, content, today, by, calendar),
    }
  })
}

function withDaysLeft(clock: CaseClock, today: string, book: Book): RunningClock {
  const left = clock.due === null ? null : workingDaysLeft(today, clock.due, book.rules.calendar)
  return { ...clock, workingDaysLeft: left }
}

/** The row of an entry's current version, or of the one at a position of the journal. Errors: entry.unknown. */
export async function currentRow(
  client: ClientBase,
  town: number,
  ledger: Ledger,
  entry: string,
  high: number | null,
): Promise<ViewRow & { batch: string; reason: string | null }> {
  const unknown = () => storeError('entry.unknown', { ledger: ledger.label, entry: entry.slice(0, 40) })
  if (!isEntryId(entry)) throw unknown()
  const all = parameters()
  const table = ledgerTable(ledger.id)
  const named = `v.town = ${all.bind(town, 'bigint')} and v.entry = ${all.bind(entry, 'uuid')}`
  const current = currentConditions(table, high === null ? null : all.bind(high, 'bigint')).join(' and ')
  const { rows } = await client.query<ViewRow & { batch: string; reason: string | null }>(
    `select ${versionSelection(ledger)}, v.batch, b.booked_at, b.booked_by, b.reason
       from ${table} as v join shishu.batch as b on b.town = v.town and b.id = v.batch
      where ${named} and ${current}
      order by v.version desc limit 1`,
    all.values,
  )
  if (rows[0] === undefined) throw unknown()
  return rows[0]
}
