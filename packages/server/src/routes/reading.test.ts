import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  COUNTY,
  SECOND_TOWN,
  SECOND_TOWN_VILLAGE,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ clock: () => new Date('2026-04-05T02:00:00Z'), checksResponses: true })
  const lend = (who: string, orgUnit: string, slip: string, lentOn: string) =>
    on.ask(who, 'POST', `/api/towns/${orgUnit.slice(0, 9)}000/bookings`, {
      request: `request-${slip}`,
      changes: [{ kind: 'add', ledger: 'loans', orgUnit, values: { slip, reader: '张三', lentOn } }],
    })
  expect((await lend('clerk', VILLAGE, 'A-1', '2026-02-02')).status).toBe(201)
  expect((await lend('keeper', VILLAGE, 'A-2', '2026-03-20')).status).toBe(201)
  await on.settled()
})
afterAll(() => on?.stop())

const get = (who: string | null, url: string) => on.ask(who, 'GET', url)

describe('reading over HTTP', () => {
  test('figures, for places and periods', async () => {
    const answer = await get(
      'librarian',
      `/api/figures?indicators=loans-out,in-time-rate&org=${TOWN},${VILLAGE}&period=2026-02,2026-03`,
    )
    expect(answer.status).toBe(200)
    const values = answer.body.figures.map(
      (one: { indicator: string; orgUnit: string; period: string; value: number }) =>
        [one.indicator, one.orgUnit, one.period, one.value].join(' '),
    )
    expect(values).toContain(`loans-out ${TOWN} 2026-03 2`)
    expect(values).toContain(`loans-out ${VILLAGE} 2026-02 1`)
    expect(values).toHaveLength(8)
  })

  test.each([
    ['clerk', VILLAGE, 200],
    ['clerk', TOWN, 403],
    ['stranger', TOWN, 403],
    ['county', TOWN, 200],
    ['sysadmin', TOWN, 403],
    [null, TOWN, 401],
  ])('%s asks for a figure of %s: %i', async (who, org, status) => {
    expect((await get(who, `/api/figures?indicators=loans-out&org=${org}&period=2026-03`)).status).toBe(status)
  })

  test('an explanation adds up, and shows the words of entries to those who may read them alone', async () => {
    const url = `/api/figures/loans-out/explanation?org=${TOWN}&period=2026-03`
    const librarian = await get('librarian', url)
    const [input] = librarian.body.inputs
    const sum = input.contributions.reduce((total: number, one: { amount: number }) => total + one.amount, 0)
    expect([input.amount, sum, input.count]).toEqual([2, 2, 2])
    expect(input.contributions[0].summary).not.toBe('')
    const shelves = await get('shelves', url)
    expect(shelves.body.inputs[0]).toMatchObject({
      amount: 2,
      count: 2,
      contributions: [],
      others: { count: 2, amount: 2 },
    })
  })

  test('a difference between two moments', async () => {
    const url = `/api/figures/loans-out/difference?org=${TOWN}&period=2026-03&from=2026-01-01&to=2026-04-05T23:00`
    const { body } = await get('librarian', url)
    expect([body.before.value, body.after.value]).toEqual([null, 2])
    expect(body.inputs[0]).toMatchObject({ count: 2, others: { count: 0, amount: 0 } })
    expect(body.inputs[0].lines).toHaveLength(2)
    const shelves = await get('shelves', url)
    expect(shelves.body.inputs[0]).toMatchObject({ lines: [], others: { count: 2, amount: 2 } })
  })

  test('as of a day before anything was booked there is no value', async () => {
    const { body } = await get(
      'librarian',
      `/api/figures?indicators=loans-out&org=${TOWN}&period=2026-03&asOf=2026-01-31`,
    )
    expect(body.figures[0]).toMatchObject({ value: null, text: '—' })
  })

  test('what is due, and whose step is next', async () => {
    const keeper = await get('keeper', `/api/due?org=${TOWN}`)
    expect(keeper.body).toMatchObject({ on: '2026-04-05', cases: [{ ledger: 'loans', status: 'overdue' }, {}] })
    expect(keeper.body.cases[0].mine).toContain('return')
    const librarian = await get('librarian', `/api/due?org=${TOWN}&mine=true`)
    expect(librarian.body.cases).toEqual([])
    expect((await get('keeper', `/api/due?org=${SECOND_TOWN}`)).status).toBe(403)
    expect((await get('keeper', `/api/missing?org=${TOWN}&period=2026-03`)).status).toBe(200)
  })

  test('a report: draft, files, issue, recomputation', async () => {
    const draft = await get('librarian', `/api/reports/half-year/draft?org=${TOWN}&period=2026-H1`)
    expect(draft.status, draft.text).toBe(200)
    expect(draft.body.paragraphs.length).toBeGreaterThan(0)
    const word = await get('librarian', `/api/reports/half-year/file?org=${TOWN}&period=2026-H1&format=docx`)
    expect(word.bytes.subarray(0, 2).toString()).toBe('PK')
    expect(word.headers['content-disposition']).toMatch(/^attachment; filename=".*\.docx"; filename\*=UTF-8''/)
    const body = { request: 'issue-half-year', org: TOWN, period: '2026-H1' }
    expect((await on.ask('keeper', 'POST', '/api/reports/half-year/issues', body)).status).toBe(403)
    const issued = await on.ask('librarian', 'POST', '/api/reports/half-year/issues', body)
    expect(issued.status, issued.text).toBe(201)
    const repeated = await on.ask('librarian', 'POST', '/api/reports/half-year/issues', body)
    expect(repeated.body).toEqual(issued.body)
    expect((await get('keeper', `/api/issues?org=${TOWN}`)).body.issues).toHaveLength(1)
    const again = await get('librarian', `/api/issues/${issued.body.id}/recomputation?org=${TOWN}`)
    expect(again.body).toMatchObject({ same: true, moved: [] })
    const foreign = await get('stranger', `/api/issues/${issued.body.id}/recomputation?org=${SECOND_TOWN}`)
    expect(foreign).toMatchObject({ status: 404, body: { code: 'issue.unknown' } })
  })

  test('a period is closed once, by whom it falls to', async () => {
    const url = `/api/towns/${TOWN}/closings`
    expect((await on.ask('keeper', 'POST', url, { period: '2026-01' })).status).toBe(403)
    expect((await on.ask('librarian', 'POST', url, { period: '2026-01' })).status).toBe(201)
    expect((await on.ask('librarian', 'POST', url, { period: '2026-01' })).status).toBe(409)
    expect((await get('clerk', url)).body).toEqual({ periods: ['2026-01'] })
    expect((await get('librarian', `${url}/2026-01/adjustments`)).body).toEqual({ adjustments: [] })
  })

  test.each([
    ['/api/figures?indicators=nothing&org=341899101000&period=2026-03', 404],
    ['/api/figures?indicators=loans-out&org=341899101000&period=soon', 400],
    ['/api/figures?indicators=loans-out&org=341899101&period=2026-03', 400],
    ['/api/figures?indicators=loans-out&org=341899101000&period=2026-03&asOf=yesterday!', 400],
    ['/api/figures?indicators=loans-out&org=341899101000&period=2026-03&more=1', 400],
    ['/api/reports/nothing/draft?org=341899101000&period=2026-H1', 404],
    ['/api/reports/half-year/draft?org=341899101000&period=2026-03', 422],
    ['/api/nothing', 404],
  ])('%s is refused with %i in words', async (url, status) => {
    const answer = await get('librarian', url)
    expect(answer.status, answer.text).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.body.zh).toMatch(/\p{Script=Han}/u)
  })

  test('a county reads its towns', async () => {
    const { body } = await get(
      'county',
      `/api/figures?indicators=loans-out&org=${COUNTY},${SECOND_TOWN_VILLAGE}&period=2026-03`,
    )
    expect(body.figures.map((one: { value: number | null }) => one.value)).toEqual([2, null])
  })

  test('definitions keep the order in which they were written: forms and lists follow it', async () => {
    const { body } = await get('idle', '/api/definitions')
    const loans = body.pack.ledgers.find(({ id }: { id: string }) => id === 'loans')
    expect(Object.keys(loans.fields).slice(0, 4)).toEqual(['slip', 'reader', 'lentOn', 'renewedOn'])
  })

  test('the OpenAPI document names every route', async () => {
    const { body } = await get(null, '/api/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths)).toContain('/api/towns/{town}/bookings')
  })
})
