import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { packLibrary } from '@shishu/pack-library'
import { type OpenBook, openBook } from '@shishu/store'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  ENGINES,
  handClock,
  SECOND_TOWN_VILLAGE,
  type TestBook,
  type TestServer,
} from '../../../store/test/book-fixture.ts'
import { loan, put } from '../../../store/test/bookings.ts'
import type { Channel } from './channel.ts'
import { cleanMessages, KEPT_DAYS } from './clean-messages.ts'
import { type Delivering, deliver } from './deliver.ts'
import { listNotices, markRead } from './list-notices.ts'
import { mailChannel } from './mail-channel.ts'
import { DEFAULT_MESSAGE_SETTINGS } from './message-settings.ts'
import { type Telling, tellDigests, tellDue } from './tell.ts'

const telling: Telling = {
  settings: DEFAULT_MESSAGE_SETTINGS,
  mail: true,
  recipientsOf: async ({ level, orgUnit }) => (orgUnit === SECOND_TOWN_VILLAGE ? ['bai'] : [`the ${level}`]),
}

interface Mail {
  to: string[]
  text: string
}

/** A mail server that keeps what it is given, and refuses what is sent to `refused@…`. */
async function startMailServer() {
  const mails: Mail[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onAuth: ({ username, password }, _, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('wrong password')),
    onRcptTo: ({ address }, _, done) => {
      if (!address.startsWith('refused@')) return done()
      done(Object.assign(new Error(`no mailbox ${address}`), { responseCode: 550 }))
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(parts).toString() })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const url = (login = '') => `smtp://${login}127.0.0.1:${port}`
  return { mails, url, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('messages', () => {
    let server: TestServer
    let mail: Awaited<ReturnType<typeof startMailServer>>
    let on: TestBook
    let books: [OpenBook, OpenBook]
    const clock = handClock('2026-02-02T02:00:00Z')
    beforeAll(async () => {
      server = await start()
      mail = await startMailServer()
    })
    afterAll(async () => {
      await mail?.stop()
      await server?.stop()
    })
    beforeEach(async () => {
      clock.set('2026-02-02T02:00:00Z')
      mail.mails.length = 0
      on = await server.newBook({ clock: clock.now })
      // Two servers on one database.
      const other = await openBook({ dataDir: '', databaseUrl: on.databaseUrl, pack: packLibrary, clock: clock.now })
      books = [on.book, other]
      // Due on Wednesday 2026-03-04, and in the second town on the 5th.
      await put(on.book, [loan('J-1', { lentOn: '2026-02-02' })])
      await put(on.book, [loan('J-2', { lentOn: '2026-02-03', reader: '王小明' }, SECOND_TOWN_VILLAGE)])
      return () => other.close()
    })

    const both = async (work: (book: OpenBook) => Promise<number>) => {
      const [one, other] = await Promise.all(books.map(work))
      return one! + other!
    }
    const told = async () =>
      (await on.asOwner('select person, kind from shishu.notice order by created_at, person, kind')).map(
        ({ person, kind }) => `${person}: ${kind}`,
      )
    const delivering = (channels: Record<string, Channel>): Delivering => ({
      pool: on.book.keeperPool,
      clock: clock.now,
      calendar: on.book.rules.calendar,
      settings: DEFAULT_MESSAGE_SETTINGS,
      channels,
    })
    const mailer = (
      addressOf = async (person: string) => `${person.replaceAll(' ', '-')}@example.org` as string | undefined,
    ) =>
      mailChannel(
        on.book.keeperPool,
        { url: mail.url('user:right@'), from: '实数 <shishu@example.org>', requireTls: false },
        addressOf,
      )

    test('two servers at once, hour after hour: each is told once, level after level', async () => {
      const days: [string, string[]][] = []
      for (const day of ['03-01', '03-02', '03-03', '03-04', '03-05', '03-06', '03-09', '03-10', '03-11', '03-12']) {
        const before = (await told()).length
        clock.set(`2026-${day}T00:05:00Z`)
        await both((book) => tellDue(book, telling))
        clock.set(`2026-${day}T01:05:00Z`)
        expect(await both((book) => tellDue(book, telling))).toBe(0)
        days.push([day, (await told()).slice(before)])
      }
      expect(days).toEqual([
        ['03-01', ['the officer: due-soon']],
        ['03-02', ['bai: due-soon']],
        ['03-03', []],
        ['03-04', ['the officer: due-today']],
        ['03-05', ['bai: due-today', 'the office-head: overdue', 'the officer: overdue']],
        ['03-06', ['bai: overdue']],
        ['03-09', []],
        ['03-10', ['the leader: escalated']], // after Thursday, Friday and Monday
        ['03-11', ['bai: escalated']],
        ['03-12', []],
      ])
    })

    test('in the application at once, also at night; a case that is closed in time calls nobody more', async () => {
      clock.set('2026-03-04T15:30:00Z') // 23:30 in Beijing
      expect(await tellDue(on.book, telling)).toBe(2)
      const [notice] = await listNotices(on.book.pool, 'the officer')
      expect(notice).toMatchObject({
        kind: 'due-today',
        zh: '借阅台账 上村“在借”：今天（2026-03-04）到期。',
        readAt: null,
        about: { ledger: 'loans', orgUnit: '341899101001', town: '341899101000', state: 'lent', due: '2026-03-04' },
      })
      await markRead(on.book.pool, 'bai', [notice!.id], clock.now()) // somebody else's
      expect(await listNotices(on.book.pool, 'the officer', { unread: true })).toHaveLength(1)
      await markRead(on.book.pool, 'the officer', [notice!.id], clock.now())
      expect(await listNotices(on.book.pool, 'the officer', { unread: true })).toEqual([])
      await put(on.book, [
        {
          kind: 'step',
          ledger: 'loans',
          entry: notice!.about!.entry,
          taken: { step: 'lose', on: '2026-03-04', by: '李' },
        },
      ])
      clock.set('2026-03-12T02:00:00Z')
      await tellDue(on.book, telling)
      expect((await listNotices(on.book.pool, 'the officer')).map(({ kind }) => kind)).toEqual(['due-today'])
    })

    test('a digest goes to each person once a day, on working days, with no personal value in it', async () => {
      clock.set('2026-03-01T00:00:00Z') // a Sunday
      expect(await both((book) => tellDigests(book, telling))).toBe(0)
      clock.set('2026-03-04T00:00:00Z') // Wednesday, 8:00 in Beijing
      expect(await both((book) => tellDigests(book, telling))).toBe(2)
      expect(await both((book) => tellDigests(book, telling))).toBe(0)
      const channel = mailer()
      const sent = await Promise.all(books.map(() => deliver(delivering({ email: channel }))))
      expect(sent.reduce((sum, { sent }) => sum + sent, 0)).toBe(2)
      await channel.close()
      expect(mail.mails.flatMap(({ to }) => to).sort()).toEqual(['bai@example.org', 'the-officer@example.org'])
      const texts = mail.mails.map(({ text }) => decoded(text))
      expect(texts.join()).toContain('借阅台账 沙头村“在借”：最早 2026-03-05 到期')
      expect(texts.join()).toContain('loans, 沙头村, "out": due from 2026-03-05')
      expect(texts.join()).not.toContain('王小明')
      // The digest repeats what is listed: it is not listed itself.
      expect(await listNotices(on.book.pool, 'bai')).toEqual([])
    })

    test('nothing leaves in quiet hours: what falls due at night waits for the morning of the next working day', async () => {
      const channel = mailer()
      const sendAt = async (instant: string) => {
        clock.set(instant)
        return (await deliver(delivering({ email: channel }))).sent
      }
      clock.set('2026-03-13T12:30:00Z') // Friday, 20:30 in Beijing
      await tellDue(on.book, telling)
      expect(await sendAt('2026-03-13T12:31:00Z')).toBe(0)
      expect(await sendAt('2026-03-14T02:00:00Z')).toBe(0) // Saturday
      expect(await sendAt('2026-03-15T23:59:00Z')).toBe(0) // Monday, 7:59
      expect(mail.mails).toEqual([])
      expect(await sendAt('2026-03-16T00:00:00Z')).toBe(2) // 8:00: escalations
      expect(await sendAt('2026-03-16T00:10:00Z')).toBe(0)
      await channel.close()
      expect(mail.mails.flatMap(({ to }) => to).sort()).toEqual(['bai@example.org', 'the-leader@example.org'])
    })

    test('mail that fails is tried again, later and later; what is refused for good is not', async () => {
      clock.set('2026-03-12T02:00:00Z')
      await tellDue(on.book, telling)
      const wrong = mailChannel(
        on.book.keeperPool,
        { url: mail.url('user:wrong@'), from: 'shishu@example.org', requireTls: false },
        async () => 'someone@example.org',
      )
      expect(await deliver(delivering({ email: wrong }))).toEqual({ sent: 0, failed: 2 })
      expect(await deliver(delivering({ email: wrong }))).toEqual({ sent: 0, failed: 0 })
      await wrong.close()
      const states = () =>
        on.asOwner(
          `select person, state, attempts, last_error, extract(epoch from next_at - $1::timestamptz)::integer as wait
             from shishu.delivery order by person`,
          [clock.now()],
        )
      expect(await states()).toEqual([
        { person: 'bai', state: 'waiting', attempts: 1, last_error: 'EAUTH 535', wait: 30 },
        { person: 'the leader', state: 'waiting', attempts: 1, last_error: 'EAUTH 535', wait: 30 },
      ])
      clock.tick(30_000)
      const addresses: Record<string, string | undefined> = { bai: 'refused@example.org' }
      const channel = mailer(async (person) => addresses[person])
      expect(await deliver(delivering({ email: channel }))).toEqual({ sent: 0, failed: 2 })
      await channel.close()
      expect(await states()).toMatchObject([
        { person: 'bai', state: 'failed', attempts: 2, last_error: 'EENVELOPE 550' },
        { person: 'the leader', state: 'failed', attempts: 2, last_error: 'no-address' },
      ])
    })

    test('where encryption is asked for, nothing is sent without it', async () => {
      clock.set('2026-03-12T02:00:00Z')
      await tellDue(on.book, telling)
      const settings = { url: mail.url(), from: 'shishu@example.org', requireTls: true }
      const channel = mailChannel(on.book.keeperPool, settings, async () => 'someone@example.org')
      expect(await deliver(delivering({ email: channel }))).toEqual({ sent: 0, failed: 2 })
      await channel.close()
      expect(mail.mails).toEqual([])
    })

    test('old notices are removed, and their occasions not told again', async () => {
      clock.set('2026-03-12T02:00:00Z')
      expect(await tellDue(on.book, telling)).toBe(5)
      clock.set('2026-03-13T02:00:00Z')
      clock.tick(KEPT_DAYS.notice * 86_400_000)
      await cleanMessages(on.book.keeperPool, clock.now())
      expect(await told()).toEqual([])
      expect(await tellDue(on.book, telling)).toBe(0)
    })

    test('without a mail server nothing waits to be mailed', async () => {
      clock.set('2026-03-12T02:00:00Z')
      await tellDue(on.book, { ...telling, mail: false })
      expect(await on.asOwner('select id from shishu.delivery')).toEqual([])
    })
  })
})

/** The text of a mail in quoted-printable or base64. */
function decoded(raw: string): string {
  const [head, ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/content-transfer-encoding: base64/i.test(head!)) return Buffer.from(body, 'base64').toString()
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
