import { ApiProblem } from '../api/api-problem.ts'
import type { Booked, Booking, EvidenceRef } from '../api/entries.ts'
import { entryOf, type Waiting, type WaitingStore } from './waiting.ts'

/** How things are sent: the server, or a test's. */
export interface Sender {
  upload(file: File): Promise<EvidenceRef>
  book(town: string, booking: Booking): Promise<Booked>
}

/**
 * Sends what waits, one after the other, files first. What is refused stays with its reason, and the next is sent; where
 * the server is away or busy, or wants to know who is there, all the rest waits on.
 *
 * Shape   the changes that were booked
 */
export async function sendWaiting(store: WaitingStore, person: string, sender: Sender): Promise<Waiting[]> {
  const sent: Waiting[] = []
  const tried = new Set<string>()
  for (;;) {
    // Read anew each time: something may have been added, mended or dropped meanwhile.
    const items = (await store.all()).filter((one) => one.person === person)
    const next = items.find(({ id, refusal }) => refusal === undefined && !tried.has(id))
    if (next === undefined) return sent
    tried.add(next.id)
    try {
      const booked = await sendOne(store, next, sender)
      await store.remove(next.id)
      await followUp(store, items, next, booked)
      sent.push(next)
    } catch (error) {
      if (!isRefusal(error)) return sent
      const { code, zh, en, path, problems } = error
      const refusal = { code, zh, en, problems: [...problems], ...(path === undefined ? {} : { path }) }
      const kept = (await store.all()).find(({ id }) => id === next.id)
      if (kept !== undefined) await store.put({ ...kept, refusal })
    }
  }
}

/** Whether sending the same again would be refused again. */
const isRefusal = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && error.status >= 400 && error.status < 500 && ![401, 408, 429].includes(error.status)

async function sendOne(store: WaitingStore, item: Waiting, { upload, book }: Sender): Promise<Booked> {
  let current = item
  for (const [at, { file, ref }] of item.files.entries()) {
    if (ref !== undefined) continue
    const received = await upload(file)
    current = { ...current, files: current.files.map((one, index) => (index === at ? { ...one, ref: received } : one)) }
    await store.put(current)
  }
  const evidence = current.files.flatMap(({ ref, described }) =>
    ref === undefined ? [] : [described === '' ? ref : { ...ref, described }],
  )
  const change = evidence.length === 0 ? current.change : { ...current.change, evidence }
  const { id: request, reason, town } = current
  return book(town, { request, changes: [change], ...(reason === undefined ? {} : { reason }) })
}

/** What a person did to the same entry after it was done on what they did before: it follows the version that this made. */
async function followUp(store: WaitingStore, items: readonly Waiting[], done: Waiting, { versions }: Booked) {
  const entry = entryOf(done)
  const made = versions.find((one) => one.entry === entry)?.version
  if (entry === null || made === undefined) return
  for (const later of items) {
    const { change } = later
    if (later.order <= done.order || !('entry' in change) || change.entry !== entry) continue
    if ('expected' in done.change && change.expected !== done.change.expected) continue
    await store.put({ ...later, change: { ...change, expected: made } })
  }
}

/** Personal values of others' changes are not kept once somebody else has come to this device; the rest is. */
export async function forgetPersonalOfOthers(store: WaitingStore, person: string): Promise<void> {
  for (const item of await store.all()) {
    if (item.person === person || item.personal.length === 0 || !('values' in item.change)) continue
    const values = Object.fromEntries(
      Object.entries(item.change.values ?? {}).filter(([field]) => !item.personal.includes(field)),
    )
    await store.put({ ...item, change: { ...item.change, values }, personal: [], refusal: FORGOTTEN })
  }
}

const FORGOTTEN = {
  code: 'web.personal-forgotten',
  zh: '后来有别的账号在这台设备上登录，其中的个人信息已从本机清除。请点“修改”补填后再发送。',
  en: 'Another account has signed in on this device since: its personal values were removed. Mend it and send again.',
  problems: [],
}
