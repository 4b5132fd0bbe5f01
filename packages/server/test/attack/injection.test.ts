import { writeWorkbook } from '@shishu/documents'
import { unzipSync } from 'fflate'
import type { TSchema } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../../src/operation/log.ts'
import { ROUTES } from '../../src/routes/index.ts'
import { ended, form } from '../form.ts'
import { CAST, COUNTY, person, startTestServer, type TestServer, TOWN, VILLAGE } from '../server-fixture.ts'

/** Lines of the server's log. */
let lines = ''
let on: TestServer
/** People who may do everything that anybody may: as many as keep under the limit of one person's requests. */
const EVERYBODY = Array.from({ length: 100 }, (_, n) => `everything${n}`)
const everyRole = [
  { role: 'librarian', orgUnit: COUNTY },
  { role: 'keeper', orgUnit: COUNTY, office: 'desk' },
  { role: 'system-administrator', orgUnit: COUNTY },
  { role: 'security-administrator', orgUnit: COUNTY },
  { role: 'audit-administrator', orgUnit: COUNTY },
]
const cast = { ...CAST, ...Object.fromEntries(EVERYBODY.map((name) => [name, person(name, ...everyRole)])) }
const url = `/api/towns/${TOWN}/bookings`
const FORMULAS = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1+1', '\r=1+1', '＝1+1', ' =1+1', '\u200b=1+1', '"=1+1']

let number = 0
let addresses = 0
/** Asks from an address of its own each time: how often is not what is tried here. */
function ask(who: string | null, method: string, target: string, headers: Record<string, string> = {}) {
  addresses += 1
  return on.ask(who, method, target, undefined, { remoteAddress: `10.${addresses >> 8}.0.${addresses & 255}`, headers })
}
function book(who: string, values: object, ledger = 'loans') {
  number += 1
  const changes = [{ kind: 'add', ledger, orgUnit: VILLAGE, values }]
  return on.ask(who, 'POST', url, { request: `injection-${number}`, changes })
}
const loan = (slip: string) => ({ slip, reader: '张三', lentOn: '2026-03-02' })

beforeAll(async () => {
  on = await startTestServer({
    cast,
    clock: () => new Date('2026-03-05T02:00:00Z'),
    logger: createLog({ level: 'trace', to: { write: (line) => (lines += line) } }),
  })
  for (const slip of ['S-1', 'S-2', ...FORMULAS.filter((text) => text.trim() === text)]) await book('clerk', loan(slip))
  await on.settled()
})
afterAll(() => on?.stop())

