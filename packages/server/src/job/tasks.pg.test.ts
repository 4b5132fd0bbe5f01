import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { kernelError } from '@shishu/kernel'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ENGINES, type TestBook, type TestServer, TOWN } from '../../../store/test/book-fixture.ts'
import type { Task, TaskWork } from './task.ts'
import { openTasks, type Tasks } from './tasks.ts'

const NOBODY = '019d0000-0000-7000-8000-000000000000'

describe.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('tasks', () => {
    let server: TestServer
    let on: TestBook
    let here: Tasks
    let there: Tasks
    const told: string[] = []
    const open = () =>
      openTasks({
        pool: on.book.keeperPool,
        connection: { connectionString: on.databaseUrl },
        clock: () => new Date(),
        onError: (kind, error) => told.push(`${kind}: ${(error as Error).message}`),
      })
    beforeAll(async () => {
      server = await start()
      on = await server.newBook()
    })
    afterAll(() => server?.stop())
    beforeEach(async () => {
      told.length = 0
      here = await open()
      there = await open()
      return async () => {
        await here.close(1)
        await there.close(1)
      }
    })

    const untilStopped: TaskWork = async (_, signal) => {
      await sleep(60_000, undefined, { signal })
    }
    const everyStep = async (tasks: Tasks, id: string) => {
      const seen: Task[] = []
      for await (const task of tasks.follow(id)) seen.push(task)
      return seen
    }
    const ended = async (id: string) => (await everyStep(there, id)).at(-1)!

    test('progress and result are followed on the other server as they come', async () => {
      const gate = Promise.withResolvers<void>()
      const { id, state } = await here.start('import', 'zhang', TOWN, async (progress) => {
        progress({ rows: 1, of: 3 })
        await gate.promise
        progress({ rows: 3, of: 3 })
        return { booked: 3 }
      })
      expect(state).toBe('queued')
      const seen: Task[] = []
      for await (const task of there.follow(id)) {
        seen.push(task)
        if (task.progress.rows === 1) gate.resolve()
      }
      expect(seen.map(({ progress }) => progress.rows)).toContain(1)
      expect(seen.at(-1)).toMatchObject({
        kind: 'import',
        person: 'zhang',
        orgUnit: TOWN,
        state: 'done',
        progress: { rows: 3, of: 3 },
        result: { booked: 3 },
        error: null,
      })
      expect((await there.list('zhang')).map((task) => task.id)).toContain(id)
      expect(await there.list('li')).toEqual([])
      expect(await there.get(id)).toEqual(seen.at(-1))
    })

    test('a task is heard of soon, not at the next look', async () => {
      const gate = Promise.withResolvers<void>()
      const { id } = await here.start('import', 'zhang', TOWN, () => gate.promise)
      const states: string[] = []
      let released = 0
      for await (const task of there.follow(id)) {
        states.push(task.state)
        if (task.state === 'running') {
          released = Date.now()
          gate.resolve()
        }
      }
      expect(states.at(-1)).toBe('done')
      expect(Date.now() - released).toBeLessThan(1_500)
    })

    test('what runs here is stopped from there', async () => {
      const { id } = await here.start('check', 'zhang', null, untilStopped)
      await expect.poll(async () => (await there.get(id)).state).toBe('running')
      await there.stop(id)
      expect(await ended(id)).toMatchObject({ state: 'stopped', stopAsked: true, error: null })
      expect(told).toEqual([])
      await there.stop(id) // has ended: stays as it is
      expect((await there.get(id)).state).toBe('stopped')
    })

    test('what waits its turn is stopped before it begins, and the next one begins', async () => {
      const first = await here.start('check', 'zhang', null, untilStopped)
      const second = await here.start('check', 'zhang', null, untilStopped)
      let began = false
      const third = await here.start('check', 'zhang', null, async () => {
        began = true
      })
      const fourth = await here.start('check', 'zhang', null, async () => 'done')
      await expect.poll(async () => (await there.get(second.id)).state).toBe('running')
      expect((await there.get(third.id)).state).toBe('queued')
      await there.stop(third.id)
      expect((await ended(third.id)).state).toBe('stopped')
      await there.stop(first.id)
      expect((await ended(fourth.id)).result).toBe('done')
      expect(began).toBe(false)
      await there.stop(second.id)
    })

    test('a refusal is told in its own words; any other error only in the log', async () => {
      const refused = await here.start('import', 'zhang', null, async () => {
        throw kernelError('ledger.unknown', { ledger: '没有的台账' })
      })
      expect((await ended(refused.id)).error).toMatchObject({ code: 'ledger.unknown' })
      const broken = await here.start('import', 'zhang', null, async () => {
        throw new Error('王小明 340881199001011234')
      })
      const { state, error } = await ended(broken.id)
      expect([state, error?.code]).toEqual(['failed', 'task.failed'])
      expect(JSON.stringify(error)).not.toContain('王小明')
      // The database says so a moment before the log does.
      await expect.poll(() => told).toEqual(['import: 王小明 340881199001011234'])
    })

    test('a result that the database refuses ends the task all the same', async () => {
      const { id } = await here.start('export', 'zhang', null, async () => ({ file: 'a\u0000b' }))
      expect(await ended(id)).toMatchObject({ state: 'failed', result: null, error: { code: 'task.failed' } })
    })

    test('a server that stops says so of what it did not finish', async () => {
      const third = await open()
      const running = await third.start('check', 'zhang', null, untilStopped)
      await expect.poll(async () => (await there.get(running.id)).state).toBe('running')
      await third.close()
      expect(await there.get(running.id)).toMatchObject({ state: 'failed', error: { code: 'task.server-gone' } })
    })

    test('what a killed server left is marked as failed: at the next start, and by a server that lives on', async () => {
      const script = fileURLToPath(new URL('./task-child.fixture.ts', import.meta.url))
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, on.databaseUrl], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const gone = once(child, 'exit')
      const [line] = (await once(child.stdout, 'data')) as [Buffer]
      const ids = JSON.parse(line.toString()) as string[]
      await expect.poll(async () => (await here.get(ids[1]!)).progress).toEqual({ entries: 5000 })
      const states = async () => (await Promise.all(ids.map((id) => here.get(id)))).map(({ state }) => state)
      // It lives: whoever starts or looks leaves its tasks alone.
      const other = await open()
      await other.close()
      await here.markOrphans({ graceMs: 0 })
      expect(await states()).toEqual(['running', 'running', 'queued'])
      const mine = await here.start('check', 'zhang', null, untilStopped)
      child.kill('SIGKILL')
      await gone
      expect(await there.markOrphans()).toBe(0) // it may only have lost its connection
      await expect.poll(() => there.markOrphans({ graceMs: 0 })).toBe(3)
      expect(await states()).toEqual(['failed', 'failed', 'failed'])
      expect((await here.get(ids[0]!)).error?.code).toBe('task.server-gone')
      expect((await here.get(mine.id)).state).toBe('running')
      await here.stop(mine.id)
    })

    test('a server whose connection broke shows itself again, and hears again', async () => {
      const { id } = await here.start('check', 'zhang', null, untilStopped)
      await expect.poll(async () => (await there.get(id)).state).toBe('running')
      const held = async () => {
        const rows = await on.asOwner("select pid from pg_locks where locktype = 'advisory' and mode = 'ShareLock'")
        return rows.map(({ pid }) => Number(pid))
      }
      const before = await held()
      expect(before).toHaveLength(2)
      await on.asOwner('select pg_terminate_backend(pid) from unnest($1::integer[]) as pid', [before])
      const fresh = async () => (await held()).filter((pid) => !before.includes(pid)).length
      await expect.poll(fresh, { timeout: 10_000 }).toBe(2)
      await there.markOrphans({ graceMs: 0 })
      expect((await there.get(id)).state).toBe('running')
      await there.stop(id)
      expect((await ended(id)).state).toBe('stopped')
    })

    test('a task that is not there is refused', async () => {
      for (const id of [NOBODY, "'; drop table shishu.task"]) {
        await expect(here.get(id)).rejects.toMatchObject({ code: 'task.unknown' })
        await expect(here.stop(id)).rejects.toMatchObject({ code: 'task.unknown' })
        await expect(everyStep(here, id)).rejects.toMatchObject({ code: 'task.unknown' })
      }
    })

    test('whoever stops following leaves the task alone', async () => {
      const { id } = await here.start('check', 'zhang', null, untilStopped)
      const leave = AbortSignal.timeout(300)
      const seen: string[] = []
      for await (const task of there.follow(id, leave)) seen.push(task.state)
      expect(['queued', 'running']).toContain(seen.at(-1))
      expect((await there.get(id)).stopAsked).toBe(false)
      await there.stop(id)
    })
  })
})
