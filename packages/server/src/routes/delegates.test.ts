import { afterAll, beforeAll, expect, test } from 'vitest'
import { COUNTY, OTHER_VILLAGE, startTestServer, type TestServer, TOWN, VILLAGE } from '../../test/server-fixture.ts'

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ checksResponses: true })
  const asker = { account: null, ip: null }
  const people = { upcounty: COUNTY, midtown: TOWN, inplace: VILLAGE, nextdoor: OTHER_VILLAGE, leftus: VILLAGE }
  for (const [name, orgUnit] of Object.entries(people)) {
    const { id } = await on.services.accounts.createAccount({ name, displayName: name, orgUnit }, asker)
    if (name === 'leftus') await on.services.accounts.disableAccount(id, asker)
  }
})
afterAll(() => on?.stop())

const offered = async (who: string, text: string) => {
  const answer = await on.ask(who, 'GET', `/api/delegations/people?text=${text}`)
  return answer.body.people.map((one: { displayName: string }) => one.displayName)
}

test.each([
  // who, and those found by their full names
  ['clerk', ['upcounty', 'midtown', 'inplace']],
  ['keeper', ['upcounty', 'midtown', 'inplace', 'nextdoor']],
])('%s finds those of one’s own org unit, below and straight above it, and nobody beside it', async (who, names) => {
  const found: string[] = []
  for (const name of ['upcounty', 'midtown', 'inplace', 'nextdoor', 'leftus']) found.push(...(await offered(who, name)))
  expect(found).toEqual(names)
})

test('nobody is listed: not by part of a name, not without one, not to a stranger', async () => {
  expect([await offered('keeper', 'next'), await offered('keeper', '')]).toEqual([[], []])
  expect((await on.ask('keeper', 'GET', '/api/delegations/people')).body).toMatchObject({ code: 'request.malformed' })
  expect((await on.ask(null, 'GET', '/api/delegations/people?text=inplace')).status).toBe(401)
})
