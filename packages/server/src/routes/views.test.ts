import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer, TOWN } from '../../test/server-fixture.ts'

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ checksResponses: true })
})
afterAll(() => on?.stop())

const URL = '/api/ledgers/loans/views'
const VIEW = {
  drafts: [],
  states: ['lent'],
  sort: '-lentOn',
  columns: [{ id: '$place' }, { id: 'slip', widthPx: 200 }],
}
const names = async (who: string) =>
  (await on.ask(who, 'GET', URL)).body.views.map(({ name }: { name: string }) => name)

describe('kept views', () => {
  test('are one’s own; one of the same name is replaced; they can be removed', async () => {
    const kept = await on.ask('clerk', 'PUT', URL, { name: '在借', view: VIEW })
    expect(kept.status, kept.text).toBe(200)
    await on.ask('clerk', 'PUT', URL, { name: '在借', view: { ...VIEW, group: 'state' } })
    expect(await names('clerk')).toEqual(['在借'])
    expect((await on.ask('clerk', 'GET', URL)).body.views[0].view).toEqual({ ...VIEW, group: 'state' })
    expect(await names('librarian')).toEqual([])
    const others = await on.ask('librarian', 'DELETE', `${URL}/${kept.body.id}`)
    expect([others.status, others.body.code]).toEqual([404, 'view.unknown'])
    expect((await on.ask('clerk', 'DELETE', `${URL}/${kept.body.id}`)).status).toBe(204)
    expect(await names('clerk')).toEqual([])
  })

  test.each([
    ['a ledger that is not there', '/api/ledgers/nothing/views', { name: 'x', view: VIEW }, 404],
    ['what is no view', URL, { name: 'x', view: { drafts: 'all' } }, 400],
    ['no name', URL, { name: ' ', view: VIEW }, 400],
  ])('%s is refused', async (_about, url, body, status) => {
    expect((await on.ask('clerk', 'PUT', url, body)).status).toBe(status)
  })

  test('fifty of a ledger are enough', async () => {
    for (let index = 0; index < 50; index += 1) await on.ask('keeper', 'PUT', URL, { name: `视图${index}`, view: VIEW })
    expect((await on.ask('keeper', 'PUT', URL, { name: '再一个', view: VIEW })).body.code).toBe('view.too-many')
    expect((await on.ask('keeper', 'PUT', URL, { name: '视图7', view: VIEW })).status).toBe(200)
  })
})

test('what people are called is told of those nearby, by their login names', async () => {
  const asker = { account: null, ip: null }
  await on.services.accounts.createAccount({ name: 'wangli', displayName: '王丽', orgUnit: TOWN }, asker)
  const told = async (who: string) => (await on.ask(who, 'GET', '/api/people/names?of=wangli,nobody')).body.names
  expect(await told('clerk')).toEqual({ wangli: '王丽' })
  expect(await told('county')).toEqual({ wangli: '王丽' })
  expect(await told('stranger')).toEqual({})
})

test('groups of a ledger are what the asker may see of it', async () => {
  const groups = await on.ask('librarian', 'GET', '/api/ledgers/loans/groups?org=341899101000&by=orgUnit')
  expect(groups.status, groups.text).toBe(200)
  const { body } = groups
  expect(body.groups.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(body.count)
  const unfit = await on.ask('librarian', 'GET', '/api/ledgers/loans/groups?org=341899101000&by=reader')
  expect(unfit.body.code).toBe('entry.group-unfit')
})
