import { writeWorkbook } from '@shishu/documents'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CAST, person, startTestServer, type TestServer, TOWN, VILLAGE } from '../server-fixture.ts'
import { type OpenApi, operationsOf } from './operations.ts'
import { type FuzzRequest, type Known, requestsOf } from './requests-of.ts'

/** Requests in all: `SHISHU_FUZZ=10000` for a long run. `SHISHU_FUZZ_SEED` runs one again. */
const REQUESTS = Number(process.env.SHISHU_FUZZ ?? 1000)
const SEED = Number(process.env.SHISHU_FUZZ_SEED ?? Date.now() % 2 ** 31)

const COUNTRY = '000000000000'
const DUTIES = [
  { role: 'keeper', orgUnit: COUNTRY, office: 'desk' },
  { role: 'keeper', orgUnit: COUNTRY, office: 'shelves' },
  ...['librarian', 'system-administrator', 'security-administrator', 'audit-administrator'].map((role) => ({
    role,
    orgUnit: COUNTRY,
  })),
]
const PEOPLE = { everybody: person('everybody', ...DUTIES), ...CAST }

let on: TestServer
let document: OpenApi
let known: Known
/** What the server logged of what it did not foresee. */
const failures: string[] = []
beforeAll(async () => {
  on = await startTestServer({
    logger: pino({ level: 'error' }, { write: (line: string) => void failures.push(line) }),
    cast: PEOPLE,
    checksResponses: true,
    clock: () => new Date('2026-04-05T02:00:00Z'),
  })
  document = (await on.ask(null, 'GET', '/api/openapi.json')).body
  known = await seed(on)
})
afterAll(() => on?.stop())

/** Books a little of everything, and gives back what there is to ask about. */
async function seed({ ask, services, settled }: TestServer): Promise<Known> {
  const add = (ledger: string, values: object) => ({ kind: 'add', ledger, orgUnit: VILLAGE, values })
  const { body } = await ask('everybody', 'POST', `/api/towns/${TOWN}/bookings`, {
    request: 'request-of-seed',
    changes: [
      add('loans', { slip: 'A-1', reader: '张三', lentOn: '2026-02-02' }),
      add('books', { number: 'B-1', title: '无题', subject: 'novel', boughtOn: '2026-02-02' }),
      add('visits', { heldOn: '2026-02-03', people: 12 }),
    ],
  })
  await settled()
  const issue = await ask('everybody', 'POST', '/api/reports/half-year/issues', {
    request: 'issue-half-year',
    org: TOWN,
    period: '2026-H1',
  })
  const webhook = await ask('everybody', 'POST', '/api/webhooks', {
    org: TOWN,
    url: 'https://hooks.example.gov.cn/',
    events: ['batch.booked'],
  })
  const names = { name: 'zhangsan', displayName: '张三', orgUnit: VILLAGE }
  const account = await services.accounts.createAccount(names, { account: null, ip: '127.0.0.1' })
  const task = await services.tasks.start('export', 'account-everybody', null, async () => ({ size: 1 }))
  const entries = body.versions.map(({ entry }: { entry: string }) => entry)
  const days = ['2026-02-01', '2026-03-05', '2026-04-05']
  return {
    changes: CHANGES.map((change) => [change]).concat([
      [{ kind: 'correct', ledger: 'loans', entry: entries[0], values: { damaged: true } }],
      [{ kind: 'correct', ledger: 'loans', entry: entries[0], expected: 7, values: { damaged: false } }],
      [{ kind: 'step', ledger: 'loans', entry: entries[0], step: 'renew', on: '2026-02-03' }],
      [{ kind: 'withdraw', ledger: 'visits', entry: entries[2] }],
    ]),
    units: [[{ code: '341899101003', name: '新村' }], [{ code: '341899103001', name: '没有镇的村' }]],
    file: ['a note', workbook(), workbook().subarray(0, 900), '<svg onload="x">', 'PK\u0003\u0004', '%PDF-1.7'],
    town: [TOWN],
    org: [TOWN, VILLAGE],
    orgUnit: [VILLAGE, TOWN],
    ledger: ['loans', 'loans', 'books', 'visits', 'budget'],
    entry: [entries[0], entries[0], ...entries],
    indicator: ['visitors', 'loans-out', 'in-time-rate'],
    indicators: ['visitors,loans-out', 'books-held'],
    report: ['half-year'],
    period: ['2026-H1', '2026-02', '2026-Q1', '2026'],
    issue: [issue.body.id],
    webhook: [webhook.body.id],
    account: [account.id],
    person: [account.id, 'account-clerk'],
    holder: ['account-clerk', null],
    task: [task.id],
    on: days,
    from: days,
    until: [...days, null],
    asOf: [...days, '2026-03-05T18:00'],
    to: days,
    step: ['renew', 'return', 'check'],
    state: ['lent', 'returned,done'],
    sort: ['lentOn', '-slip', 'orgUnit', 'reader', 'nothing'],
    filter: [
      '[{"field":"lentOn","from":"2026-01-01"}]',
      '[{"field":"slip","contains":"%_\\\\"}]',
      '[{"field":"slip","is":"\\u0000"}]',
      '[{"field":"lentOn","is":"2026-02-30"}]',
      '[{"field":"damaged","is":7}]',
      '[{"field":"people","from":1e300}]',
      '[{"field":"__proto__","is":1}]',
      '[]',
    ],
    values: VALUES,
    fields: [['reader'], ['slip'], ['nothing']],
    method: ['tools/list', 'tools/call', 'initialize', 'ping'],
    role: ['librarian', 'branch-clerk', 'keeper', 'audit-administrator'],
    office: ['desk', null],
    events: [['batch.booked'], ['notice', 'nothing']],
    url: [
      'https://hooks.example.gov.cn/',
      'http://127.0.0.1/',
      'https://[::1]/',
      'https://user:pass@example.cn/',
      'gopher://x',
    ],
    provider: ['none'],
    rows: [[{ slip: 'A-2', reader: '李四', lentOn: '2026-02-30' }], [{}], [{ slip: '\u0000' }]],
  }
}

