import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer, TOWN, VILLAGE } from '../server-fixture.ts'

let on: TestServer
let port: number
beforeAll(async () => {
  on = await startTestServer({ clock: () => new Date('2026-03-05T02:00:00Z') })
  // As in the product, but looked at more often than each half minute.
  const server = on.app.server as typeof on.app.server & { connectionsCheckingInterval: number }
  server.connectionsCheckingInterval = 50
  await on.app.listen({ host: '127.0.0.1', port: 0 })
  port = (on.app.server.address() as { port: number }).port
})
afterAll(() => on?.stop())

/** Sends text as it is and returns all that came back until the connection ended, or the time was over. */
function say(text: string | readonly string[], { everyMs = 0, untilMs = 3_000 } = {}): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const socket = connect(port, '127.0.0.1')
  let heard = ''
  const pieces = [text].flat()
  const talk = setInterval(() => {
    const next = pieces.shift()
    if (next !== undefined && socket.writable) socket.write(next)
  }, everyMs)
  const over = setTimeout(() => socket.destroy(), untilMs)
  socket.on('data', (bytes) => {
    heard += bytes.toString('latin1')
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    clearInterval(talk)
    clearTimeout(over)
    resolve(heard)
  })
  return promise
}

const head = (line: string, ...headers: string[]) => `${[line, ...headers].join('\r\n')}\r\n\r\n`
const statuses = (heard: string) => [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
const LOCAL = 'Host: localhost'
const CLOSE = 'Connection: close'

describe('whoever takes their time', () => {
  test('the product gives the head of a request 20 seconds, the whole of it two minutes, silence five', () => {
    const { headersTimeout, requestTimeout, timeout } = on.app.server
    expect({ headersTimeout, requestTimeout, timeout }).toEqual({
      headersTimeout: 20_000,
      requestTimeout: 120_000,
      timeout: 300_000,
    })
  })

  test('a head that comes letter by letter, and a body that never ends, are cut off', async () => {
    const { headersTimeout, requestTimeout } = on.app.server
    on.app.server.headersTimeout = 300
    on.app.server.requestTimeout = 600
    try {
      const slow = ['GET /api/session HTTP/1.1\r\n', ...Array.from({ length: 200 }, (_, n) => `X-${n}: 1\r\n`)]
      const started = performance.now()
      expect(statuses(await say(slow, { everyMs: 20, untilMs: 10_000 }))).toEqual([408])
      const body = head(
        'POST /api/session HTTP/1.1',
        LOCAL,
        'X-Shishu: 1',
        'Content-Type: application/json',
        'Content-Length: 9999',
      )
      expect(
        statuses(await say([body, ...Array.from({ length: 200 }, () => ' ')], { everyMs: 20, untilMs: 10_000 })),
      ).toEqual([408])
      expect(performance.now() - started).toBeLessThan(6_000)
    } finally {
      Object.assign(on.app.server, { headersTimeout, requestTimeout })
    }
  })
})

describe('a request of doubtful length', () => {
  const body = '{"name":"a","password":"b"}'
  const smuggled = head('GET /api/definitions HTTP/1.1', LOCAL)
  test.each([
    ['both a length and chunks', ['Content-Length: 4', 'Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`],
    ['two lengths', ['Content-Length: 4', `Content-Length: ${body.length}`], body + smuggled],
    ['a negative length', ['Content-Length: -1'], body + smuggled],
    ['a length that is no number', ['Content-Length: 0x10'], body + smuggled],
    ['an encoding that is not known', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${smuggled}`],
    ['chunked, but not in the end', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${smuggled}`],
    ['a blank before the colon', ['Transfer-Encoding : chunked'], `0\r\n\r\n${smuggled}`],
    ['a header folded', ['X-A: 1', ' Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`],
    ['a chunk size that overflows', ['Transfer-Encoding: chunked'], `fffffffffffffffff\r\n${smuggled}`],
  ])('%s: one refusal, and what follows is not taken for a request', async (_, headers, rest) => {
    const text = head('POST /api/session HTTP/1.1', LOCAL, 'X-Shishu: 1', 'Content-Type: application/json', ...headers)
    const heard = await say(text + rest)
    expect(statuses(heard)).toHaveLength(1)
    expect(statuses(heard)[0]).toBeGreaterThanOrEqual(400)
    expect(heard).not.toContain('"ledgers"')
  })
})

describe('methods', () => {
  const session = (method: string) =>
    head(`${method} /api/session HTTP/1.1`, LOCAL, CLOSE, 'X-Secret: seen', 'X-Shishu: 1')

  test.each(['TRACE', 'OPTIONS', 'PUT', 'PATCH', 'PROPFIND', 'SEARCH'])(
    '%s does nothing and echoes nothing',
    async (method) => {
      const heard = await say(session(method))
      expect(statuses(heard)[0]).toBeGreaterThanOrEqual(400)
      expect(heard).not.toContain('seen')
    },
  )

  test.each(['CONNECT', 'get', 'GE T', 'FOO', 'GET\u0000'])('%j is no method', async (method) => {
    const heard = await say(session(method))
    expect(statuses(heard).every((status) => status >= 400)).toBe(true)
    expect(heard).not.toContain('seen')
  })

  test('HEAD asks for the same rights as GET, and gets no body', async () => {
    const url = `/api/ledgers/loans/entries?org=${VILLAGE}`
    expect((await on.ask('idle', 'HEAD', url)).status).toBe(403)
    expect((await on.ask(null, 'HEAD', url)).status).toBe(401)
    const allowed = await on.ask('clerk', 'HEAD', url)
    expect([allowed.status, allowed.text]).toEqual([200, ''])
  })
})

describe('size and number', () => {
  test('headers and addresses beyond all measure are refused', async () => {
    expect(statuses(await say(head('GET /api/session HTTP/1.1', LOCAL, CLOSE, `X-A: ${'a'.repeat(20_000)}`)))).toEqual([
      431,
    ])
    const many = Array.from({ length: 3_000 }, (_, n) => `X-${n}: 1`)
    expect(statuses(await say(head('GET /api/session HTTP/1.1', LOCAL, CLOSE, ...many)))).toEqual([431])
    const long = await say(head(`GET /api/${'a'.repeat(15_000)} HTTP/1.1`, LOCAL, CLOSE))
    expect(statuses(long)).toEqual([404])
    expect(long.length).toBeLessThan(4_000)
  })

  test('a body of unsaid length is read to the limit and no further', async () => {
    const chunk = `10000\r\n${'x'.repeat(0x1_0000)}\r\n`
    const start = head(
      'POST /api/session HTTP/1.1',
      LOCAL,
      'X-Shishu: 1',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    )
    const heard = await say([start, ...Array.from({ length: 40 }, () => chunk)])
    expect(statuses(heard)).toEqual([413])
  })

  test('a body that is small only while compressed is refused', async () => {
    const answer = await on.ask('clerk', 'POST', `/api/towns/${TOWN}/bookings`, Buffer.alloc(100), {
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    })
    expect(answer.status).toBe(400)
  })

  test('a thousand parameters, and one said twice, are refused at once', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) => `p${n}=1`).join('&')
    const started = performance.now()
    expect((await on.ask('clerk', 'GET', `/api/ledgers/loans/entries?org=${VILLAGE}&${many}`)).status).toBe(400)
    expect(performance.now() - started).toBeLessThan(1_000)
    for (const query of [`org=${VILLAGE}&org=${TOWN}`, `org[]=${VILLAGE}`, `org[$ne]=${VILLAGE}`, `ORG=${VILLAGE}`]) {
      expect((await on.ask('clerk', 'GET', `/api/ledgers/loans/entries?${query}`)).status, query).toBe(400)
    }
  })
})

describe('a host that somebody makes up', () => {
  test.each([
    ['evil.example', {}],
    ['localhost', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' }],
    ['evil.example:80@localhost', {}],
    ['localhost\tevil.example', {}],
  ])('%j %j is in no address that the server gives', async (host, more) => {
    for (const [who, url] of [
      [null, '/api/openapi.json'],
      [null, '/api/sso'],
      [null, '/api/sso/nobody/begin'],
      ['clerk', '/api/nothing'],
    ] as const) {
      const answer = await on.ask(who, 'GET', url, undefined, { headers: { host, ...more } as Record<string, string> })
      expect(answer.text + JSON.stringify(answer.headers)).not.toContain('evil.example')
    }
    expect((await on.ask(null, 'GET', '/api/openapi.json')).body.servers).toEqual([{ url: 'http://localhost' }])
  })

  test('without one, HTTP/1.1 is refused', async () => {
    expect(statuses(await say(head('GET /api/session HTTP/1.1', CLOSE)))).toEqual([400])
  })
})

test('an address that a client claims for itself counts for nothing where no proxy is trusted', async () => {
  on.audited.length = 0
  const headers = { 'x-forwarded-for': '8.8.8.8', 'x-real-ip': '8.8.8.8', 'cf-connecting-ip': '8.8.8.8' }
  await on.ask('clerk', 'GET', '/api/roles', undefined, { headers, remoteAddress: '10.1.2.3' })
  expect(on.audited.map(({ ip }) => ip)).toEqual(['10.1.2.3'])
})

test('who may ask from whose address is taken from a trusted proxy alone', async () => {
  const behind = await startTestServer({ trustProxy: ['10.0.0.0/24'] })
  const ask = (remoteAddress: string) =>
    behind.ask('clerk', 'GET', '/api/roles', undefined, {
      remoteAddress,
      headers: { 'x-forwarded-for': '6.6.6.6, 8.8.8.8' },
    })
  await ask('10.0.0.1')
  await ask('10.9.9.9')
  await behind.stop()
  expect(behind.audited.map(({ ip }) => ip)).toEqual(['8.8.8.8', '10.9.9.9'])
})
