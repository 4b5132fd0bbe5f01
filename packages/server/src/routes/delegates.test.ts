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

const offered = async (who: string, text = '') => {
  const answer = await on.ask(who, 'GET', `/api/delegations/people${text === '' ? '' : `?text=${text}`}`)
  return answer.body.people.map((one: { displayName: string }) => one.displayName)
}

test('those of one’s own org unit, below and straight above it are offered, and nobody beside it', async () => {
  expect(await offered('clerk')).toEqual(['inplace', 'midtown', 'upcounty'])
  expect(await offered('keeper')).toEqual(['inplace', 'midtown', 'nextdoor', 'upcounty'])
  expect(await offered('keeper', 'next')).toEqual(['nextdoor'])
  expect((await on.ask(null, 'GET', '/api/delegations/people')).status).toBe(401)
})