describe('SQL in the query', () => {
  const VALID: Record<string, string> = {
    org: TOWN,
    period: '2026-H1',
    indicators: 'visitors',
    report: 'half-year',
    from: '2026-01-01',
    to: '2026-03-01',
    until: '2026-03-31',
    ledger: 'loans',
    indicator: 'visitors',
    town: TOWN,
    count: '5',
    size: '5',
    format: 'json',
  }
  const ATTACKS = [
    `' or '1'='1`,
    `'; select pg_sleep(3); --`,
    `${TOWN}' or true --`,
    `${TOWN} or 1=1`,
    `1) union select secret from shishu.server_secret --`,
    `\\'; drop table shishu.batch; --`,
    `$1`,
    `%`,
    `_`,
    `heldOn;select 1`,
    `lentOn desc, (select 1 from pg_sleep(3))`,
    `'||(select secret from shishu.server_secret)||'`,
    `{[0,9999999999999999)}`,
    `loans"; --`,
    `\u0000`,
  ]
  const ASKED = ROUTES.filter(({ method, access }) => method === 'GET' && access === 'rights').flatMap((route) =>
    Object.keys((route.query as { properties?: Record<string, TSchema> } | undefined)?.properties ?? {}).map(
      (name) => ({
        path: route.url,
        name,
        required: ((route.query as { required?: string[] }).required ?? []) as readonly string[],
      }),
    ),
  )
  const address = (path: string, query: Record<string, string>) =>
    `${path.replace(/:(\w+)/g, (_, name: string) => VALID[name] ?? '00000000-0000-0000-0000-000000000000')}?${new URLSearchParams(query)}`

  test('every list, figure and search is among the routes that are tried', () => {
    const paths = new Set(ASKED.map(({ path }) => path))
    for (const path of [
      '/api/ledgers/:ledger/entries',
      '/api/figures',
      '/api/audit',
      '/api/accounts',
      '/api/due',
      '/api/audit.csv',
    ]) {
      expect(paths).toContain(path)
    }
    expect(ASKED.length).toBeGreaterThan(60)
  })

  test.each(ASKED)('$path ?$name', async ({ path, name, required }) => {
    const query = Object.fromEntries(required.map((one) => [one, VALID[one] ?? '1']))
    const before = await ask(EVERYBODY[addresses % EVERYBODY.length]!, 'GET', address(path, query))
    for (const attack of ATTACKS) {
      const started = performance.now()
      const { status, text } = await ask(
        EVERYBODY[addresses % EVERYBODY.length]!,
        'GET',
        address(path, { ...query, [name]: attack }),
      )
      expect([200, 400, 404, 410, 422], `${attack} ${text}`).toContain(status)
      expect(performance.now() - started, attack).toBeLessThan(2_500)
      expect(text).not.toMatch(/syntax error|pg_catalog|relation "|server_secret"/)
      // A condition that is taken as text finds no more than none.
      if (status === 200 && before.status === 200)
        expect(text.length, attack).toBeLessThanOrEqual(before.text.length + 200)
    }
  })

  test.each(ATTACKS.filter((text) => !text.includes('\0')))('%j as a value is compared as text', async (attack) => {
    for (const condition of [{ is: attack }, { contains: attack }, { in: [attack] }]) {
      const filter = JSON.stringify([{ field: 'slip', ...condition }])
      const answer = await on.ask('clerk', 'GET', address('/api/ledgers/:ledger/entries', { org: VILLAGE, filter }))
      expect(answer.status, answer.text).toBe(200)
      expect(
        answer.body.entries.filter(({ values }: { values: { slip: string } }) => !values.slip.includes(attack)),
      ).toEqual([])
    }
  })

  test('as a field’s name it names no field', async () => {
    for (const field of [
      'slip; --',
      `slip" or true --`,
      'entry_id',
      'reader',
      '__proto__',
      'constructor',
      'orgUnit) or (true',
    ]) {
      const filter = JSON.stringify([{ field, is: 'x' }])
      const { status } = await on.ask('clerk', 'GET', address('/api/ledgers/:ledger/entries', { org: VILLAGE, filter }))
      expect([400, 404, 422], field).toContain(status)
    }
  })

  test('as values that are booked it is booked as it stands', async () => {
    const slip = `'; drop table x; --`
    const booked = await book('clerk', loan(slip))
    expect(booked.status, booked.text).toBe(201)
    const filter = JSON.stringify([{ field: 'slip', is: slip }])
    const found = await on.ask('clerk', 'GET', address('/api/ledgers/:ledger/entries', { org: VILLAGE, filter }))
    expect(found.body.entries.map(({ values }: { values: { slip: string } }) => values.slip)).toEqual([slip])
  })
})

