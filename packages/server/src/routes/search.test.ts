import { searchEntries } from '@shishu/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  OTHER_VILLAGE,
  SECOND_TOWN,
  startTestServer,
  type TestServer,
  TOWN,
  VILLAGE,
} from '../../test/server-fixture.ts'

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ checksResponses: true, clock: () => new Date('2026-03-05T02:00:00Z') })
  const asker = { account: null, ip: null }
  await on.services.accounts.createAccount({ name: 'wangli', displayName: '王丽华', orgUnit: VILLAGE }, asker)
  await on.services.accounts.createAccount({ name: 'wanglin', displayName: '王丽霞', orgUnit: SECOND_TOWN }, asker)
  const loan = (orgUnit: string, slip: string) => ({
    kind: 'add',
    ledger: 'loans',
    orgUnit,
    values: { slip, reader: '王丽娟', lentOn: '2026-03-01' },
  })
  for (const [who, orgUnit, slip] of [
    ['clerk', VILLAGE, 'Jie-001'],
    ['neighbour', OTHER_VILLAGE, 'Jie-002'],
  ] as const) {
    const body = { request: `loan-of-${who}`, changes: [loan(orgUnit, slip)] }
    expect((await on.ask(who, 'POST', `/api/towns/${TOWN}/bookings`, body)).status).toBe(201)
  }
})
afterAll(() => on?.stop())

const search = async (who: string, q: string) => {
  const { status, body } = await on.ask(who, 'GET', `/api/search?q=${encodeURIComponent(q)}`)
  expect([status, body]).toEqual([200, expect.anything()])
  return body as {
    places: { name: string }[]
    people: { displayName: string }[]
    entries: { ledger: string; summary: string; place: string }[]
  }
}

test.each([
  // who        q       → entries found: those that are the asker's to read, by their numbers
  ['clerk', 'jie-', ['Jie-001']],
  ['neighbour', 'JIE-', ['Jie-002']],
  ['keeper', 'Jie-00', ['Jie-001', 'Jie-002']],
  ['shelves', 'Jie-', []],
  ['stranger', 'Jie-', []],
  ['idle', 'Jie-', []],
])('%s looks for %s', async (who, q, slips) => {
  const { entries } = await search(who, q)
  expect(entries.map(({ summary }) => summary.split('，')[0]).sort()).toEqual(slips)
})

test('a search that would take too long ends, and says that not all was looked through', async () => {
  const ledgers = on.book.definitions.pack.ledgers.filter(({ id }) => id === 'loans')
  const asked = { text: 'jie-', orgUnit: TOWN, ledgers, limit: 5, limitOfLedger: 5 }
  expect(await searchEntries(on.book, { ...asked, withinMs: 2000 })).toMatchObject({
    entries: [{}, {}],
    complete: true,
  })
  const held = await on.book.asOwner(async (owner) => {
    await owner.query('begin; lock table shishu.ledger_loans in access exclusive mode')
    return searchEntries(on.book, { ...asked, withinMs: 20 })
  })
  expect(held).toEqual({ entries: [], complete: false })
})

test('a personal value finds nothing, and none is shown', async () => {
  expect((await search('clerk', '王丽娟')).entries).toEqual([])
  const { entries } = await search('clerk', 'Jie-001')
  expect(entries).toMatchObject([{ ledger: 'loans', place: '上村' }])
  expect(JSON.stringify(entries)).not.toContain('王丽娟')
})

test('places and colleagues of the town are found by name and by pinyin initials', async () => {
  expect((await search('clerk', 'stc')).places).toEqual([{ code: expect.any(String), name: '沙头村', above: '白沙镇' }])
  for (const q of ['王丽', 'wlh']) {
    expect((await search('keeper', q)).people).toEqual([{ displayName: '王丽华', duties: [] }])
  }
  expect((await search('stranger', '王丽')).people.map(({ displayName }) => displayName)).toEqual(['王丽霞'])
})

test('one letter, or none, is refused; nobody finds anything without signing in', async () => {
  expect((await on.ask('clerk', 'GET', '/api/search?q=a')).body).toMatchObject({ code: 'request.malformed' })
  expect((await on.ask(null, 'GET', '/api/search?q=jie')).status).toBe(401)
})
