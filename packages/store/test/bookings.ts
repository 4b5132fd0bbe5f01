import { isWithin, type TrackStep, type Values } from '@shishu/kernel'
import { uuidv7 } from 'uuidv7'
import type { Book } from '../src/book/book.ts'
import { bookEntries } from '../src/entry/book-entries.ts'
import type { Booked, BookingRequest, Change } from '../src/entry/change.ts'
import { SECOND_TOWN, TOWN, VILLAGE } from './book-fixture.ts'

/** Books changes in the town that they lie in, as somebody, for once. */
export async function put(book: Book, changes: readonly Change[], more: Partial<BookingRequest> = {}): Promise<Booked> {
  const unit = changes.find((change) => 'orgUnit' in change)
  const place = unit !== undefined && 'orgUnit' in unit ? (unit.orgUnit ?? TOWN) : TOWN
  const town = isWithin(place, SECOND_TOWN) ? SECOND_TOWN : TOWN
  return bookEntries(book, { request: uuidv7(), town, by: '李', changes, ...more })
}

/** Books one change and gives back its entry. */
export async function putOne(book: Book, change: Change, more: Partial<BookingRequest> = {}): Promise<string> {
  const booked = await put(book, [change], more)
  return booked.versions[0]!.entry
}

export const visit = (heldOn: string, people: number, orgUnit = VILLAGE): Change => ({
  kind: 'add',
  ledger: 'visits',
  orgUnit,
  values: { heldOn, people },
})
export const loan = (slip: string, values: Values, orgUnit = VILLAGE, track?: readonly TrackStep[]): Change => ({
  kind: 'add',
  ledger: 'loans',
  orgUnit,
  values: { slip, reader: '甲', ...values },
  ...(track !== undefined && { track }),
})
export const bookOf = (number: string, values: Values, orgUnit = VILLAGE): Change => ({
  kind: 'add',
  ledger: 'books',
  orgUnit,
  values: { number, title: '无题', subject: 'novel', boughtOn: '2026-01-05', ...values },
})

/** The code of the refusal that a piece of work ends in. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const outcome = await work.then(
    () => 'booked',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  )
  return outcome
}
