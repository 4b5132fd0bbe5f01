import { defineRole } from '@shishu/kernel'
import { packLibrary } from '@shishu/pack-library'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CAST,
  OTHER_VILLAGE,
  person,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'

let on: TestServer
beforeAll(async () => {
  const stepper = defineRole({
    ...packLibrary.roles.find(({ id }) => id === 'keeper')!,
    id: 'stepper',
    ledgers: { 'entry.read': 'office', 'entry.step': 'office' },
  })
  on = await startTestServer({
    clock: () => new Date('2026-03-05T02:00:00Z'),
    pack: { ...packLibrary, roles: [...packLibrary.roles, stepper] },
    cast: { ...CAST, stepper: person('stepper', { role: 'stepper', orgUnit: TOWN, office: 'desk' }) },
  })
})
afterAll(() => on?.stop())

let number = 0
const url = `/api/towns/${TOWN}/bookings`
const lend = (orgUnit: string, values: object = {}) => {
  number += 1
  const said = { slip: `S-${number}`, reader: '张三', lentOn: '2026-03-02', ...values }
  return { request: `request-${number}`, changes: [{ kind: 'add', ledger: 'loans', orgUnit, values: said }] }
}

describe('booking over HTTP', () => {
  test('books once, and says what it did when asked again', async () => {
    const body = lend(VILLAGE)
    const first = await on.ask('clerk', 'POST', url, body)
    expect(first).toMatchObject({ status: 201, body: { repeated: false, added: 1 } })
    const again = await on.ask('clerk', 'POST', url, body)
    expect(again).toMatchObject({ status: 200, body: { ...first.body, repeated: true } })
  })

  test('the same request id of another person is another request', async () => {
    const body = lend(VILLAGE)
    await on.ask('clerk', 'POST', url, body)
    const other = { ...body, changes: lend(OTHER_VILLAGE).changes }
    expect(await on.ask('neighbour', 'POST', url, other)).toMatchObject({ status: 201, body: { repeated: false } })
  })

  test.each([
    ['clerk', OTHER_VILLAGE, 403],
    ['neighbour', VILLAGE, 403],
    ['keeper', VILLAGE, 201],
    ['shelves', VILLAGE, 403],
    ['librarian', VILLAGE, 403],
    ['stranger', VILLAGE, 403],
    ['sysadmin', VILLAGE, 403],
    ['idle', VILLAGE, 403],
    [null, VILLAGE, 401],
  ])('%s books a loan at %s: %i', async (who, place, status) => {
    expect((await on.ask(who, 'POST', url, lend(place))).status).toBe(status)
  })

  test('a step is taken by whom it falls to, under the name of whoever asks', async () => {
    const { body } = await on.ask('clerk', 'POST', url, lend(VILLAGE))
    const { entry } = body.versions[0]
    const take = (who: string, step: string, by?: object) => {
      number += 1
      const change = { kind: 'step', ledger: 'loans', entry, step, on: '2026-03-04', ...by }
      return on.ask(who, 'POST', url, { request: `request-${number}`, changes: [change] })
    }
    expect(await take('neighbour', 'return')).toMatchObject({ status: 404, body: { code: 'entry.unknown' } })
    expect((await take('librarian', 'return')).status).toBe(403)
    expect((await take('clerk', 'return', { by: 'somebody' })).status).toBe(400)
    expect((await take('clerk', 'return')).status).toBe(201)
    const { rows } = await on.book.pool.query<{ track_by: string[] }>(
      'select track_by from shishu.ledger_loans where entry = $1 and version = 2',
      [entry],
    )
    expect(rows[0]!.track_by).toEqual(['clerk'])
  })

  test('a date filled in is a step taken by whoever fills it in: four eyes are not passed that way', async () => {
    const { body } = await on.ask('clerk', 'POST', url, lend(VILLAGE))
    const { entry } = body.versions[0]
    const ask = (who: string, change: object) =>
      on.ask(who, 'POST', url, { request: `request-${++number}`, changes: [{ ledger: 'loans', entry, ...change }] })
    expect((await ask('clerk', { kind: 'correct', values: { returnedOn: '2026-03-04' } })).status).toBe(201)
    const again = await ask('clerk', { kind: 'correct', values: { checkedOn: '2026-03-05', damaged: false } })
    expect(again).toMatchObject({ status: 422, body: { code: 'entry.refused' } })
    expect(again.body.zh).toContain('不能再由本人')
    expect((await ask('keeper', { kind: 'correct', values: { checkedOn: '2026-03-05', damaged: false } })).status).toBe(
      201,
    )
  })

  test('whoever may take steps alone fills in what the step asks for and nothing else', async () => {
    const { body } = await on.ask('clerk', 'POST', url, lend(VILLAGE))
    const { entry } = body.versions[0]
    const renew = (values: object) =>
      on.ask('stepper', 'POST', url, {
        request: `request-${++number}`,
        changes: [{ kind: 'step', ledger: 'loans', entry, step: 'renew', on: '2026-03-04', values }],
      })
    expect((await renew({ slip: 'other' })).status).toBe(403)
    expect((await renew({ reader: '李四' })).status).toBe(403)
    expect((await renew({})).status).toBe(201)
  })

  test('a mask is no value, and a right guess tells nothing by the number of a fault', async () => {
    const { body } = await on.ask('clerk', 'POST', url, lend(VILLAGE))
    const { entry } = body.versions[0]
    const correct = (reader: string) => ({ kind: 'correct', ledger: 'loans', entry, values: { reader } })
    const book = (changes: object[]) => on.ask('clerk', 'POST', url, { request: `request-${++number}`, changes })
    expect(await book([correct('＊＊')])).toMatchObject({ status: 422, body: { code: 'entry.mask-given' } })
    const faulty = lend(VILLAGE, { lentOn: null }).changes[0]!
    const [right, wrong] = [await book([correct('张三'), faulty]), await book([correct('李四'), faulty])]
    expect(right.body.zh).toContain('第 2 条')
    expect(wrong.body.zh).toBe(right.body.zh)
  })

  test('the wrong order of steps, and a stale version, are refused', async () => {
    const { body } = await on.ask('clerk', 'POST', url, lend(VILLAGE))
    const { entry } = body.versions[0]
    const change = (more: object) => ({
      request: `request-${++number}x`,
      changes: [{ ledger: 'loans', entry, ...more }],
    })
    const early = await on.ask('clerk', 'POST', url, change({ kind: 'step', step: 'check', on: '2026-03-04' }))
    expect(early).toMatchObject({ status: 422, body: { code: 'loop.step-not-allowed' } })
    await on.ask('clerk', 'POST', url, change({ kind: 'correct', expected: 1, values: { damaged: true } }))
    const stale = await on.ask(
      'clerk',
      'POST',
      url,
      change({ kind: 'correct', expected: 1, values: { damaged: false } }),
    )
    expect(stale).toMatchObject({ status: 409, body: { code: 'entry.stale', facts: { expected: 1, current: 2 } } })
  })

  test.each<[string, unknown, string]>([
    ['no body', undefined, ''],
    ['an unknown member', { ...lend(VILLAGE), extra: 1 }, '/extra'],
    ['no changes', { request: 'request-none', changes: [] }, '/changes'],
    ['a wrong type', { request: 12345678, changes: lend(VILLAGE).changes }, '/request'],
    ['a text that is no JSON', '{"request": ', ''],
  ])('%s is refused in words', async (_, body, path) => {
    const more = typeof body === 'string' ? { headers: { 'content-type': 'application/json' } } : {}
    const answer = await on.ask('clerk', 'POST', url, body, more)
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.malformed' } })
    expect(answer.body.path ?? '').toBe(path)
    expect(answer.body.zh).toMatch(/^请求有误/)
  })

  test('what another site has a browser send is refused', async () => {
    const without = await on.app.inject({
      method: 'POST',
      url,
      payload: lend(VILLAGE),
      headers: { 'x-test-person': 'clerk' },
    })
    expect(without.json()).toMatchObject({ status: 403, code: 'request.cross-site' })
    const foreign = await on.ask('clerk', 'POST', url, lend(VILLAGE), { headers: { origin: 'http://evil.example' } })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'request.cross-site' } })
  })

  test('an oversize body and another media type are refused', async () => {
    const large = await on.ask('clerk', 'POST', url, lend(VILLAGE, { slip: 'x'.repeat(5 << 20) }))
    expect(large).toMatchObject({ status: 413, body: { code: 'request.too-large' } })
    const xml = await on.ask('clerk', 'POST', url, '<a/>', { headers: { 'content-type': 'application/xml' } })
    expect(xml).toMatchObject({ status: 415, body: { code: 'request.media-type' } })
  })

  test('another town’s address does not carry a booking into it', async () => {
    const answer = await on.ask('keeper', 'POST', `/api/towns/${SECOND_TOWN}/bookings`, lend(VILLAGE))
    expect(answer).toMatchObject({ status: 403, body: { code: 'access.refused' } })
  })

  test('every change and every refusal is in the audit log, reads too', async () => {
    on.audited.length = 0
    await on.ask('clerk', 'POST', url, { ...lend(VILLAGE), reason: '补记上周的' })
    await on.ask('librarian', 'POST', url, lend(VILLAGE))
    await on.ask('idle', 'GET', '/api/org-units')
    expect(on.audited.map(({ name, act, outcome, code, reason }) => ({ name, act, outcome, code, reason }))).toEqual([
      { name: 'clerk', act: 'entry.write', outcome: 'done', code: null, reason: '补记上周的' },
      { name: 'librarian', act: 'entry.write', outcome: 'refused', code: 'access.refused', reason: null },
      { name: 'idle', act: 'definitions.get', outcome: 'done', code: null, reason: null },
    ])
  })
})
