import type { AddressInfo } from 'node:net'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { appoint } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CAST,
  person,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'
import { identifier } from '../session/identify.ts'
import { makeToken } from '../token/access-token.ts'
import { bearerOf } from '../token/bearer.ts'
import { ROUTES } from './index.ts'

const DAY_MS = 86_400_000
let now = new Date('2026-04-05T02:00:00Z')

let on: TestServer
beforeAll(async () => {
  const cast: Record<string, ReturnType<typeof person>> = { ...CAST } as never
  on = await startTestServer({ cast, clock: () => now, checksResponses: true })
  const { accounts, book } = on.services
  const account = await accounts.createAccount(
    { name: 'wanglibrarian', displayName: '王馆长', orgUnit: TOWN },
    { account: null, ip: null },
  )
  cast.wang = { ...person('wanglibrarian', { role: 'librarian', orgUnit: TOWN }), account: account.id }
  await appoint(book, {
    person: account.id,
    role: 'librarian',
    orgUnit: TOWN,
    office: null,
    from: '2026-01-01',
    until: null,
    by: 'secadmin',
    reason: '任职文件',
  })
  const byHeader = on.services.identify
  const real = identifier(book, accounts)
  on.services.identify = (headers) => (bearerOf(headers) === undefined ? byHeader(headers) : real(headers))
  const lent = await on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, {
    request: 'request-1',
    changes: [
      {
        kind: 'add',
        ledger: 'loans',
        orgUnit: VILLAGE,
        values: { slip: 'A-1', reader: '张三丰', lentOn: '2026-03-02' },
      },
    ],
  })
  expect(lent.status, lent.text).toBe(201)
  await on.settled()
})
afterAll(() => on?.stop())

const make = (who: string, label = '县里的看板', days = 30) =>
  on.ask(who, 'POST', '/api/session/tokens', { label, days })
/** Asks as a program does: with a token, and without our pages' header. */
const askBy = async (token: string, method: string, url: string, body?: object) => {
  const answer = await on.app.inject({
    method: method as 'GET',
    url,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { payload: body }),
  })
  return { status: answer.statusCode, text: answer.payload }
}
const figures = (org: string) => `/api/exchange/figures.json?indicators=loans-out&org=${org}&period=2026-03`

