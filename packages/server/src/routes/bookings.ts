import { ShishuError } from '@shishu/kernel'
import { Booked, Booking, object, TownCode } from '@shishu/protocol'
import { type Book, bookEntries, type Change, staleComparison } from '@shishu/store'
import type { Static } from 'typebox'
import { ACTS, permit } from '../booking/permit.ts'
import { withKnownFiles } from '../evidence/with-known-files.ts'
import { type Asked, defineRoute } from '../route/route.ts'

/** Books changes: adds, corrects, takes steps, withdraws; all of them or none. */
const book = defineRoute({
  method: 'POST',
  url: '/api/towns/:town/bookings',
  tag: 'entries',
  summary: { zh: '记账：新增、更正、办环节、撤销', en: 'Book: add, correct, take steps, withdraw' },
  access: 'rights',
  params: object({ town: TownCode }),
  body: Booking,
  response: Booked,
  status: 201,
  repeats: true,
  bodyLimit: 4 << 20,
  asks: ({ params, body }, { book }) =>
    body.changes.map((change): Asked => {
      const ledger = book.definitions.ledger(change.ledger)
      const act = ACTS[change.kind]
      // Where a change names an entry, its place is known once it is read: see `permit`.
      if ('orgUnit' in change && change.orgUnit !== undefined) return { act, ledger, orgUnit: change.orgUnit }
      return { act, ledger, orgUnit: params.town, reach: 'part' }
    }),
  handle: async ({ params, body, book, person, rights, services, request, reply }) => {
    if (body.reason !== undefined) request.auditReason = body.reason
    const { town } = params
    const changes = await withKnownFiles(
      { book, files: services.files, person: person.account, town },
      body.changes.map((change) => changeOf(change, person.name)),
    )
    const booking = bookEntries(book, {
      request: `${person.account} ${body.request}`,
      town,
      by: person.name,
      taker: person.name,
      ...(body.reason === undefined ? {} : { reason: body.reason }),
      changes,
      permit: (draft) => permit(draft, rights),
    })
    const booked = await booking.catch(async (error: unknown) => {
      request.problemDetail = await staleSides(book, params.town, body.changes, error)
      throw error
    })
    request.auditDetails = { batch: booked.batch }
    services.settler.booked(params.town)
    if (booked.repeated) reply.status(200)
    return { ...booked, versions: [...booked.versions], adjusts: [...booked.adjusts] }
  },
})

/** Both sides of a change refused as stale; undefined for other errors. */
async function staleSides(book: Book, town: string, changes: Static<typeof Booking>['changes'], error: unknown) {
  if (!(error instanceof ShishuError) || error.code !== 'entry.stale') return undefined
  const change = changes.find((one) => 'entry' in one && one.entry === error.facts.entry)
  if (change === undefined || !('entry' in change) || change.expected === undefined) return undefined
  const mine = ('values' in change ? change.values : undefined) ?? {}
  return staleComparison(book, town, change.ledger, change.entry, change.expected, mine)
}

/** A change as the store takes it. Whoever takes a step is whoever asks. */
function changeOf(change: Static<typeof Booking>['changes'][number], by: string): Change {
  if (change.kind !== 'step') return change as Change
  const { step, on, ...rest } = change
  return { ...rest, taken: { step, on, by } } as Change
}

export const bookingRoutes = [book]
