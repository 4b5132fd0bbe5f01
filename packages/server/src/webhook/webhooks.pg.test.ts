import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { parsePeriod } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { closePeriod, issueReport, type OpenBook, openBook, settle } from '@shishu/store'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  COUNTY,
  ENGINES,
  handClock,
  SECOND_TOWN,
  SECOND_TOWN_VILLAGE,
  type TestBook,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../../store/test/book-fixture.ts'
import { loan, put, visit } from '../../../store/test/bookings.ts'
import { deliver } from '../message/deliver.ts'
import { listNotices } from '../message/list-notices.ts'
import { DEFAULT_MESSAGE_SETTINGS } from '../message/message-settings.ts'
import { type Telling, tellDue } from '../message/tell.ts'
import { announceJournal } from './announce-journal.ts'
import type { AddressRules } from './guard-address.ts'
import { isSignedBy } from './signature.ts'
import { addWebhook, enableWebhook, getWebhook, listWebhooks, removeWebhook } from './webhook.ts'
import { webhookChannel } from './webhook-channel.ts'

const LOOPBACK: AddressRules = { allowed: ['127.0.0.1'], http: true }
const telling: Telling = { settings: DEFAULT_MESSAGE_SETTINGS, mail: false, recipientsOf: async () => ['zhang', 'li'] }

interface Received {
  headers: IncomingHttpHeaders
  body: string
  event: { id: string; type: string; orgUnit: string; at: string; data: Record<string, unknown> }
}

