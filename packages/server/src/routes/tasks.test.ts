import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/server-fixture.ts'
import { MOST_AT_ONCE, startTask } from '../job/start-task.ts'
import type { Task, TaskWork } from '../job/task.ts'
import { eventsOf } from './tasks.ts'

let on: TestServer
beforeAll(async () => {
  on = await startTestServer({ checksResponses: true })
})
afterAll(() => on?.stop())

const untilStopped: TaskWork = (progress, signal) => {
  progress({ rows: 1 })
  return sleep(60_000, undefined, { signal })
}
const start = (who: string, work: TaskWork = untilStopped) =>
  on.services.tasks.start('import', `account-${who}`, null, work)
const eventsIn = (text: string) =>
  [...text.matchAll(/^event: task\ndata: (.*)\n$/gm)].map(([, data]) => JSON.parse(data!) as Task)

describe('tasks', () => {
  test('each sees and stops their own alone', async () => {
    const { id } = await start('clerk')
    const mine = await on.ask('clerk', 'GET', '/api/tasks')
    expect(mine.body.tasks.map((task: Task) => task.id)).toContain(id)
    expect(mine.text).not.toContain('account-clerk')
    for (const who of ['neighbour', 'keeper', 'sysadmin', 'auditor', 'idle']) {
      expect((await on.ask(who, 'GET', '/api/tasks')).body).toEqual({ tasks: [] })
      for (const [method, url] of [
        ['GET', `/api/tasks/${id}`],
        ['GET', `/api/tasks/${id}/events`],
        ['POST', `/api/tasks/${id}/stop`],
        ['GET', `/api/imports/${id}/marked`],
      ] as const) {
        expect(await on.ask(who, method, url)).toMatchObject({ status: 404, body: { code: 'task.unknown' } })
      }
    }
    expect((await on.ask(null, 'GET', `/api/tasks/${id}`)).status).toBe(401)
    expect((await on.ask(null, 'POST', `/api/tasks/${id}/stop`)).status).toBe(401)
    expect((await on.ask('clerk', 'GET', `/api/tasks/${id}`)).body.state).toMatch(/queued|running/)
    const stopped = await on.ask('clerk', 'POST', `/api/tasks/${id}/stop`)
    expect(stopped).toMatchObject({ status: 202, body: { stopAsked: true } })
    const followed = await on.ask('clerk', 'GET', `/api/tasks/${id}/events`)
    expect(eventsIn(followed.text).at(-1)).toMatchObject({ id, state: 'stopped' })
  })

  test.each([
    ['/api/tasks/nonsense', 400],
    ['/api/tasks/019d0000-0000-7000-8000-000000000000', 404],
    ['/api/tasks/019d0000-0000-7000-8000-000000000000/events', 404],
  ])('%s: %i', async (url, status) => {
    expect((await on.ask('clerk', 'GET', url)).status).toBe(status)
  })

  test('events come as they happen, and end with the task', async () => {
    const gate = Promise.withResolvers<void>()
    const { id } = await start('clerk', async (progress) => {
      progress({ rows: 1 })
      await gate.promise
      return { rows: 2 }
    })
    await on.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = on.app.server.address() as AddressInfo
    const asked = request({
      port,
      path: `/api/tasks/${id}/events`,
      headers: { 'x-test-person': 'clerk', 'accept-encoding': 'gzip, br' },
    }).end()
    const [answer] = await once(asked, 'response')
    expect(answer.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    })
    let text = ''
    for await (const chunk of answer) {
      text += chunk
      if (text.includes('"rows":1')) gate.resolve()
    }
    const seen = eventsIn(text)
    expect(seen.some(({ progress }) => progress.rows === 1)).toBe(true)
    expect(seen.at(-1)).toMatchObject({ state: 'done', result: { rows: 2 } })
    expect(text).not.toContain('account-clerk')
  })

  test('whoever hangs up is no longer followed for', async () => {
    const { id } = await start('clerk')
    const { port } = on.app.server.address() as AddressInfo
    const asked = request({ port, path: `/api/tasks/${id}/events`, headers: { 'x-test-person': 'clerk' } }).end()
    asked.on('error', () => undefined)
    const [answer] = await once(asked, 'response')
    await once(answer, 'data')
    const open = () => new Promise<number>((resolve) => on.app.server.getConnections((_, count) => resolve(count)))
    asked.destroy()
    await expect.poll(open).toBe(0)
    await on.services.tasks.stop(id)
  })

  test('a server that stops does not wait for those who follow', async () => {
    const other = await startTestServer()
    const { id } = await other.services.tasks.start('import', 'account-clerk', null, untilStopped)
    await other.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = other.app.server.address() as AddressInfo
    const asked = request({ port, path: `/api/tasks/${id}/events`, headers: { 'x-test-person': 'clerk' } }).end()
    const [answer] = await once(asked, 'response')
    const whole = answer.toArray()
    await once(answer, 'data')
    await other.app.close()
    expect(eventsIn(Buffer.concat(await whole).toString()).at(-1)?.state).toMatch(/queued|running/)
    await other.stop()
  })

  test('a person has a few tasks under way at a time', async () => {
    const ids: string[] = []
    for (let count = 0; count < MOST_AT_ONCE; count += 1) ids.push((await start('county')).id)
    expect(await on.ask('county', 'POST', '/api/exports')).toMatchObject({
      status: 429,
      body: { code: 'task.too-many' },
    })
    // Also where they come at the same moment, to whichever server.
    const { tasks } = on.services
    const started = await Promise.allSettled(
      Array.from({ length: MOST_AT_ONCE + 3 }, () =>
        startTask(tasks, { kind: 'import', person: 'account-many', orgUnit: null }, (_, ...rest) =>
          untilStopped(...rest),
        ),
      ),
    )
    expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(MOST_AT_ONCE)
    for (const { id } of await tasks.list('account-many')) await tasks.stop(id)
    for (const id of ids) await on.ask('county', 'POST', `/api/tasks/${id}/stop`)
    await expect.poll(async () => (await on.ask('county', 'POST', '/api/exports')).status).toBe(202)
  })

  test('a quiet task keeps its connection by a comment now and then', async () => {
    const ends = new AbortController()
    const never: AsyncIterable<Task> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) }
    const said: string[] = []
    for await (const text of eventsOf(never, ends.signal, { heartbeatMs: 5 })) {
      said.push(text)
      if (said.length === 3) ends.abort()
    }
    expect(said).toEqual([': …\n\n', ': …\n\n', ': …\n\n'])
  })

  test('whoever has signed out meanwhile is told no more, busy or quiet as the task may be', async () => {
    const busy = async function* () {
      for (;;) {
        await sleep(2)
        yield { id: 'busy' } as Task
      }
    }
    const never: AsyncIterable<Task> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) }
    for (const states of [busy(), never]) {
      let looks = 0
      const stillIn = async () => ++looks < 3
      const said: string[] = []
      const events = eventsOf(states, new AbortController().signal, { heartbeatMs: 10, stillIn })
      for await (const text of events) said.push(text)
      expect(looks).toBe(3)
      expect(said.length).toBeGreaterThan(1)
    }
  })

  test('a person follows a few tasks at once, and again when one is let go', async () => {
    const { id } = await start('shelves')
    const { port } = on.app.server.address() as AddressInfo
    const follow = async () => {
      const asked = request({ port, path: `/api/tasks/${id}/events`, headers: { 'x-test-person': 'shelves' } }).end()
      asked.on('error', () => undefined)
      const [answer] = await once(asked, 'response')
      answer.on('error', () => undefined)
      answer.resume()
      return { asked, status: answer.statusCode as number }
    }
    const open = []
    for (let count = 0; count < 5; count += 1) open.push(await follow())
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect((await follow()).status).toBe(429)
    open.pop()!.asked.destroy()
    const again = async () => {
      const one = await follow()
      if (one.status === 200) open.push(one)
      return one.status
    }
    await expect.poll(again).toBe(200)
    for (const { asked } of open) asked.destroy()
    await on.services.tasks.stop(id)
  })
})
