import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readLedgerWorkbook } from '@shishu/documents'
import { codeKey } from '@shishu/kernel'
import { verifyExport } from '@shishu/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ended } from '../../test/form.ts'
import {
  COUNTY,
  OTHER_VILLAGE,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'

const FORMULA = `=cmd|'/C calc'!A0`
const BRANCH_VISITS = 700

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ clock: () => new Date('2026-03-05T02:00:00Z'), checksResponses: true })
  const add = (ledger: string, orgUnit: string, values: object) => ({ kind: 'add', ledger, orgUnit, values })
  const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10)
  const changes = [
    add('loans', VILLAGE, { slip: FORMULA, reader: '张三', lentOn: '2026-02-01', damaged: true }),
    add('loans', OTHER_VILLAGE, { slip: '@S-2', reader: '李四', lentOn: '2026-02-02' }),
    ...Array.from({ length: BRANCH_VISITS }, (_, n) =>
      add('visits', VILLAGE, { heldOn: day(n), people: n, fines: 350 }),
    ),
  ]
  const { status } = await on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, { request: 'first-data', changes })
  expect(status).toBe(201)
  await on.settled()
})
afterAll(() => on?.stop())

const list = (who: string | null, file: string, ledger = 'loans', org = TOWN, more = '') =>
  on.ask(who, 'GET', `/api/ledgers/${ledger}/${file}?org=${org}${more}`)

describe.each(['entries.xlsx', 'entries.csv', 'entries.ndjson'])('%s', (file) => {
  test.each([
    ['keeper', 'loans', TOWN, 200],
    ['clerk', 'loans', VILLAGE, 200],
    ['librarian', 'loans', TOWN, 200],
    ['shelves', 'loans', TOWN, 403],
    ['clerk', 'books', VILLAGE, 403],
    ['clerk', 'loans', OTHER_VILLAGE, 403],
    ['stranger', 'loans', TOWN, 403],
    ['sysadmin', 'loans', TOWN, 403],
    ['idle', 'loans', TOWN, 403],
    [null, 'loans', TOWN, 401],
    ['county', 'nothing', TOWN, 404],
  ])('%s asks for %s at %s: %i', async (who, ledger, org, status) => {
    expect((await list(who, file, ledger, org)).status).toBe(status)
  })

  test('personal values are masked, and a malformed filter is refused', async () => {
    const answer = await list('keeper', file)
    expect(answer.text).not.toContain('张三')
    expect(answer.headers['content-disposition']).toContain('attachment')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(await list('keeper', file, 'loans', TOWN, '&filter=x')).toMatchObject({
      status: 400,
      body: { code: 'request.malformed' },
    })
  })

  test('a clerk of one village who asks for the town gets her village alone', async () => {
    const answer = await list('clerk', 'entries.ndjson')
    const places = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).orgUnit)
    expect(places).toEqual([VILLAGE])
  })
})

describe('lists as files', () => {
  test('CSV: a mark for Excel, formulas as text, money in its unit', async () => {
    const { text } = await list('keeper', 'entries.csv', 'loans', TOWN, '&sort=lentOn')
    const [heading, first, second] = text.split('\r\n')
    expect(heading).toBe(
      '\ufeff组织单位,单位代码,借条号,读者,借出日期,续借日期,归还日期,验收日期,挂失日期,破损,借期,状态,期限,条目编号,版本',
    )
    expect(first).toMatch(
      /^上村,341899101001,'=cmd\|'\/C calc'!A0,＊＊,2026-02-01,,,,,是,,在借,2026-03-03,[0-9a-f-]{36},1$/,
    )
    expect(second).toMatch(/^下村,341899101002,'@S-2/)
    const visits = await list('keeper', 'entries.csv', 'visits', VILLAGE, '&sort=heldOn')
    expect(visits.text.split('\r\n')[1]).toMatch(/^上村,341899101001,2024-01-01,0,3\.5,/)
  })

  test('more entries than a page are all there, once', async () => {
    const { text } = await list('keeper', 'entries.ndjson', 'visits', VILLAGE)
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).entry)
    expect(new Set(entries).size).toBe(BRANCH_VISITS)
    expect(entries).toHaveLength(BRANCH_VISITS)
  })

  test('the workbook holds no formula, and is read back as the ledger that it is', async () => {
    const { bytes } = await list('keeper', 'entries.xlsx', 'visits', VILLAGE)
    const reading = await readLedgerWorkbook(bytes, {
      ledgers: on.book.definitions.pack.ledgers,
      orgTree: on.book.orgTree,
      fileName: 'a.xlsx',
      town: TOWN,
    })
    expect([reading.sheets[0]!.ledger, reading.rows.length]).toEqual(['visits', BRANCH_VISITS])
    const loans = await list('keeper', 'entries.xlsx')
    const sheet = (await import('fflate')).unzipSync(loans.bytes)['xl/worksheets/sheet1.xml']!
    const xml = Buffer.from(sheet).toString()
    expect(xml).toContain('=cmd|')
    expect(xml).not.toMatch(/<f[ >]/)
  })
})

