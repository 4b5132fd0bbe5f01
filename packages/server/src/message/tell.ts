import { codeFromKey, dayOfInstant } from '@shishu/kernel'
import { type Book, listDue } from '@shishu/store'
import { announce } from '../webhook/announce.ts'
import type { BookEvent } from '../webhook/event.ts'
import { addNotices } from './add-notices.ts'
import { digestOf } from './digest.ts'
import { dayFromDue } from './due-rule.ts'
import { messageCalendar } from './message-calendar.ts'
import type { MessageSettings } from './message-settings.ts'
import { noticeWording } from './notice-wording.ts'
import {
  type Call,
  callsFor,
  isFresh,
  type NoticeContext,
  noticesFor,
  occasionOf,
  type RecipientRequest,
  recipientRequest,
} from './notices-for.ts'

/** What telling needs beside the book. */
export interface Telling {
  settings: MessageSettings
  /** Whether e-mail is configured. */
  mail: boolean
  /** The accounts that a case concerns at a level. */
  recipientsOf(request: RecipientRequest): Promise<readonly string[]>
}

/**
 * Tells everybody what has fallen due since the last time, in the application at once, and lays ready what goes outside.
 * Running it again, or on two servers at once, tells nothing twice.
 * @returns how many notices are new
 * Errors   the first of a town’s, after all towns
 */
export async function tellDue(book: Book, telling: Telling, signal?: AbortSignal): Promise<number> {
  const context = contextOf(book)
  let told = 0
  const errors: unknown[] = []
  for (const town of await townsOfBook(book)) {
    if (signal?.aborted === true) break
    // What goes wrong in one town keeps nobody in another from being told.
    told += await tellTown(book, town, telling, context).catch((error: unknown) => {
      errors.push(error)
      return 0
    })
  }
  if (errors.length > 0) throw errors[0]
  return told
}

async function tellTown(book: Book, town: string, telling: Telling, context: NoticeContext): Promise<number> {
  const calls = await callsIn(book, town, context)
  const now = book.clock()
  const events = eventsOf(calls, context)
  await announce(book.keeperPool, events, now)
  const recipients = await findRecipients(calls, telling)
  const notices = noticesFor(calls, recipients, context)
  return addNotices(book.keeperPool, notices, { mailed: telling.mail ? telling.settings.mailed : [], now })
}

/**
 * Lays ready each person's digest of today, once; none on days off, unless the settings want it.
 * @returns how many digests are new
 */
export async function tellDigests(book: Book, telling: Telling, signal?: AbortSignal): Promise<number> {
  const context = contextOf(book)
  if (telling.settings.digest.workingDaysOnly && !context.calendar.isWorkingDay(context.today)) return 0
  const concerns = new Map<string, Call[]>()
  for (const town of await townsOfBook(book)) {
    if (signal?.aborted === true) return 0
    const calls = await callsIn(book, town, context)
    const recipients = await findRecipients(calls, telling)
    for (const call of calls) {
      for (const person of recipients(recipientRequest(call))) {
        const known = concerns.get(person)
        if (known === undefined) concerns.set(person, [call])
        else known.push(call)
      }
    }
  }
  const digests = [...concerns].map(([person, calls]) => digestOf(person, calls, context))
  const mailed = telling.mail ? telling.settings.mailed : []
  return addNotices(book.keeperPool, digests, { mailed, now: book.clock() })
}

function contextOf(book: Book): NoticeContext {
  const { definitions, orgTree, rules } = book
  const today = dayOfInstant(book.clock().toISOString())
  return { today, calendar: messageCalendar(rules.calendar), definitions, orgTree }
}

async function callsIn(book: Book, town: string, context: NoticeContext): Promise<Call[]> {
  return callsFor(await listDue(book, { orgUnit: town, on: context.today }), context)
}

/** Everybody that the calls concern, asked once a ledger, place and level. */
async function findRecipients(calls: readonly Call[], { recipientsOf }: Telling) {
  const requests = new Map(calls.map(recipientRequest).map((request) => [keyOf(request), request]))
  const found = new Map<string, readonly string[]>()
  for (const [key, request] of requests) found.set(key, await recipientsOf(request))
  return (request: RecipientRequest) => found.get(keyOf(request)) ?? []
}

const keyOf = ({ ledger, orgUnit, level }: RecipientRequest) => `${ledger} ${orgUnit} ${level}`

/**
 * One event for each occasion, whoever is told of it, from the day on which its rule began to hold: a subscription is not told
 * what was so before it was made. Restricted ledgers are left out: whoever looks after subscriptions may not read them.
 */
function eventsOf(calls: readonly Call[], context: NoticeContext): BookEvent[] {
  const events = calls
    .filter((call) => isFresh(call, context) && context.definitions.ledger(call.case.ledger).restricted !== true)
    .map((call): [string, BookEvent] => {
      const { ledger, entry, orgUnit, state, since, due } = call.case
      const label = context.definitions.ledger(ledger).label
      const data = { kind: call.rule.kind, ledger, label, entry, state, since, due, ...noticeWording(call, context) }
      const id = occasionOf(call)
      return [id, { id, type: 'notice', orgUnit, at: beganAt(call, context), data }]
    })
  return [...new Map(events).values()]
}

/** The first instant of the day on which a call's rule began to hold, ISO 8601. */
function beganAt({ case: { due }, rule }: Call, { calendar }: NoticeContext): string {
  return new Date(`${dayFromDue(due, rule.from, calendar)}T00:00:00+08:00`).toISOString()
}

async function townsOfBook(book: Book): Promise<string[]> {
  const { rows } = await book.keeperPool.query<{ town: string }>('select town from shishu.town_secret order by town')
  return rows.map(({ town }) => codeFromKey(Number(town)))
}
