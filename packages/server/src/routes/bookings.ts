import { type Act, codeFromKey, type Ledger, type Rights, ShishuError, type TrackStep } from '@shishu/kernel'
import { Booked, Booking, object, TownCode } from '@shishu/protocol'
import { bookEntries, type Change, type Draft, type OpenBook, staleComparison, storeError } from '@shishu/store'
import type { Static } from 'typebox'
import { withKnownFiles } from '../evidence/with-known-files.ts'
import { type Asked, defineRoute } from '../route/route.ts'

/** The act that each kind of change is. */
const ACTS = {
  add: 'entry.write',
  put: 'entry.write',
  correct: 'entry.write',
  step: 'entry.step',
  withdraw: 'entry.withdraw',
} as const satisfies Record<Change['kind'], Act>

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
      ...(body.reason === undefined ? {} : { reason: body.reason }),
      changes,
      permit: (draft) => permit(draft, rights),
    })
    const booked = await booking.catch(async (error: unknown) => {
      request.problemDetail = await staleSides(book, params.town, body.changes, error)
      throw error
    })
    services.settler.booked(params.town)
    if (booked.repeated) reply.status(200)
    return { ...booked, versions: [...booked.versions], adjusts: [...booked.adjusts] }
  },
})

/** Both sides of a change refused as stale; undefined for other errors. */
async function staleSides(book: OpenBook, town: string, changes: Static<typeof Booking>['changes'], error: unknown) {
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

/**
 * Refuses a version that the person may not book: at a place or in a ledger that is not hers, or with a step that is not
 * hers to take, also where it comes about by a date filled in.
 * Errors  access.refused
 */
export function permit({ ledger, kind, content, before }: Draft, rights: Rights): void {
  const refuse = (): never => {
    throw storeError('access.refused', {})
  }
  const places = [before === null ? undefined : codeFromKey(before.version.orgUnit), content?.orgUnit]
  for (const orgUnit of places) {
    if (orgUnit !== undefined && !rights.may(ACTS[kind], { orgUnit, ledger })) refuse()
  }
  if (content === null || ledger.loop === undefined) return
  for (const { step } of changedSteps(before?.content?.track ?? [], content.track)) {
    if (!mayTake(rights, ledger, step, content.orgUnit)) refuse()
  }
}

function mayTake(rights: Rights, ledger: Ledger, id: string, orgUnit: string): boolean {
  const step = ledger.loop?.steps[id]
  return step === undefined || rights.mayTake(ledger, step, orgUnit)
}

/** The steps that one track has and the other has not, whichever. */
function changedSteps(before: readonly TrackStep[], after: readonly TrackStep[]): TrackStep[] {
  const key = ({ step, on, by }: TrackStep) => `${step} ${on} ${by ?? ''}`
  const [was, is] = [new Set(before.map(key)), new Set(after.map(key))]
  return [...before.filter((step) => !is.has(key(step))), ...after.filter((step) => !was.has(key(step)))]
}

export const bookingRoutes = [book]
