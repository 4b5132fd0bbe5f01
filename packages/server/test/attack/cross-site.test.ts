import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer, TOWN, VILLAGE } from '../server-fixture.ts'

const OWN = 'http://localhost'
const url = `/api/towns/${TOWN}/bookings`

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ clock: () => new Date('2026-03-05T02:00:00Z') })
})
afterAll(() => on?.stop())

let number = 0
function booking(): object {
  number += 1
  const values = { slip: `X-${number}`, reader: '张三', lentOn: '2026-03-02' }
  return { request: `cross-site-${number}`, changes: [{ kind: 'add', ledger: 'loans', orgUnit: VILLAGE, values }] }
}

async function booked(): Promise<number> {
  const { rows } = await on.book.keeperPool.query<{ count: number }>('select count(*)::int as count from shishu.batch')
  return rows[0]!.count
}

/** As the clerk's browser sends it: with her session, and only what is said here besides. */
async function send(headers: Record<string, string>, more: InjectOptions = {}) {
  return on.app.inject({
    method: 'POST',
    url,
    payload: booking(),
    ...more,
    headers: { 'x-test-person': 'clerk', ...headers },
  })
}

test.each<[string, Record<string, string>]>([
  ['without our header', { origin: OWN }],
  ['from another site', { origin: 'https://evil.example', 'x-shishu': '1' }],
  ['from a sandboxed page', { origin: 'null', 'x-shishu': '1' }],
  ['from a sandboxed page, to no host', { origin: 'null', host: '', 'x-shishu': '1' }],
  ['from a file', { origin: 'file://', host: '', 'x-shishu': '1' }],
  ['from a name that begins like ours', { origin: 'http://localhost.evil.example', 'x-shishu': '1' }],
  ['from a name that ends like ours', { origin: 'http://evil-localhost', 'x-shishu': '1' }],
  ['from another port', { origin: 'http://localhost:8081', 'x-shishu': '1' }],
  ['from our name as a user’s', { origin: 'http://localhost@evil.example', 'x-shishu': '1' }],
  ['from what is no address', { origin: '::::', 'x-shishu': '1' }],
  ['from two origins', { origin: 'http://localhost, https://evil.example', 'x-shishu': '1' }],
  ['by a browser that says another site asks', { 'sec-fetch-site': 'cross-site', 'x-shishu': '1' }],
  ['by a browser that says a sibling host asks', { 'sec-fetch-site': 'same-site', 'x-shishu': '1' }],
])('a change is refused %s', async (_, headers) => {
  const before = await booked()
  const answer = await send(headers)
  expect({ status: answer.statusCode, code: answer.json().code }).toEqual({ status: 403, code: 'request.cross-site' })
  expect(await booked()).toBe(before)
})

test.each([
  ['application/x-www-form-urlencoded', 'a=1'],
  ['text/plain', JSON.stringify({ request: 'as-plain-text', changes: [] })],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--'],
  ['', '{}'],
])('a form of another site, sent as %j, changes nothing', async (type, payload) => {
  const before = await booked()
  const answer = await send(type === '' ? {} : { 'content-type': type }, { payload })
  expect([400, 403, 415]).toContain(answer.statusCode)
  expect(await booked()).toBe(before)
})

test.each(['POST', 'DELETE', 'PUT'])('a GET that says it means %s is a GET', async (method) => {
  const before = await booked()
  const headers = { 'x-http-method-override': method, 'x-http-method': method, 'x-method-override': method }
  const answer = await on.app.inject({
    url: `${url}?_method=${method}`,
    headers: { ...headers, 'x-test-person': 'clerk' },
  })
  expect(answer.statusCode).toBe(404)
  expect(await booked()).toBe(before)
})

test('another site may not even ask whether it may: no answer allows another origin', async () => {
  const asked = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
  for (const answer of [
    await on.app.inject({
      method: 'OPTIONS',
      url,
      headers: { ...asked, 'access-control-request-headers': 'x-shishu' },
    }),
    await on.app.inject({ url: '/api/session', headers: { origin: 'https://evil.example', 'x-test-person': 'clerk' } }),
    await on.app.inject({ url: '/api/session', headers: { origin: 'null', 'x-test-person': 'clerk' } }),
  ]) {
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
  }
})

test('what our own pages send is booked', async () => {
  const before = await booked()
  const own = { origin: OWN, 'sec-fetch-site': 'same-origin', 'x-shishu': '1' }
  expect((await send(own)).statusCode).toBe(201)
  // Reached under another name of the same server.
  expect((await send({ origin: 'http://10.0.0.5:8080', host: '10.0.0.5:8080', 'x-shishu': '1' })).statusCode).toBe(201)
  expect(await booked()).toBe(before + 2)
})