/** A receiver that keeps what it gets, and answers as told. */
async function startReceiver() {
  const received: Received[] = []
  let answer = (response: ServerResponse) => void response.writeHead(204).end()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      received.push({ headers: request.headers, body, event: JSON.parse(body) })
      answer(response)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    answers: (how: typeof answer) => {
      answer = how
    },
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('webhooks', () => {
    let server: TestServer
    let on: TestBook
    let book: OpenBook
    let receiver: Awaited<ReturnType<typeof startReceiver>>
    const clock = handClock('2026-03-05T02:00:00Z')
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server?.stop())
    beforeEach(async () => {
      clock.set('2026-03-05T02:00:00Z') // Thursday, 10:00 in Beijing
      on = await server.newBook({ clock: clock.now })
      book = on.book
      receiver = await startReceiver()
      return () => receiver.stop()
    })

    const subscribe = (events: string[], orgUnit = COUNTY, url = receiver.url) =>
      addWebhook(book.pool, { person: 'zhang', orgUnit, url, events }, { rules: LOOPBACK, now: clock.now() })
    const subscribeTheDayBefore = async (events: string[]) => {
      const now = clock.now().toISOString()
      clock.set('2026-03-04T02:00:00Z')
      await subscribe(events)
      clock.set(now)
    }
    const deliverNow = async (of = book) => {
      const webhook = webhookChannel(of.keeperPool, { rules: LOOPBACK, clock: clock.now })
      const { calendar } = of.rules
      const settings = DEFAULT_MESSAGE_SETTINGS
      const done = await deliver({ pool: of.keeperPool, clock: clock.now, calendar, settings, channels: { webhook } })
      await webhook.close()
      return done
    }
    const bookAndSeal = async (town: string, day = '2026-03-01') => {
      clock.tick()
      await put(book, [visit(day, 7, town === TOWN ? VILLAGE : SECOND_TOWN_VILLAGE)])
      await settle(book, Number(`${town}000`))
    }
    const states = () => on.asOwner('select state, attempts, last_error from shishu.delivery order by created_at, id')

    test('a booking reaches the subscriber once, signed, under two servers', async () => {
      const other = await openBook({ dataDir: '', databaseUrl: on.databaseUrl, pack: packLibrary, clock: clock.now })
      await bookAndSeal(TOWN, '2026-02-01') // before the subscription: not told
      clock.tick()
      const webhook = await subscribe(['batch.booked'])
      await bookAndSeal(TOWN)
      await bookAndSeal(SECOND_TOWN)
      const laid = await Promise.all([announceJournal(book), announceJournal(other)])
      expect(laid[0]! + laid[1]!).toBe(2)
      expect(await announceJournal(book)).toBe(0)
      await Promise.all([deliverNow(), deliverNow(other)])
      await other.close()
      expect(receiver.received.map(({ event }) => [event.type, event.orgUnit, event.data.versions]).sort()).toEqual([
        ['batch.booked', TOWN, 1],
        ['batch.booked', SECOND_TOWN, 1],
      ])
      for (const { headers, body, event } of receiver.received) {
        const signature = String(headers['shishu-signature'])
        expect(isSignedBy(webhook.secret, signature, body, clock.now())).toBe(true)
        expect(isSignedBy('whsec_other', signature, body, clock.now())).toBe(false)
        expect(headers).toMatchObject({
          'shishu-event': 'batch.booked',
          'content-type': 'application/json; charset=utf-8',
        })
        // Who booked, and why, stays inside.
        expect(Object.keys(event.data).sort()).toEqual(['batch', 'kind', 'position', 'postings', 'town', 'versions'])
      }
      expect(await states()).toEqual([
        { state: 'sent', attempts: 1, last_error: null },
        { state: 'sent', attempts: 1, last_error: null },
      ])
    })

    test('a subscription hears of its places and its events alone', async () => {
      const reports = await subscribe(['report.issued', 'period.closed'], TOWN)
      await subscribe(['batch.booked'], SECOND_TOWN)
      await bookAndSeal(TOWN)
      clock.tick()
      const report = book.definitions.pack.reports[0]!
      await issueReport(book, { report, orgUnit: TOWN, period: '2026-H1', by: 'zhang' })
      await closePeriod(book, TOWN, parsePeriod('2026-02'), 'zhang')
      await settle(book, Number(`${TOWN}000`))
      await announceJournal(book)
      await deliverNow()
      expect(receiver.received.map(({ event }) => [event.type, event.orgUnit, event.data.period]).sort()).toEqual([
        ['period.closed', TOWN, '2026-02'],
        ['report.issued', TOWN, '2026-H1'],
      ])
      const issued = receiver.received.find(({ event }) => event.type === 'report.issued')!.event
      expect(issued.data).toMatchObject({ report: 'half-year', label: '半年小结', town: TOWN })
      expect(issued.data).not.toHaveProperty('by')
      expect((await listWebhooks(book.pool, TOWN)).map(({ id }) => id)).toEqual([reports.id])
      expect(JSON.stringify(await listWebhooks(book.pool, COUNTY))).not.toContain('whsec_')
    })

    test('a case that falls due is told once, however many people are, and not at night', async () => {
      await subscribeTheDayBefore(['notice'])
      await put(book, [loan('J-1', { lentOn: '2026-02-02', reader: '王小明' })]) // due on 2026-03-04
      clock.set('2026-03-05T13:00:00Z') // 21:00 in Beijing
      await tellDue(book, telling)
      await tellDue(book, telling)
      expect(await deliverNow()).toEqual({ sent: 0, failed: 0 })
      clock.set('2026-03-06T00:00:00Z')
      expect(await deliverNow()).toEqual({ sent: 1, failed: 0 })
      expect(receiver.received[0]!.event).toMatchObject({
        type: 'notice',
        orgUnit: VILLAGE,
        data: { kind: 'overdue', ledger: 'loans', label: '借阅台账', state: 'lent', due: '2026-03-04' },
      })
      expect(receiver.received[0]!.body).not.toContain('王小明')
      expect(await listNotices(book.pool, 'zhang')).toHaveLength(1)
    })

    test('a new subscription is not told what was overdue before it was made', async () => {
      await subscribe(['notice'])
      await put(book, [loan('J-1', { lentOn: '2026-01-15' }), loan('J-2', { lentOn: '2026-02-03' })]) // due on 03-05
      await tellDue(book, telling)
      expect(await states()).toEqual([])
      clock.set('2026-03-06T02:00:00Z')
      await tellDue(book, telling)
      expect(await deliverNow()).toEqual({ sent: 1, failed: 0 })
      expect(receiver.received[0]!.event).toMatchObject({
        at: '2026-03-05T16:00:00.000Z',
        data: { kind: 'overdue', due: '2026-03-05' },
      })
    })

    test('a restricted ledger is no outsider’s to hear of, whoever made the subscription', async () => {
      const ledgers = packLibrary.ledgers.map((ledger) => ({ ...ledger, restricted: true }))
      const closed = (await server.newBook({ clock: clock.now, pack: { ...packLibrary, ledgers } })).book
      clock.set('2026-03-04T02:00:00Z')
      const asked = { person: 'zhang', orgUnit: COUNTY, url: receiver.url, events: ['notice'] }
      await addWebhook(closed.pool, asked, { rules: LOOPBACK, now: clock.now() })
      clock.set('2026-03-05T02:00:00Z')
      await put(closed, [loan('J-1', { lentOn: '2026-02-02' })])
      await tellDue(closed, telling)
      expect(await listNotices(closed.pool, 'zhang')).toHaveLength(1)
      const { rows } = await closed.keeperPool.query('select from shishu.delivery')
      expect(rows).toEqual([])
    })

    test('a server killed in the middle of a delivery: it arrives again under the same id; in the application it is once', async () => {
      await subscribeTheDayBefore(['notice'])
      await put(book, [loan('J-1', { lentOn: '2026-02-02' })])
      await tellDue(book, telling)
      receiver.answers(() => undefined) // received, but never acknowledged
      const script = fileURLToPath(new URL('../message/delivering-child.fixture.ts', import.meta.url))
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', script, on.databaseUrl, clock.now().toISOString()],
        {
          stdio: ['ignore', 'ignore', 'inherit'],
        },
      )
      const gone = once(child, 'exit')
      await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1)
      child.kill('SIGKILL')
      await gone
      receiver.answers((response) => void response.writeHead(200).end('ok'))
      await tellDue(book, telling)
      expect(await deliverNow()).toEqual({ sent: 0, failed: 0 }) // the attempt could still be running
      clock.tick(121_000)
      expect(await deliverNow()).toEqual({ sent: 1, failed: 0 })
      expect(await deliverNow()).toEqual({ sent: 0, failed: 0 })
      const [first, second] = receiver.received
      expect(receiver.received).toHaveLength(2)
      expect(second!.headers['shishu-delivery']).toBe(first!.headers['shishu-delivery'])
      expect(second!.body).toBe(first!.body)
      for (const person of ['zhang', 'li']) expect(await listNotices(book.pool, person)).toHaveLength(1)
    })

    test.each([
      // the receiver                                     what is noted
      ['answers 500', (response: ServerResponse) => void response.writeHead(500).end('x'.repeat(100_000)), 'http 500'],
      [
        'points elsewhere',
        (response: ServerResponse) => void response.writeHead(307, { location: '/other' }).end(),
        'http 307',
      ],
      ['hangs up', (response: ServerResponse) => void response.socket!.destroy(), 'UND_ERR_SOCKET'],
    ])('a receiver that %s is tried again later', async (_, answer, error) => {
      await subscribe(['batch.booked'])
      await bookAndSeal(TOWN)
      await announceJournal(book)
      receiver.answers(answer)
      expect(await deliverNow()).toEqual({ sent: 0, failed: 1 })
      expect(await deliverNow()).toEqual({ sent: 0, failed: 0 })
      expect(await states()).toEqual([{ state: 'waiting', attempts: 1, last_error: error }])
      receiver.answers((response) => void response.writeHead(200).end())
      clock.tick(30_000)
      expect(await deliverNow()).toEqual({ sent: 1, failed: 0 })
      expect(receiver.received).toHaveLength(2)
    })

    test('after a day without success a webhook is disabled and its maker told; enabled again, it hears what is new', async () => {
      const { id } = await subscribe(['batch.booked'])
      await bookAndSeal(TOWN)
      await announceJournal(book)
      receiver.answers((response) => void response.writeHead(503).end())
      let attempts = 0
      for (let minutes = 0; minutes <= 25 * 60; minutes += 10) {
        attempts += (await deliverNow()).failed
        clock.tick(600_000)
      }
      // Every ten minutes at first, every hour later on.
      expect(attempts).toBeGreaterThan(20)
      expect(attempts).toBeLessThan(40)
      expect((await getWebhook(book.pool, id)).disabledAt).not.toBeNull()
      const notices = await listNotices(book.pool, 'zhang')
      expect(notices.map(({ kind }) => kind)).toEqual(['webhook-disabled'])
      expect(notices[0]!.zh).toContain('127.0.0.1')
      expect(await states()).toMatchObject([{ state: 'failed' }])
      await bookAndSeal(TOWN, '2026-03-02')
      expect(await announceJournal(book)).toBe(0)
      clock.tick()
      await enableWebhook(book.pool, id, clock.now())
      receiver.answers((response) => void response.writeHead(200).end())
      await bookAndSeal(TOWN, '2026-03-03')
      expect(await announceJournal(book)).toBe(1)
      expect(await deliverNow()).toEqual({ sent: 1, failed: 0 })
      await removeWebhook(book.pool, id)
      await expect(getWebhook(book.pool, id)).rejects.toMatchObject({ code: 'webhook.unknown' })
    })

    test('what is internal is refused when it is entered, and when a name has become internal since', async () => {
      await expect(subscribe(['batch.booked'], COUNTY, 'http://10.0.0.1/')).rejects.toMatchObject({
        code: 'address.refused',
      })
      await expect(subscribe(['batch.lost'])).rejects.toMatchObject({ code: 'webhook.event-unknown' })
      await subscribe(['batch.booked'], COUNTY, 'http://localhost:9/')
      await bookAndSeal(TOWN)
      await announceJournal(book)
      const webhook = webhookChannel(book.keeperPool, { rules: { allowed: [], http: true }, clock: clock.now })
      const settings = DEFAULT_MESSAGE_SETTINGS
      const { calendar } = book.rules
      await deliver({ pool: book.keeperPool, clock: clock.now, calendar, settings, channels: { webhook } })
      expect(await states()).toEqual([{ state: 'waiting', attempts: 1, last_error: 'address.refused' }])
    })
  })
})