describe('the whole book', () => {
  test.each([
    ['county', 202],
    ['librarian', 403], // of one town
    ['keeper', 403],
    ['clerk', 403],
    ['auditor', 403],
    [null, 401],
  ])('%s exports it: %i', async (who, status) => {
    const answer = await on.ask(who, 'POST', '/api/exports')
    expect(answer.status).toBe(status)
    if (status === 202) await ended(on, answer)
  })

  test('the file is verified without the book, and is whose task it was', async () => {
    const started = await on.ask('county', 'POST', '/api/exports')
    const { state, result } = await ended(on, started)
    expect(state).toBe('done')
    const url = `/api/exports/${started.body.id}/file`
    const file = await on.ask('county', 'GET', url)
    expect(file.status).toBe(200)
    expect(result).toEqual({ size: file.bytes.length })
    const folder = mkdtempSync(join(tmpdir(), 'shishu-export-'))
    try {
      const path = join(folder, 'book.jsonl.gz')
      writeFileSync(path, file.bytes)
      const towns = await verifyExport(path)
      expect(towns.map(({ town }) => town)).toEqual([codeKey(TOWN)])
    } finally {
      rmSync(folder, { recursive: true })
    }
    expect((await on.ask('librarian', 'GET', url)).status).toBe(403)
    expect((await on.ask('county', 'GET', `/api/imports/${started.body.id}/marked`)).status).toBe(404)
    expect((await on.ask('county', 'GET', '/api/exports/019d0000-0000-7000-8000-000000000000/file')).status).toBe(404)
    expect((await on.ask('county', 'GET', '/api/exports/..%2F..%2Fetc/file')).status).toBe(400)
  })
})

describe('checks and verifications', () => {
  test.each([
    ['/api/checks', 'sysadmin', 202],
    ['/api/checks', 'county', 403],
    ['/api/checks', 'keeper', 403],
    ['/api/checks', 'secadmin', 403],
    ['/api/checks', null, 401],
    ['/api/verifications', 'sysadmin', 202],
    ['/api/verifications', 'librarian', 403],
    ['/api/verifications', 'auditor', 403],
    ['/api/verifications', null, 401],
  ])('%s by %s: %i', async (url, who, status) => {
    const answer = await on.ask(who, 'POST', url)
    expect(answer.status).toBe(status)
    if (status === 202) await ended(on, answer)
  })

  test('a check says what `shishu check` says; a verification gives the seals', async () => {
    const check = await ended(on, await on.ask('sysadmin', 'POST', '/api/checks'))
    expect(check.result).toMatchObject({ towns: 1, entries: BRANCH_VISITS + 2, disagreements: [] })
    const verification = await ended(on, await on.ask('sysadmin', 'POST', '/api/verifications'))
    const { body } = await on.ask('keeper', 'GET', `/api/towns/${TOWN}/journal`)
    expect(verification.result).toEqual({ towns: [{ town: TOWN, position: body.position, seal: body.seal }], lost: [] })
  })
})

describe('the journal of a town', () => {
  test.each([
    ['clerk', TOWN, 200],
    ['keeper', TOWN, 200],
    ['county', SECOND_TOWN, 200],
    ['clerk', SECOND_TOWN, 403],
    ['stranger', TOWN, 403],
    ['sysadmin', TOWN, 403],
    ['idle', TOWN, 403],
    [null, TOWN, 401],
    ['county', COUNTY, 200],
    ['county', '341899199000', 404],
  ])('%s reads that of %s: %i', async (who, town, status) => {
    expect((await on.ask(who, 'GET', `/api/towns/${town}/journal`)).status).toBe(status)
  })

  test('has its head and its last places, and none where nothing is sealed', async () => {
    const { body } = await on.ask('keeper', 'GET', `/api/towns/${TOWN}/journal?limit=1`)
    expect(body).toMatchObject({
      position: 1,
      seal: expect.stringMatching(/^[0-9a-f]{64}$/),
      places: [
        { position: 1, seal: body.seal, booked: { kind: 'entries', by: 'keeper', versions: BRANCH_VISITS + 2 } },
      ],
    })
    const earlier = await on.ask('keeper', 'GET', `/api/towns/${TOWN}/journal?before=1`)
    expect(earlier.body).toMatchObject({ position: 1, places: [] })
    const empty = await on.ask('county', 'GET', `/api/towns/${SECOND_TOWN}/journal`)
    expect(empty.body).toEqual({ position: 0, seal: null, places: [] })
    expect((await on.ask('keeper', 'GET', `/api/towns/${TOWN}/journal?limit=1000`)).status).toBe(400)
  })
})