/** A workbook of loans, with a row that can be booked and one that cannot. */
function workbook(): Buffer {
  const rows = [
    ['借条号', '读者', '借出日期', '村'],
    ['W-1', '张三', '2026-03-01', '上村'],
    ['W-2', '李四', '2026-02-30', '上村'],
  ]
  const sheets = [{ name: '借阅台账', rows: rows.map((row) => row.map((text) => ({ text }))) }]
  return Buffer.from(writeWorkbook({ sheets }))
}

const VALUES = [
  { slip: 'A-9', reader: '李四', lentOn: '2026-03-01' },
  { slip: 'A-8\u0000', reader: '李四', lentOn: '2026-03-01' },
  { slip: '\ud800', reader: '李\udfff四', lentOn: '2026-03-01' },
  { lentOn: '2026-02-30' },
  { damaged: 'yes' },
  { people: 2 ** 53, heldOn: '2026-03-01' },
  { people: -1, heldOn: '0000-00-00' },
  { number: 'B-9', title: '<b>', subject: 'nothing', boughtOn: '9999-12-31', price: -5 },
  { month: '2026-13', spent: 1 },
  { nothing: 1 },
  {},
]

const CHANGES: readonly object[] = VALUES.flatMap((values) => [
  { kind: 'add', ledger: 'loans', orgUnit: VILLAGE, values },
  { kind: 'put', ledger: 'visits', orgUnit: VILLAGE, values },
])

