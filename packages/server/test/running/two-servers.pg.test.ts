import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { dayOfInstant } from '@shishu/kernel'
import { packTownship } from '@shishu/pack-township'
import { orgUnits } from '@shishu/pack-township/seeds'
import { addOrgUnits, openBook } from '@shishu/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ENGINES, type TestBook, type TestServer } from '../../../store/test/book-fixture.ts'
import { DEFAULT_MESSAGE_SETTINGS } from '../../src/message/message-settings.ts'
import { recipientsOf } from '../../src/message/recipients.ts'
import { tellDue } from '../../src/message/tell.ts'
import { type RunningServer, readSettings, serve } from '../../src/serve/index.ts'
import { freePort } from './child-server.ts'
import { openPlace, signInWorkers, TOWNS, type Worker } from './made-up-world.ts'
import { runLoad } from './mixed-load.ts'
import { NOTHING_WRONG, proveBook } from './proof.ts'
import { SessionClient } from './session-client.ts'

/** A server of the county's own where one is installed: that is what two of ours would share. */
const engine = ENGINES[1]!.missing === null ? ENGINES[1]! : ENGINES[0]!
const folder = mkdtempSync(join(tmpdir(), 'shishu-two-'))
let database: TestServer
let on: TestBook
let workers: Worker[]
let [one, other]: RunningServer[] = []

const start = async () =>
  serve({
    pack: packTownship,
    settings: readSettings({
      ...{ DATABASE_URL: on.databaseUrl, SHISHU_DATA: folder, PORT: `${await freePort()}` },
      ...{ SHISHU_LOG_LEVEL: 'fatal', SHISHU_RATE_PER_MINUTE: '100000' },
    }),
  })

beforeAll(async () => {
  database = await engine.start()
  on = await database.newBook({ pack: packTownship })
  await addOrgUnits(on.book, orgUnits)
  workers = await signInWorkers(on.book)
  one = await start()
  other = await start()
})
afterAll(async () => {
  await Promise.all([one?.stop(), other?.stop()])
  await database?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const [town] = TOWNS
const listOf = (worker: Worker) => `/api/ledgers/hazards/entries?org=${worker.orgUnit}`
const as = (server: RunningServer | undefined, { cookie }: Pick<Worker, 'cookie'>) =>
  new SessionClient(server!.address, cookie)
const status = async (server: RunningServer | undefined, worker: Worker, url = listOf(worker)) =>
  (await as(server, worker).get(url)).status
const clerkOf = (orgUnit: string) => workers.find((worker) => worker.orgUnit === orgUnit)!
const hazard = (number: string, orgUnit: string) => {
  const today = dayOfInstant(new Date().toISOString())
  const values = { number, unit: '沿街商铺', description: '通道堵塞', level: 'general', foundOn: today, dueOn: today }
  return { kind: 'add', ledger: 'hazards', orgUnit, values }
}

test('a session of one is valid at the other, and signing out at one ends it at both', async () => {
  const { accounts } = one!.services
  const [worker] = workers
  const name = worker!.name
  const { setCookies } = await accounts.signIn({ name, password: 'Rain-fall 2026', ip: null, userAgent: null })
  const cookie = setCookies.map((each) => each.split(';')[0]).join('; ')
  const signedIn = { ...worker!, cookie }
  expect([await status(one, signedIn), await status(other, signedIn)]).toEqual([200, 200])
  await accounts.signOut({ cookieHeader: cookie, ip: null })
  expect([await status(one, signedIn), await status(other, signedIn)]).toEqual([401, 401])
})

test('one request that reaches both at the same moment is booked once, and both tell the same', async () => {
  const clerk = clerkOf(town!.villages[0]!)
  const url = `/api/towns/${town!.code}/bookings`
  for (let turn = 0; turn < 10; turn += 1) {
    const body = { request: randomUUID(), changes: [hazard(`同时-${turn}`, clerk.orgUnit)] }
    const answers = await Promise.all([one, other].map((server) => as(server, clerk).post(url, body)))
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 201])
    expect(answers[0]!.body.versions).toEqual(answers[1]!.body.versions)
  }
  const { rows } = await on.book.keeperPool.query("select from shishu.ledger_hazards where f_number like '同时-%'")
  expect(rows).toHaveLength(10)
})

