import { afterAll, beforeAll, expect, test } from 'vitest'
import { COUNTY, startTestServer, type TestServer, TOWN, VILLAGE } from '../../test/server-fixture.ts'

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ clock: () => new Date('2026-07-01T02:00:00Z'), checksResponses: true })
})
afterAll(() => on?.stop())

const WORDS = { label: '报修', gloss: 'repairs', source: '馆务会' }
const ledger = {
  kind: 'ledger',
  body: {
    ...WORDS,
    id: 'own-repairs',
    kind: 'event',
    office: 'desk',
    fields: {
      on: { type: 'date', label: '日期', gloss: 'day', required: true },
      what: { type: 'text', label: '事项', gloss: 'what', required: true, max: 50 },
    },
    key: ['on', 'what'],
    measures: { told: { kind: 'flow', label: '报修', gloss: 'told', on: 'on' } },
  },
}
const indicator = {
  kind: 'indicator',
  body: { ...WORDS, id: 'own-repairs-told', unit: 'one', value: 'flow(own-repairs.told)', better: 'neither' },
}
const reportNow = () => on.book.definitions.report('half-year')
const report = () => ({
  kind: 'report',
  body: {
    ...reportNow(),
    paragraphs: [...reportNow().paragraphs, { style: 'body', text: '报修{9}次。' }],
    slots: { ...reportNow().slots, 9: { kind: 'figure', indicator: 'own-repairs-told', wording: 'plain' } },
  },
})
const cases = [
  {
    kind: 'booking',
    name: '一次报修',
    ledger: 'own-repairs',
    values: { on: '2026-03-02', what: '暖气' },
    books: { 'own-repairs.told': 1 },
  },
  { kind: 'figure', name: '两次', indicator: 'own-repairs-told', sums: { 'own-repairs.told': 2 }, value: 2 },
]
const published = (changes: readonly object[], more: object = {}) => ({
  request: 'publish-repairs',
  from: '2026-07-01',
  reason: '馆务会定',
  changes,
  cases: [],
  ...more,
})

test.each([
  ['clerk', 403], // of a village
  ['keeper', 403],
  ['librarian', 403], // of one town, where definitions hold in two
  ['sysadmin', 403],
  ['idle', 403],
  [null, 401],
])('%s changes no definitions: %i', async (who, status) => {
  const { definitionsId } = on.book
  for (const url of ['', '/check', '/018f0000-0000-7000-8000-000000000000/withdrawal']) {
    const body = { '': published([ledger]), '/check': { changes: [ledger], cases: [] } }[url] ?? { reason: '撤回' }
    expect((await on.ask(who, 'POST', `/api/definition-changes${url}`, body)).status).toBe(status)
  }
  expect(on.book.definitionsId).toBe(definitionsId)
})

test('a new ledger is defined, booked in, listed, exported, counted and reported without a restart', async () => {
  const changes = [ledger, indicator, report()]
  const checked = await on.ask('county', 'POST', '/api/definition-changes/check', { changes, cases })
  expect(checked.body).toEqual({
    problems: [],
    cases: [
      { name: '一次报修', passed: true, expected: '报修·报修 1', found: '报修·报修 1' },
      { name: '两次', passed: true, expected: '2', found: '2' },
    ],
    rebooked: [],
  })
  const body = published(changes, { cases })
  const made = await on.ask('county', 'POST', '/api/definition-changes', body)
  expect([made.status, made.body.state, made.body.definitions]).toEqual([201, 'in-force', on.book.definitionsId])
  const again = await on.ask('county', 'POST', '/api/definition-changes', body)
  expect([again.status, again.body]).toEqual([200, made.body])
  expect(on.audited.findLast(({ act }) => act === 'definitions.manage')).toMatchObject({
    orgUnit: COUNTY,
    outcome: 'done',
    reason: '馆务会定',
  })

  const now = await on.ask('clerk', 'GET', '/api/definitions')
  expect([now.body.id, now.body.pack.ledgers.at(-1).id]).toEqual([made.body.definitions, 'own-repairs'])
  const values = { on: '2026-03-02', what: '暖气' }
  const booked = await on.ask('keeper', 'POST', `/api/towns/${TOWN}/bookings`, {
    request: 'first-repair',
    changes: [{ kind: 'add', ledger: 'own-repairs', orgUnit: VILLAGE, values }],
  })
  expect([booked.status, booked.body.added]).toEqual([201, 1])
  await on.settled()
  const entries = await on.ask('keeper', 'GET', `/api/ledgers/own-repairs/entries?org=${TOWN}`)
  expect(entries.body.entries.map((entry: { values: object }) => entry.values)).toEqual([values])
  expect((await on.ask('shelves', 'GET', `/api/ledgers/own-repairs/entries?org=${TOWN}`)).status).toBe(403)
  const csv = await on.ask('keeper', 'GET', `/api/ledgers/own-repairs/entries.csv?org=${TOWN}`)
  expect(csv.text).toContain('2026-03-02,暖气')
  const draft = await on.ask('librarian', 'GET', `/api/reports/half-year/draft?org=${TOWN}&period=2026-H1`)
  expect(draft.text).toContain('own-repairs-told')
  expect(draft.body.slots.find(({ slot }: { slot: number }) => slot === 9).text).toBe('1')
})

