import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { packLibrary } from '@shishu/pack-library'
import { openBook } from '@shishu/store'
import { afterAll, beforeAll, describe, type TestContext, test } from 'vitest'
import { ENGINES, type TestBook, type TestServer } from '../../../store/test/book-fixture.ts'
import { put, visit } from '../../../store/test/bookings.ts'
import { DEFAULT_MESSAGE_SETTINGS } from '../message/message-settings.ts'
import { type Jobs, openJobs } from './open-jobs.ts'
import { PERIODIC_JOBS, registerPeriodicWork } from './periodic-work.ts'

/** A book of its own for one test, and the jobs of as many servers on it as the test opens. */
interface Place {
  on: TestBook
  /** What the jobs told of failures. */
  told: unknown[]
  open(): Jobs
  /** Ends every server's jobs; so does the end of the test. */
  stop(seconds: number): Promise<void>
}

// They mostly wait: all at once, on both engines, for as long as the longest of them.
describe.concurrent.each(ENGINES)('$name', ({ missing, start }) => {
  describe.skipIf(missing !== null)('jobs', () => {
    let server: TestServer
    beforeAll(async () => {
      server = await start()
    })
    afterAll(() => server?.stop())

    const place = async ({ onTestFinished }: TestContext): Promise<Place> => {
      const on = await server.newBook()
      const told: unknown[] = []
      const opened: Jobs[] = []
      const stop = async (seconds: number) => {
        for (const jobs of opened.splice(0)) await jobs.stop(seconds)
      }
      onTestFinished(() => stop(1))
      return {
        on,
        told,
        open: () => {
          const jobs = openJobs({
            connection: { connectionString: on.databaseUrl },
            pollSeconds: 0.5,
            lostAfterSeconds: 10,
            superviseSeconds: 1,
            retrySeconds: 1,
            onError: (name, error) => told.push([name, error]),
          })
          opened.push(jobs)
          return jobs
        },
        stop,
      }
    }

    test('what is asked for runs on one of two servers, one run at a time', async (context) => {
      const { expect } = context
      const { open, told } = await place(context)
      const servers = [open(), open()]
      let atOnce = 0
      let most = 0
      let runs = 0
      for (const jobs of servers) {
        jobs.register('count', null, async () => {
          atOnce += 1
          most = Math.max(most, atOnce)
          await sleep(700)
          runs += 1
          atOnce -= 1
        })
      }
      // Both make the tables at once.
      await Promise.all(servers.map((jobs) => jobs.start()))
      await Promise.all(servers.flatMap((jobs) => [jobs.run('count'), jobs.run('count'), jobs.run('count')]))
      await expect.poll(() => runs, { timeout: 10_000 }).toBeGreaterThan(0)
      await sleep(3_000)
      // Six askings are one run, or two where some of them came during the first.
      expect([1, 2]).toContain(runs)
      const before = runs
      await servers[0]!.run('count')
      await expect.poll(() => atOnce, { timeout: 10_000 }).toBe(1)
      await servers[1]!.run('count') // during a run: another run
      await expect.poll(() => runs, { timeout: 10_000 }).toBe(before + 2)
      expect([most, told]).toEqual([1, []])
    })

    test('what was asked for before a stop is done after the restart, and what was cut off is done again', async (context) => {
      const { expect } = context
      const { open } = await place(context)
      const before = open()
      let cut = 0
      before.register('long', null, async () => {
        cut += 1
        await new Promise(() => undefined)
      })
      before.register('idle', null, async () => undefined)
      await before.start()
      await before.run('long')
      await expect.poll(() => cut, { timeout: 10_000 }).toBe(1)
      await before.stop(1)
      const after = open()
      let done = 0
      after.register('long', null, async () => {
        done += 1
      })
      await after.start()
      await expect.poll(() => done, { timeout: 30_000 }).toBe(1)
    })

    test('what a killed server was doing is done by another', async (context) => {
      const { expect } = context
      const { on, open } = await place(context)
      const script = fileURLToPath(new URL('./job-child.fixture.ts', import.meta.url))
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, on.databaseUrl], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const gone = once(child, 'exit')
      await once(child.stdout, 'data')
      const jobs = open()
      let done = 0
      jobs.register('long', null, async () => {
        done += 1
      })
      await jobs.start()
      await sleep(1_000)
      expect(done).toBe(0) // the other server is at it
      child.kill('SIGKILL')
      await gone
      await expect.poll(() => done, { timeout: 90_000, interval: 500 }).toBe(1)
    })

    test('a graceful stop lets running work end by its signal', async (context) => {
      const { expect } = context
      const { open } = await place(context)
      const jobs = open()
      const seen: string[] = []
      jobs.register('sweep', null, async (signal) => {
        seen.push('began')
        while (!signal.aborted) await sleep(50)
        await sleep(200)
        seen.push('ended')
      })
      await jobs.start()
      await jobs.run('sweep')
      await expect.poll(() => seen, { timeout: 10_000 }).toEqual(['began'])
      await jobs.stop(10)
      expect(seen).toEqual(['began', 'ended'])
    })

    test('work that fails is told, and tried again', async (context) => {
      const { expect } = context
      const { on, open, told } = await place(context)
      const jobs = open()
      let tries = 0
      jobs.register('flaky', null, async () => {
        tries += 1
        if (tries === 1) throw new Error('王小明')
      })
      await jobs.start()
      await jobs.run('flaky')
      await expect.poll(() => tries, { timeout: 30_000 }).toBe(2)
      expect(told).toEqual([['flaky', new Error('王小明')]])
      expect(await jobs.counts()).toEqual(
        ['waiting', 'active', 'failed'].map((state) => ({ queue: 'flaky', state, count: expect.any(Number) })),
      )
      const kept = await on.asOwner("select output::text as output from shishu_job.job where name = 'flaky'")
      expect(JSON.stringify(kept)).not.toContain('王小明')
    })

    test('the book’s periodic work: two servers, each schedule once, and what is booked is settled', async (context) => {
      const { expect } = context
      const { on, open, told, stop } = await place(context)
      const other = await openBook({ dataDir: '', databaseUrl: on.databaseUrl, pack: packLibrary })
      const telling = { settings: DEFAULT_MESSAGE_SETTINGS, recipientsOf: async () => [] }
      const servers = [on.book, other].map((book) => {
        const jobs = open()
        registerPeriodicWork(jobs, { book, telling, channels: {} })
        return jobs
      })
      await Promise.all(servers.map((jobs) => jobs.start()))
      const schedules = await on.asOwner('select name, cron, timezone from shishu_job.schedule order by name')
      expect(schedules).toEqual([
        { name: PERIODIC_JOBS.announce, cron: '* * * * *', timezone: 'Asia/Shanghai' },
        { name: PERIODIC_JOBS.clean, cron: '50 3 * * *', timezone: 'Asia/Shanghai' },
        { name: PERIODIC_JOBS.deliver, cron: '* * * * *', timezone: 'Asia/Shanghai' },
        { name: PERIODIC_JOBS.fold, cron: '30 3 * * *', timezone: 'Asia/Shanghai' },
        { name: PERIODIC_JOBS.settle, cron: '* * * * *', timezone: 'Asia/Shanghai' },
        { name: PERIODIC_JOBS.digest, cron: '0 8 * * *', timezone: 'Asia/Shanghai' },
        { name: PERIODIC_JOBS.due, cron: '5 * * * *', timezone: 'Asia/Shanghai' },
      ])
      await put(on.book, [visit('2026-03-01', 5)])
      await servers[0]!.run(PERIODIC_JOBS.settle)
      const pending = async () => (await on.asOwner('select batch from shishu.pending')).length
      await expect.poll(pending, { timeout: 10_000 }).toBe(0)
      for (const name of Object.values(PERIODIC_JOBS)) {
        if (name !== PERIODIC_JOBS.orphans) await servers[1]!.run(name)
      }
      const unfinished = () =>
        on.asOwner("select name, state from shishu_job.job where name not like '\\_\\_%' and state <> 'completed'")
      await expect.poll(unfinished, { timeout: 20_000 }).toEqual([])
      expect(await on.asOwner('select count(*)::integer as count from shishu.cell where amount <> 0')).not.toEqual([
        { count: 0 },
      ])
      expect(told).toEqual([])
      await stop(5)
      await other.close()
    })

    test('the application’s role may not reach the runner’s tables', async (context) => {
      const { expect } = context
      const { on, open } = await place(context)
      const jobs = open()
      jobs.register('idle', null, async () => undefined)
      await jobs.start()
      await expect(on.book.pool.query('select id from shishu_job.job')).rejects.toMatchObject({ code: '42501' })
    })
  })
})