describe('names that objects have by themselves', () => {
  const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']
  const untouched = () => {
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  }
  const raw = (body: string, target = url) =>
    on.ask('clerk', 'POST', target, body, { headers: { 'content-type': 'application/json' } })

  test.each(NAMES)('%s among the members of a body, and of values, is refused', async (name) => {
    for (const body of [
      `{"${name}":{"polluted":true},"request":"pollution-1-${name}","changes":[]}`,
      `{"request":"pollution-2-${name}","changes":[{"kind":"add","ledger":"loans","orgUnit":"${VILLAGE}","values":{"slip":"P-${name}","reader":"张三","lentOn":"2026-03-02","${name}":"x"}}]}`,
      `{"request":"pollution-3-${name}","changes":[{"kind":"add","ledger":"loans","orgUnit":"${VILLAGE}","values":{"${name}":{"polluted":true}}}]}`,
      `{"request":"pollution-4-${name}","changes":[{"kind":"add","ledger":"${name}","orgUnit":"${VILLAGE}","values":{}}]}`,
      `{"request":"pollution-5-${name}","changes":[{"kind":"step","ledger":"loans","entry":"00000000-0000-0000-0000-000000000000","step":"${name}","values":{}}]}`,
    ]) {
      const { status } = await raw(body)
      expect([400, 404, 422], body).toContain(status)
    }
    untouched()
  })

  test.each(NAMES)(
    '%s as a definition’s id, a condition’s field, a parameter or a provider is nothing',
    async (name) => {
      const filter = encodeURIComponent(`[{"field":"slip","is":"x","${name}":{"polluted":true}}]`)
      const field = encodeURIComponent(JSON.stringify([{ field: name, is: 'x' }]))
      for (const [method, target] of [
        ['GET', `/api/ledgers/${name}/entries?org=${VILLAGE}`],
        ['GET', `/api/ledgers/loans/entries?org=${VILLAGE}&filter=${filter}`],
        ['GET', `/api/ledgers/loans/entries?org=${VILLAGE}&filter=${field}`],
        ['GET', `/api/ledgers/loans/entries?org=${VILLAGE}&sort=${name}`],
        ['GET', `/api/ledgers/loans/entries?org=${VILLAGE}&state=${name}`],
        ['GET', `/api/ledgers/loans/entries?org=${VILLAGE}&${name}=1`],
        ['GET', `/api/ledgers/loans/entries?org=${VILLAGE}&${name}[polluted]=1`],
        ['GET', `/api/figures?org=${VILLAGE}&period=2026-H1&indicators=${name.toLowerCase()}`],
        ['GET', `/api/figures/${name}/explanation?org=${VILLAGE}&period=2026-H1`],
        ['GET', `/api/reports/${name}/draft?org=${VILLAGE}&period=2026-H1`],
        ['GET', `/api/due?org=${VILLAGE}&office=${name}`],
      ] as const) {
        const { status, text } = await on.ask('clerk', method, target)
        const nothing = status === 200 && /[?&]office=/.test(target) ? 404 : status
        expect([400, 403, 404, 422], `${target} ${text}`).toContain(nothing)
      }
      const sso = await on.ask(null, 'GET', `/api/sso/${name}/begin`)
      expect([302, 400]).toContain(sso.status)
      if (sso.status === 302) expect(sso.headers.location).toBe('/sign-in?refused=sso.provider-unknown')
      untouched()
    },
  )
})

describe('formulas', () => {
  const dangerous = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u

  /** Cells of CSV (RFC 4180). */
  const cells = (text: string) =>
    [...text.replace(/^\ufeff/, '').matchAll(/"((?:[^"]|"")*)"|([^",\r\n]+)/g)].map(([, quoted, plain]) =>
      quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
    )
  const NUMBER = /^[+-]?\d+(\.\d+)?%?$/

  test('in no cell of a list, of figures or of the audit log as CSV', async () => {
    const { status } = await on.ask('clerk', 'GET', `/api/roles`, undefined, {
      headers: { 'user-agent': '=cmd|calc!A0' },
    })
    expect(status).toBe(200)
    for (const [who, target] of [
      ['clerk', `/api/ledgers/loans/entries.csv?org=${VILLAGE}`],
      ['librarian', `/api/exchange/figures.csv?org=${TOWN}&period=2026-H1&indicators=visitors`],
      ['auditor', '/api/audit.csv'],
    ] as const) {
      const answer = await ask(who, 'GET', target)
      expect(answer.status, answer.text).toBe(200)
      expect(cells(answer.text).filter((cell) => dangerous.test(cell) && !NUMBER.test(cell))).toEqual([])
      expect(String(answer.headers['content-disposition'])).toMatch(/^attachment; /)
    }
  })

  test('in no cell of a workbook: neither a list, nor one that comes back marked', async () => {
    const list = await ask('clerk', 'GET', `/api/ledgers/loans/entries.xlsx?org=${VILLAGE}`)
    const rows = [
      ['组织单位', '借条号', '读者', '借出日期'],
      ['上村', '=1+1', '=HYPERLINK("http://evil.example","x")', '=TODAY()'],
    ]
    const bytes = writeWorkbook({ sheets: [{ name: '借阅台账', rows }] })
    const sent = await on.ask('clerk', 'POST', `/api/imports?town=${TOWN}`, undefined, form(bytes, '=cmd.xlsx'))
    expect(sent.status, sent.text).toBe(202)
    const task = await ended(on, sent)
    const marked = await on.ask('clerk', 'GET', `/api/imports/${task.id}/marked`)
    expect([list.status, marked.status], marked.text).toEqual([200, 200])
    for (const { bytes } of [list, marked]) {
      const parts = Object.entries(unzipSync(bytes)).filter(([name]) => /sheets?\/.*\.xml$/.test(name))
      expect(parts.length).toBeGreaterThan(0)
      for (const [, part] of parts)
        expect(Buffer.from(part).toString()).not.toMatch(/<f[ >]|t="str"|<hyperlink[^>]* r:id/)
    }
  })
})