describe('access tokens', () => {
  test('one is shown once, listed by its maker alone, and used until it is revoked', async () => {
    const made = await make('wang')
    expect(made.status, made.text).toBe(201)
    const { id, token, expiresAt } = made.body
    expect(token).toMatch(/^shishu_[\w-]{43}$/)
    expect(expiresAt).toBe(new Date(now.getTime() + 30 * DAY_MS).toISOString())
    expect((await askBy(token, 'GET', figures(TOWN))).status).toBe(200)
    const listed = await on.ask('wang', 'GET', '/api/session/tokens')
    expect(listed.body.tokens).toMatchObject([{ id, label: '县里的看板', lastUsedAt: '2026-04-05T02:00:00.000Z' }])
    expect(listed.text).not.toContain('shishu_')
    expect(JSON.stringify(on.audited)).not.toContain(token)
    expect((await on.ask('librarian', 'GET', '/api/session/tokens')).body).toEqual({ tokens: [] })
    expect((await on.ask('librarian', 'DELETE', `/api/session/tokens/${id}`)).status).toBe(404)
    expect((await askBy(token, 'GET', figures(TOWN))).status).toBe(200)
    expect((await on.ask('wang', 'DELETE', `/api/session/tokens/${id}`)).status).toBe(204)
    expect((await askBy(token, 'GET', figures(TOWN))).status).toBe(401)
    expect((await on.ask('wang', 'DELETE', `/api/session/tokens/${id}`)).status).toBe(404)
  })

  test('its maker’s places are its own, and its maker’s ledgers are not', async () => {
    const { token } = (await make('wang')).body
    expect((await askBy(token, 'GET', figures(SECOND_TOWN))).status).toBe(403)
    expect((await askBy(token, 'GET', `/api/ledgers/loans/entries?org=${TOWN}`)).status).toBe(403)
    expect((await on.ask('wang', 'GET', `/api/ledgers/loans/entries?org=${TOWN}`)).status).toBe(200)
    const url = `/api/figures/loans-out/explanation?org=${TOWN}&period=2026-03`
    const explained = JSON.parse((await askBy(token, 'GET', url)).text)
    expect(explained.inputs[0]).toMatchObject({ contributions: [], others: { count: 1, amount: 1 } })
  })

  test('it changes nothing and opens nothing that is a person’s own', async () => {
    const { token } = (await make('wang')).body
    const fill = (url: string) => url.replace(/:[a-z]+/gi, '01990000-0000-7000-8000-000000000000')
    const opened: string[] = []
    const asked = ROUTES.filter(
      ({ access, method }) => access !== 'public' && (method !== 'GET' || access === 'signed-in'),
    )
    for (const { method, url } of asked) {
      const { status } = await askBy(token, method, fill(url), method === 'GET' ? undefined : {})
      if (status !== 403) opened.push(`${method} ${url} ${status}`)
    }
    expect(asked.length).toBeGreaterThan(20)
    // The catalogue, and the protocol that reads alone: whose message here was empty, and which takes POST alone.
    expect(opened.toSorted()).toEqual([
      'DELETE /mcp 405',
      'GET /api/exchange/indicators.json 200',
      'GET /mcp 405',
      'POST /mcp 400',
    ])
  })

  test('an assistant reads by it, without our pages’ header', async () => {
    const { token } = (await make('wang')).body
    const address = await on.app.listen({ host: '127.0.0.1', port: 0 }).then(() => {
      return new URL(`http://127.0.0.1:${(on.app.server.address() as AddressInfo).port}/mcp`)
    })
    const client = new Client({ name: 'test', version: '1' })
    const headers = { authorization: `Bearer ${token}` }
    await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }) as never)
    const call = (org: string) =>
      client.callTool({ name: 'read_figures', arguments: { indicators: ['loans-out'], org, period: '2026-03' } })
    expect((await call(TOWN)).structuredContent).toMatchObject({ rows: [{ value: 1 }] })
    expect((await call(SECOND_TOWN)).isError).toBe(true)
    await client.close()
  })

  test.each([
    ['wang', '', 30, 400],
    ['wang', ' ', 30, 400],
    ['wang', 'a\nb', 30, 400],
    ['wang', 'a', 0, 400],
    ['wang', 'a', 366, 400],
    ['wang', 'a', 1.5, 400],
    ['sysadmin', 'a', 30, 403],
    ['auditor', 'a', 30, 403],
    ['idle', 'a', 30, 403],
    ['clerk', 'a', 365, 201],
  ])('%s makes one called %j for %d days: %i', async (who, label, days, status) => {
    expect((await make(who, label, days)).status).toBe(status)
  })

  test.each([['Bearer shishu_nothing'], ['Bearer '], ['Basic d2FuZzp3b3Jk'], ["Bearer ' or true --"]])(
    '%j proves nothing',
    async (authorization) => {
      const answer = await on.app.inject({ method: 'GET', url: figures(TOWN), headers: { authorization } })
      expect(answer.statusCode).toBe(401)
    },
  )

  test('a token beside a session is what counts, and a wrong one is not made good by it', async () => {
    const url = '/api/session/tokens'
    const headers = { authorization: 'Bearer shishu_nothing', 'x-test-person': 'wang', cookie: 'shishu_session=x' }
    const answer = await on.app.inject({ method: 'POST', url, headers, payload: { label: 'a', days: 1 } })
    expect(answer.statusCode).toBe(401)
  })

  test('twenty at most are valid at once', async () => {
    const { account } = CAST.keeper!
    for (let number = 1; number <= 20; number += 1) {
      await makeToken(on.book.keeperPool, { person: account, generation: -1, label: `第${number}个`, days: 1, now })
    }
    expect(await make('keeper')).toMatchObject({ status: 409, body: { code: 'token.too-many' } })
    const [{ id }] = (await on.ask('keeper', 'GET', '/api/session/tokens')).body.tokens
    expect((await on.ask('keeper', 'DELETE', `/api/session/tokens/${id}`)).status).toBe(204)
    expect((await make('keeper')).status).toBe(201)
  })

  test('it ends with its maker’s sessions, and waits for a second factor that its maker must set up', async () => {
    const { accounts } = on.services
    const asker = { account: null, ip: null }
    const { id } = (await accounts.findAccountByName('wanglibrarian'))!
    const { token: before } = (await make('wang', '旧的')).body
    await accounts.revokeAll(id, asker)
    expect((await askBy(before, 'GET', figures(TOWN))).status).toBe(401)
    expect((await on.ask('wang', 'GET', '/api/session/tokens')).body.tokens).toEqual([])
    const { token: after } = (await make('wang', '新的')).body
    expect((await askBy(after, 'GET', figures(TOWN))).status).toBe(200)
    await accounts.updateAccount(id, { secondFactorRequired: true }, asker)
    const waiting = await askBy(after, 'GET', figures(TOWN))
    expect(JSON.parse(waiting.text)).toMatchObject({ status: 403, code: 'session.second-factor-needed' })
    await accounts.updateAccount(id, { secondFactorRequired: false }, asker)
    expect((await askBy(after, 'GET', figures(TOWN))).status).toBe(200)
    await accounts.resetPassword(id, asker)
    expect((await askBy(after, 'GET', figures(TOWN))).status).toBe(401)
    // As its maker would by changing the one-time password.
    const { token } = await accounts.invite(id, asker)
    await accounts.enrol({ token, password: 'Rain-fall 2026', ip: null })
  })

  test('it ends with its days, and with its maker’s account', async () => {
    const { token: short } = (await make('wang', '一天', 1)).body
    const { token: long } = (await make('wang', '一年', 365)).body
    now = new Date(now.getTime() + DAY_MS)
    expect((await askBy(short, 'GET', figures(TOWN))).status).toBe(401)
    expect((await askBy(long, 'GET', figures(TOWN))).status).toBe(200)
    const account = (await on.services.accounts.findAccountByName('wanglibrarian'))!
    await on.services.accounts.disableAccount(account.id, { account: null, ip: null })
    expect((await askBy(long, 'GET', figures(TOWN))).status).toBe(401)
  })
})
