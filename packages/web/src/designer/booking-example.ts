import {
  type BookingCase,
  type Definitions,
  type EntryContent,
  isPersonal,
  type Ledger,
  type Posting,
  posterOf,
  ShishuError,
  stateCouncilCalendar,
} from '@shishu/kernel'

/** What an example's entry books, in order; or why it cannot be told. */
export function postingsOf(
  ledger: Ledger,
  content: EntryContent,
  { params }: Definitions,
): { postings: readonly Posting[]; error: ShishuError | null } {
  try {
    return { postings: posterOf(ledger, { params, calendar: stateCouncilCalendar })(content), error: null }
  } catch (error) {
    if (!(error instanceof ShishuError)) throw error
    return { postings: [], error }
  }
}

/**
 * The example that a person keeps: what was filled in, and what it books in the year of its first posting. Who somebody is
 * never goes into it: personal values are replaced by `somebody`.
 */
export function bookingCase(
  name: string,
  ledger: Ledger,
  content: EntryContent,
  postings: readonly Posting[],
  somebody: string,
): BookingCase {
  const year = postings.map(({ day }) => day.slice(0, 4)).sort()[0]
  const books: Record<string, number> = {}
  for (const { measure, day, amount } of postings) {
    if (day.slice(0, 4) === year) books[measure] = (books[measure] ?? 0) + amount
  }
  const values = Object.fromEntries(
    Object.entries(content.values).flatMap(([id, value]) => {
      const field = ledger.fields[id]
      if (field === undefined || value === null || value === undefined) return []
      return [[id, isPersonal(field) ? somebody : value]]
    }),
  )
  const track = content.track.map(({ step, on }) => ({ step, on, by: null }))
  return { kind: 'booking', name, ledger: ledger.id, values, ...(track.length === 0 ? {} : { track }), books }
}
