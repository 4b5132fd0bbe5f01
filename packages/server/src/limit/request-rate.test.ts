import { afterEach, expect, test } from 'vitest'
import { CAST, startTestServer, type TestServer } from '../../test/server-fixture.ts'

let on: TestServer | undefined
afterEach(() => on?.stop())

const QUESTION = '/api/session'

test('a flood from one address ends before anybody is looked up, and in a bounded audit log', async () => {
  let lookedUp = 0
  const identify = async () => {
    lookedUp += 1
    return null
  }
  on = await startTestServer({ perMinuteOfAddress: 150, services: () => ({ identify }) })
  const statuses: number[] = []
  for (let sent = 0; sent < 200; sent++) statuses.push((await on.ask(null, 'GET', '/api/tasks')).status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(150)
  expect(statuses.filter((status) => status === 429)).toHaveLength(50)
  expect(lookedUp).toBe(150)
  const elsewhere = await on.ask(null, 'GET', '/api/tasks', undefined, { remoteAddress: '192.0.2.7' })
  expect(elsewhere.status).toBe(401)
  const { app, audited } = on
  expect(audited).toHaveLength(100)
  await app.close()
  const counts = audited.slice(100).map(({ act, code, ip, details }) => ({ act, code, ip, ...details }))
  expect(counts).toEqual([
    { act: 'request.refused', code: 'session.needed', ip: '127.0.0.1', count: 50 },
    { act: 'request.refused', code: 'request.too-many', ip: '127.0.0.1', count: 50 },
    { act: 'request.refused', code: 'session.needed', ip: '192.0.2.7', count: 1 },
  ])
})

test('an account has its own number, whatever addresses it comes from, and a neighbour at the same address another', async () => {
  on = await startTestServer({ perMinute: 5 })
  const ask = (who: string, remoteAddress: string) => on!.ask(who, 'GET', QUESTION, undefined, { remoteAddress })
  const statuses: number[] = []
  for (let sent = 0; sent < 6; sent++) statuses.push((await ask('keeper', `192.0.2.${sent}`)).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  const refused = await ask('keeper', '192.0.2.9')
  expect(refused.body.code).toBe('request.too-many')
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect((await ask('clerk', '192.0.2.9')).status).toBe(200)
  expect(on.audited.filter(({ code }) => code === 'request.too-many')).toMatchObject([
    { person: CAST.keeper!.account, ip: '192.0.2.5' },
    { person: CAST.keeper!.account, ip: '192.0.2.9' },
  ])
})