describe(`every operation of the OpenAPI document, asked at random (seed ${SEED})`, () => {
  test(`${REQUESTS} requests: nothing fails, nothing refused books, every refusal is told in words`, async () => {
    const operations = operationsOf(document)
    const each = Math.ceil(REQUESTS / operations.length)
    const faults: string[] = []
    const neverLet: string[] = []
    const statuses = new Map<number, number>()
    for (const operation of operations) {
      let let_ = 0
      const requests = requestsOf(operation, { document, known, people: Object.keys(PEOPLE) })
      for (const request of fc.sample(requests, { numRuns: each, seed: SEED })) {
        const { status, found } = await faultsOf(request)
        if (status < 400) let_ += 1
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (found.length > 0)
          faults.push(`${operation.method} ${operation.path}: ${found.join('; ')}\n${inShort(request)}`)
      }
      if (let_ === 0) neverLet.push(`${operation.method} ${operation.path}`)
    }
    if (REQUESTS > 5000) console.info('refused always:', neverLet)
    console.info(`${each * operations.length} requests:`, Object.fromEntries([...statuses].sort()))
    expect(faults, `seed ${SEED}`).toEqual([])
    // Requests that got nowhere would show nothing.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(each * operations.length * 0.05)
  }, 3_600_000)
})

/** Sends a request and says what is wrong with how it was answered. */
async function faultsOf(request: FuzzRequest): Promise<{ status: number; found: string[] }> {
  const { method, url, headers, payload, who } = request
  const changes = method !== 'GET'
  const before = changes ? await booked() : null
  const answer = await on.app.inject({
    method: method as 'GET',
    url,
    remoteAddress: nextAddress(),
    headers: { 'x-shishu': '1', ...headers, ...(who === null ? {} : { 'x-test-person': who }) },
    ...(payload === null ? {} : { payload }),
  })
  const { statusCode: status, payload: text } = answer
  const found: string[] = []
  if (status >= 500) found.push(`${status} ${codeOf(text)} ${failures.at(-1)}`)
  if (status >= 400) found.push(...refusalFaults(text, String(answer.headers['content-type'])))
  if (answer.headers['x-injected'] !== undefined) found.push('a header was injected')
  if (status >= 400 && before !== null && (await booked()) !== before) found.push(`${status}, and something was booked`)
  return { status, found }
}

/** What tells of the inside: stacks, files, statements, words of the database. */
const INSIDE =
  /\n\s+at |node_modules|\/src\/|\.ts:\d|\bselect [^"]* from |insert into|violates |relation \\"|column \\"|at or near|SQLSTATE|input syntax|out of range for type|duplicate key|TypeError|RangeError|SyntaxError|Cannot read|is not a function|undefined/

function refusalFaults(text: string, mediaType: string): string[] {
  const found: string[] = []
  if (!mediaType.startsWith('application/problem+json')) return [`a refusal as ${mediaType}: ${text.slice(0, 100)}`]
  const problem = JSON.parse(text) as Record<string, unknown>
  if (!/^[a-z-]+(\.[a-z-]+)*$/.test(String(problem.code))) found.push(`code ${problem.code}`)
  if (!/\p{Script=Han}/u.test(String(problem.zh))) found.push(`${problem.code}: not in Chinese: ${problem.zh}`)
  if (!/[a-z]{2}/i.test(String(problem.en))) found.push(`${problem.code}: not in English: ${problem.en}`)
  const inside = INSIDE.exec(text)
  if (inside !== null)
    found.push(`${problem.code} tells of the inside: ${inside[0].trim()} in ${String(problem.en).slice(0, 200)}`)
  return found
}

function codeOf(text: string): string {
  try {
    return String(JSON.parse(text).code)
  } catch {
    return text.slice(0, 80)
  }
}

/** How much is booked, as one text. */
async function booked(): Promise<string> {
  const { rows } = await on.book.pool.query<{ counts: string }>(
    `select concat_ws(' ', (select count(*) from shishu.batch), (select count(*) from shishu.posting),
       (select count(*) from shishu.ledger_loans), (select count(*) from shishu.ledger_books),
       (select count(*) from shishu.ledger_visits), (select count(*) from shishu.assignment),
       (select count(*) from shishu.appointment), (select count(*) from shishu.org_unit)) as counts`,
  )
  return rows[0]!.counts
}

let address = 0
function nextAddress(): string {
  address += 1
  return `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}`
}

function inShort({ method, url, headers, payload, who }: FuzzRequest): string {
  const sent = payload === null ? '' : `${payload}`
  return JSON.stringify({ method, url: url.slice(0, 400), headers, payload: sent.slice(0, 400), who })
}
