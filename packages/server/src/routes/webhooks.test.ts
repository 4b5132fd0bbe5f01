import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CAST,
  COUNTY,
  person,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'
import { announce } from '../webhook/announce.ts'
import { type AddressRules, PUBLIC_ONLY } from '../webhook/guard-address.ts'
import { isSignedBy, SIGNATURE_HEADER } from '../webhook/signature.ts'

const LOOPBACK: AddressRules = { allowed: ['127.0.0.1'], http: true }
const NOW = new Date('2026-04-05T02:00:00Z')

let on: TestServer
const received: { headers: IncomingHttpHeaders; body: string }[] = []
let answers = { status: 204, headers: {} as Record<string, string> }
const receiver = createServer((request, response) => {
  let body = ''
  request.on('data', (part) => {
    body += String(part)
  })
  request.on('end', () => {
    received.push({ headers: request.headers, body })
    response.writeHead(answers.status, answers.headers).end(answers.status === 204 ? undefined : 'internal words')
  })
})
const receiverUrl = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`

beforeAll(async () => {
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const cast = { ...CAST, townadmin: person('townadmin', { role: 'system-administrator', orgUnit: TOWN }) }
  on = await startTestServer({ cast, clock: () => NOW, checksResponses: true })
})
afterAll(async () => {
  receiver.closeAllConnections()
  receiver.close()
  await on?.stop()
})

const add = (who: string | null, org: string, url = 'https://example.com/hook', events = ['batch.booked']) =>
  on.ask(who, 'POST', '/api/webhooks', { org, url, events })
const atLoopback = async <T>(work: () => Promise<T>): Promise<T> => {
  on.services.addressRules = LOOPBACK
  try {
    return await work()
  } finally {
    on.services.addressRules = PUBLIC_ONLY
  }
}

describe('webhooks', () => {
  test.each([
    // who        where        → status
    ['sysadmin', COUNTY, 201],
    ['sysadmin', TOWN, 201],
    ['townadmin', TOWN, 201],
    ['townadmin', VILLAGE, 201],
    ['townadmin', COUNTY, 403],
    ['townadmin', SECOND_TOWN, 403],
    ['secadmin', TOWN, 403],
    ['auditor', TOWN, 403],
    ['librarian', TOWN, 403],
    ['clerk', VILLAGE, 403],
    ['idle', TOWN, 403],
    [null, TOWN, 401],
  ])('%s subscribes for %s: %i', async (who, org, status) => {
    const made = await add(who, org)
    expect(made.status, made.text).toBe(status)
    const listed = await on.ask(who, 'GET', `/api/webhooks?org=${org}`)
    expect(listed.status).toBe(status === 201 ? 200 : status)
  })

  test('the secret is shown once and never again', async () => {
    const made = await add('sysadmin', TOWN)
    expect(made.body.secret).toMatch(/^whsec_[\w-]{43}$/)
    const url = `/api/webhooks/${made.body.id}`
    const later = [
      await on.ask('sysadmin', 'GET', `/api/webhooks?org=${COUNTY}`),
      await on.ask('sysadmin', 'PATCH', url, { enabled: false }),
      await on.ask('sysadmin', 'PATCH', url, { enabled: true }),
      await on.ask('sysadmin', 'GET', `${url}/deliveries`),
    ]
    expect(later.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    for (const { text } of later) expect(text).not.toMatch(/whsec_|secret/)
    expect(later[1]!.body.disabledAt).toBe(NOW.toISOString())
    expect(later[2]!.body.disabledAt).toBeNull()
    expect(JSON.stringify(on.audited)).not.toContain('whsec_')
  })

  test.each([
    ['http://example.com/hook', 'address.malformed'],
    ['ftp://example.com/', 'address.malformed'],
    ['file:///etc/passwd', 'address.malformed'],
    ['gopher://127.0.0.1:6379/_FLUSHALL', 'address.malformed'],
    ['javascript:alert(1)', 'address.malformed'],
    ['https://user:word@example.com/', 'address.malformed'],
    ['not an address', 'address.malformed'],
    ['https://127.0.0.1/', 'address.refused'],
    ['https://127.1/', 'address.refused'],
    ['https://2130706433/', 'address.refused'],
    ['https://0x7f000001/', 'address.refused'],
    ['https://0177.0.0.1/', 'address.refused'],
    ['https://0.0.0.0/', 'address.refused'],
    ['https://10.0.0.8/', 'address.refused'],
    ['https://172.16.3.4/', 'address.refused'],
    ['https://192.168.1.1/', 'address.refused'],
    ['https://100.64.0.1/', 'address.refused'],
    ['https://169.254.169.254/latest/meta-data/', 'address.refused'],
    ['https://168.63.129.16/', 'address.refused'],
    ['https://224.0.0.1/', 'address.refused'],
    ['https://[::1]/', 'address.refused'],
    ['https://[::]/', 'address.refused'],
    ['https://[::ffff:127.0.0.1]/', 'address.refused'],
    ['https://[::ffff:a00:8]/', 'address.refused'],
    ['https://[64:ff9b::7f00:1]/', 'address.refused'],
    ['https://[fe80::1]/', 'address.refused'],
    ['https://[fd00::1]/', 'address.refused'],
  ])('%s is not to be asked: %s', async (url, code) => {
    const before = (await on.ask('sysadmin', 'GET', `/api/webhooks?org=${COUNTY}`)).body.webhooks.length
    const made = await add('sysadmin', TOWN, url)
    expect([made.status, made.body.code], made.text).toEqual([400, code])
    const after = (await on.ask('sysadmin', 'GET', `/api/webhooks?org=${COUNTY}`)).body.webhooks.length
    expect(after).toBe(before)
  })

  test.each([
    [{ org: TOWN, url: 'https://example.com', events: [] }, 'request.malformed'],
    [{ org: TOWN, url: 'https://example.com', events: ['nothing'] }, 'webhook.event-unknown'],
    [{ org: TOWN, url: 'https://example.com', events: ['notice'], secret: 'mine' }, 'request.malformed'],
    [{ org: TOWN, events: ['notice'] }, 'request.malformed'],
    [{ org: 'x', url: 'https://example.com', events: ['notice'] }, 'request.malformed'],
  ])('%j is refused: %s', async (body, code) => {
    const answer = await on.ask('sysadmin', 'POST', '/api/webhooks', body)
    expect([answer.status, answer.body.code]).toEqual([400, code])
  })

  test('a subscription elsewhere is not told from one that is not there', async () => {
    const { id } = (await add('sysadmin', SECOND_TOWN)).body
    const nowhere = '01990000-0000-7000-8000-000000000000'
    for (const which of [id, nowhere]) {
      const asked = [
        await on.ask('townadmin', 'PATCH', `/api/webhooks/${which}`, { enabled: false }),
        await on.ask('townadmin', 'DELETE', `/api/webhooks/${which}`),
        await on.ask('townadmin', 'POST', `/api/webhooks/${which}/test`),
        await on.ask('townadmin', 'GET', `/api/webhooks/${which}/deliveries`),
      ]
      expect(asked.map(({ status, body }) => [status, body.code])).toEqual(asked.map(() => [404, 'webhook.unknown']))
    }
    expect((await on.ask('librarian', 'DELETE', `/api/webhooks/${id}`)).status).toBe(403)
    expect((await on.ask('sysadmin', 'DELETE', `/api/webhooks/${id}`)).status).toBe(204)
    expect((await on.ask('sysadmin', 'DELETE', `/api/webhooks/${id}`)).status).toBe(404)
  })

  test('a try says what came back, and nothing of what was said', async () => {
    const made = await atLoopback(() => add('sysadmin', TOWN, receiverUrl()))
    expect(made.status, made.text).toBe(201)
    const url = `/api/webhooks/${made.body.id}/test`
    const ping = () => atLoopback(() => on.ask('sysadmin', 'POST', url))
    expect((await ping()).body).toEqual({ status: 204, error: null })
    const [got] = received
    expect(JSON.parse(got!.body)).toMatchObject({ type: 'ping' })
    expect(isSignedBy(made.body.secret, String(got!.headers[SIGNATURE_HEADER]), got!.body, NOW)).toBe(true)
    answers = { status: 500, headers: {} }
    const failed = await ping()
    expect([failed.body, failed.text.includes('internal words')]).toEqual([{ status: 500, error: null }, false])
    answers = { status: 302, headers: { location: 'http://127.0.0.1:1/elsewhere' } }
    expect((await ping()).body).toEqual({ status: 302, error: null })
    expect(received).toHaveLength(3)
    // Rules that have become narrower since count at once.
    expect((await on.ask('sysadmin', 'POST', url)).body).toEqual({ status: null, error: 'address.malformed' })
    on.services.addressRules = { allowed: [], http: true }
    expect((await on.ask('sysadmin', 'POST', url)).body).toEqual({ status: null, error: 'address.refused' })
    on.services.addressRules = PUBLIC_ONLY
    expect(received).toHaveLength(3)
  })

  test('a name is looked up when it is asked, and refused for what it stands for', async () => {
    const { id } = (await add('sysadmin', TOWN, 'https://localhost:8443/hook')).body
    const tried = await on.ask('sysadmin', 'POST', `/api/webhooks/${id}/test`)
    expect(tried.body).toEqual({ status: null, error: 'address.refused' })
  })

  test('recent deliveries, with how they went', async () => {
    const { id } = (await add('sysadmin', TOWN)).body
    const event = { id: 'event-1', type: 'batch.booked' as const, orgUnit: TOWN, at: NOW.toISOString(), data: {} }
    await announce(on.book.keeperPool, [event], NOW)
    const url = `/api/webhooks/${id}`
    const waiting = (await on.ask('sysadmin', 'GET', `${url}/deliveries`)).body.deliveries
    expect(waiting).toMatchObject([{ event: 'event-1', type: 'batch.booked', state: 'waiting', lastError: null }])
    await on.ask('sysadmin', 'PATCH', url, { enabled: false })
    const given = (await on.ask('sysadmin', 'GET', `${url}/deliveries`)).body.deliveries
    expect(given).toMatchObject([{ state: 'failed', lastError: 'disabled', nextAt: null, doneAt: NOW.toISOString() }])
  })
})