test('what people book at both is in the book once', async () => {
  const signal = AbortSignal.timeout(5_000)
  const half = (start: number) => workers.filter((_, index) => index % 2 === start)
  const loads = await Promise.all(
    [one!, other!].map(({ address }, index) => runLoad({ address, workers: half(index), signal })),
  )
  expect(loads.map(({ errors }) => [...errors])).toEqual([[], []])
  const acknowledged = loads.flatMap((load) => load.acknowledged)
  for (const load of loads) expect(load.acknowledged.length).toBeGreaterThan(0)
  // The ten of the test before are in the book besides.
  expect(await proveBook(on.book, acknowledged)).toEqual({ ...NOTHING_WRONG, unacknowledged: 10 })
})

test('both tell of what is due, and everybody is told once', async () => {
  const tell = (server: RunningServer | undefined) => {
    const { book } = server!.services
    const recipients = (asked: Parameters<typeof recipientsOf>[1]) => recipientsOf(book, asked)
    return tellDue(book, { settings: DEFAULT_MESSAGE_SETTINGS, mail: false, recipientsOf: recipients })
  }
  const fresh = await Promise.all([tell(one), tell(other), tell(one), tell(other)])
  const { rows } = await on.book.keeperPool.query<{ told: number; distinct: number; people: number }>(
    `select count(*)::integer as told, count(distinct (person, entry, state, kind))::integer as distinct,
            count(distinct person)::integer as people from shishu.notice where ledger = 'hazards'`,
  )
  expect(rows[0]!.told).toBe(rows[0]!.distinct)
  expect(rows[0]!.people).toBeGreaterThan(1)
  // No more than what there is: none is counted as new by both.
  const all = await on.book.keeperPool.query('select from shishu.notice')
  expect(fresh.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(all.rowCount!)
  expect(await Promise.all([tell(one), tell(other)])).toEqual([0, 0])
})

test('a place added at one is known at the other soon', async () => {
  const principal = workers.find(({ role }) => role === 'principal')!
  const code = `${town!.code.slice(0, 9)}299`
  const url = `/api/ledgers/hazards/entries?org=${code}`
  expect(await status(other, principal, url)).toBe(404)
  await addOrgUnits(one!.services.book, [{ code, name: '新村' }])
  const until = Date.now() + 30_000
  while ((await status(other, principal, url)) !== 200 && Date.now() < until) await sleep(200)
  expect(await status(other, principal, url)).toBe(200)
})

test('a newer program changes the definitions: the older servers book nothing more and say that they are not ready', async () => {
  const [first, ...rest] = packTownship.indicators
  const newer = { ...packTownship, indicators: [{ ...first!, gloss: `${first!.gloss}, newly` }, ...rest] }
  const isReady = async () => (await fetch(`${one!.address}/health/ready`)).status
  expect(await isReady()).toBe(200)
  const opened = await openBook({ dataDir: '', databaseUrl: on.databaseUrl, pack: newer })
  await opened.close()
  const clerk = clerkOf(town!.villages[0]!)
  const url = `/api/towns/${town!.code}/bookings`
  for (const server of [one, other]) {
    const answer = await as(server, clerk).post(url, {
      request: randomUUID(),
      changes: [hazard(randomUUID().slice(0, 8), clerk.orgUnit)],
    })
    expect([answer.status, answer.body.code]).toEqual([503, 'book.definitions-changed'])
    expect(await status(server, clerk)).toBe(200) // what is booked can still be read
  }
  await sleep(1_100) // readiness is asked for at most once a second
  expect(await isReady()).toBe(503)
  // Opened with its own definitions again, the book is as the servers know it.
  await (await openPlace({ dataDir: '', databaseUrl: on.databaseUrl })).close()
  await sleep(1_100)
  expect(await isReady()).toBe(200)
})
