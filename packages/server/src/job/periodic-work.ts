import { codeFromKey } from '@shishu/kernel'
import { type Book, settle } from '@shishu/store'
import type { Channel } from '../message/channel.ts'
import { cleanMessages } from '../message/clean-messages.ts'
import { deliver } from '../message/deliver.ts'
import type { ChannelName } from '../message/delivery.ts'
import { type Telling, tellDigests, tellDue } from '../message/tell.ts'
import { announceJournal } from '../webhook/announce-journal.ts'
import type { Jobs } from './open-jobs.ts'
import type { Tasks } from './tasks.ts'

/** The jobs' names, with when they run. */
export const PERIODIC_JOBS = {
  settle: 'settle-journals',
  fold: 'fold-cells',
  announce: 'announce-journal',
  due: 'tell-due',
  digest: 'tell-digests',
  deliver: 'deliver',
  orphans: 'mark-orphans',
  clean: 'clean-messages',
} as const

const EVERY_MINUTE = '* * * * *'

/** What periodic work needs. */
export interface PeriodicWork {
  book: Book
  telling: Omit<Telling, 'mail'>
  channels: Partial<Record<ChannelName, Channel>>
  tasks?: Tasks
  /** Told of towns whose journal could not be settled; the next run makes up for it. */
  onUnsettled?: (town: string) => void
}

/** Registers all periodic work of the book; none of it is needed for what is booked to be safe, or read to be right. */
export function registerPeriodicWork(jobs: Jobs, work: PeriodicWork): void {
  const { book, channels, tasks, onUnsettled = () => undefined } = work
  const telling: Telling = { ...work.telling, mail: channels.email !== undefined }
  const { settings } = telling
  const sendAfter = async (fresh: number) => {
    if (fresh > 0) await jobs.run(PERIODIC_JOBS.deliver)
  }
  const settleTowns = async (signal: AbortSignal, towns: readonly number[], fold: boolean) => {
    for (const town of towns) {
      if (signal.aborted) return
      if (!(await settle(book, town, { fold }))) onUnsettled(codeFromKey(town))
    }
  }
  jobs.register(PERIODIC_JOBS.settle, { cron: EVERY_MINUTE }, async (signal) =>
    settleTowns(signal, await pendingTowns(book), false),
  )
  jobs.register(PERIODIC_JOBS.fold, { cron: '30 3 * * *', catchUp: true }, async (signal) =>
    settleTowns(signal, await unfoldedTowns(book), true),
  )
  jobs.register(PERIODIC_JOBS.announce, { cron: EVERY_MINUTE }, async (signal) =>
    sendAfter(await announceJournal(book, signal)),
  )
  // Hourly from just after midnight: a new day makes cases due, and so does what is booked during the day.
  jobs.register(PERIODIC_JOBS.due, { cron: '5 * * * *', catchUp: true }, async (signal) =>
    sendAfter(await tellDue(book, telling, signal)),
  )
  jobs.register(PERIODIC_JOBS.digest, { cron: `0 ${settings.digest.hour} * * *`, catchUp: true }, async (signal) =>
    sendAfter(await tellDigests(book, telling, signal)),
  )
  const delivering = { pool: book.keeperPool, clock: book.clock, calendar: book.rules.calendar, settings, channels }
  jobs.register(PERIODIC_JOBS.deliver, { cron: EVERY_MINUTE }, (signal) => deliver(delivering, signal))
  jobs.register(PERIODIC_JOBS.clean, { cron: '50 3 * * *', catchUp: true }, () =>
    cleanMessages(book.keeperPool, book.clock()),
  )
  if (tasks !== undefined) jobs.register(PERIODIC_JOBS.orphans, { cron: EVERY_MINUTE }, () => tasks.markOrphans())
}

async function pendingTowns(book: Book): Promise<number[]> {
  const { rows } = await book.keeperPool.query<{ town: string }>(
    'select distinct town from shishu.pending order by town',
  )
  return rows.map(({ town }) => Number(town))
}

async function unfoldedTowns(book: Book): Promise<number[]> {
  const { rows } = await book.keeperPool.query<{ town: string }>(
    `select j.town from shishu.journal as j left join shishu.fold as f on f.town = j.town
      group by j.town, f.position having max(j.position) > coalesce(f.position, 0) order by j.town`,
  )
  return rows.map(({ town }) => Number(town))
}