describe('the log', () => {
  const HOSTILE = [
    'x\r\n{"level":"fatal","msg":"forged"}',
    'x\u2028forged',
    '\u001b[2Jforged',
    '张三',
    '11010519491231002X',
  ]

  test('holds one object a line whatever is sent, and nothing of it', async () => {
    const broken = await startTestServer({
      logger: createLog({ level: 'trace', to: { write: (line) => (lines += line) } }),
      services: () => ({
        identify: async (headers) => {
          throw new Error(`no session '${decodeURIComponent(String(headers['x-said']))}'`)
        },
      }),
    })
    lines = ''
    for (const text of HOSTILE) {
      const said = encodeURIComponent(text)
      const headers = { 'user-agent': said, 'x-said': said, cookie: `shishu_session=${said}`, referer: said }
      for (const target of [`/api/roles?${said}=${said}`, `/api/ledgers/${said}/entries?org=${said}`, `/api/${said}`]) {
        await on.ask('clerk', 'GET', target, undefined, { headers })
        await broken.ask('clerk', 'GET', target, undefined, { headers })
      }
      await on.ask('clerk', 'POST', '/api/session', { name: text, password: text }, { headers })
    }
    await broken.stop()
    const logged = lines.split('\n').filter((line) => line !== '')
    expect(logged.length).toBeGreaterThan(5)
    for (const line of logged) {
      const { level } = JSON.parse(line) as { level: string }
      expect(['trace', 'debug', 'info', 'warn', 'error']).toContain(level)
    }
    // Errors are those of this test's own making.
    expect(lines).not.toMatch(/forged|张三|11010519491231002X/)
    expect(lines).not.toContain('\u001b')
    expect(lines).not.toContain('\u2028')
  })

  test('of refusals in the audit log has the route, not what was asked', async () => {
    on.audited.length = 0
    for (const text of HOSTILE) await on.ask('clerk', 'GET', `/api/ledgers/${encodeURIComponent(text)}/entries?org=1`)
    expect(on.audited.map(({ route }) => route)).toEqual(HOSTILE.map(() => '/api/ledgers/:ledger/entries'))
    expect(JSON.stringify(on.audited)).not.toMatch(/forged|张三|11010519491231002X/)
  })
})

describe('paths', () => {
  const PATHS = [
    '../../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e%2fsecret',
    '..\\..\\x',
    '/etc/passwd',
    'x%00.xlsx',
    '....//',
  ]
  const entry = '00000000-0000-0000-0000-000000000000'
  test.each(PATHS)('%s is no file of ours', async (path) => {
    const encoded = encodeURIComponent(path)
    for (const said of [path, encoded]) {
      for (const [who, target] of [
        ['clerk', `/api/towns/${TOWN}/ledgers/loans/entries/${entry}/evidence/${said}`],
        ['clerk', `/api/towns/${TOWN}/ledgers/loans/entries/${entry}/evidence/${said}/thumbnail`],
        ['clerk', `/api/towns/${said}/ledgers/loans/entries/${entry}`],
        ['county', `/api/exports/${said}/file`],
        ['clerk', `/api/imports/${said}/marked`],
        ['librarian', `/api/reports/${said}/file?org=${TOWN}&period=2026-H1&format=html`],
        ['librarian', `/api/reports/half-year/file?org=${TOWN}&period=2026-H1&format=${said}`],
        [null, `/api/docs/static/${said}`],
      ] as const) {
        const { status, text } = await on.ask(who, 'GET', target)
        expect([400, 403, 404, 414], target).toContain(status)
        expect(text).not.toContain('root:')
      }
    }
  })
})