test('invariant 5: the file of an issued report says what was issued, whatever is defined since', async () => {
  const of = { org: TOWN, period: '2026-H1' }
  const issued = await on.ask('librarian', 'POST', '/api/reports/half-year/issues', { ...of, request: 'issue-repairs' })
  expect(issued.status, issued.text).toBe(201)
  const tenfold = { ...indicator, body: { ...indicator.body, value: 'flow(own-repairs.told) * 10' } }
  const body = published([tenfold], { request: 'publish-tenfold' })
  const refused = await on.ask('county', 'POST', '/api/definition-changes', body)
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('两次')]) // the example kept with it
  const example = { ...cases[1], value: 20 }
  const again = await on.ask('county', 'POST', '/api/definition-changes', { ...body, cases: [example] })
  expect(again.status, again.text).toBe(201)
  const repairsIn = async (more: string) => {
    const url = `/api/reports/half-year/file?org=${TOWN}&period=2026-H1&format=json${more}`
    const { body } = await on.ask('librarian', 'GET', url)
    return body.figures.find(({ slot }: { slot: number }) => slot === 9).text
  }
  expect([await repairsIn(`&issued=${issued.body.id}`), await repairsIn('')]).toEqual(['1', '10'])
})

test('what was published is listed; what waits is withdrawn, once', async () => {
  const days = { kind: 'param', body: { ...on.book.definitions.pack.params[0], value: 14 } }
  const body = published([days], { request: 'publish-days', from: '2026-08-01' })
  const { body: made } = await on.ask('county', 'POST', '/api/definition-changes', body)
  const list = async () => (await on.ask('clerk', 'GET', '/api/definition-changes')).body
  const [first, second] = (await list()).changes
  expect((await list()).place).toBe(COUNTY)
  expect([first.id, first.state, first.from, second.state]).toEqual([made.id, 'waiting', '2026-08-01', 'in-force'])
  const withdraw = () => on.ask('county', 'POST', `/api/definition-changes/${made.id}/withdrawal`, { reason: '不改了' })
  expect([(await withdraw()).status, (await list()).changes[0].state]).toEqual([200, 'withdrawn'])
  expect([(await withdraw()).body.code, (await withdraw()).status]).toEqual(['definition.not-waiting', 409])
})

test('a broken definition is refused with every problem, and nothing that is sent ends the server', async () => {
  const visits = on.book.definitions.ledger('visits')
  const broken = { ...ledger, body: { ...visits, kind: 'subject', office: 'cellar' } }
  const refused = await on.ask(
    'county',
    'POST',
    '/api/definition-changes',
    published([broken], { request: 'broken-1' }),
  )
  expect([refused.status, refused.body.code]).toEqual([422, 'definition.refused'])
  expect(refused.body.facts.problems).toContain('ledgers.visits.kind：已经在用，种类不能改')
  expect(refused.body.facts.problems).toContain('ledgers.visits.office：没有部门 cellar')
  for (const given of [
    { kind: 'ledger', body: {} },
    { kind: 'ledger', body: { id: ['own-x'], fields: [] } },
    { kind: 'report', body: { ...reportNow(), slots: { 1: null } } },
    { kind: 'target', body: { id: 'own-t', course: 'x'.repeat(100_000) } },
  ]) {
    const answer = await on.ask('county', 'POST', '/api/definition-changes/check', { changes: [given], cases: [] })
    expect([answer.status, answer.body.problems.length > 0]).toEqual([200, true])
  }
  const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
  const payload = `{"changes":[{"kind":"indicator","body":{"id":"own-deep","value":${deep}}}],"cases":[]}`
  const headers = { 'content-type': 'application/json' }
  const answer = await on.ask('county', 'POST', '/api/definition-changes/check', undefined, { payload, headers })
  expect([answer.status, answer.body.problems?.length > 0]).toEqual([200, true])
})
