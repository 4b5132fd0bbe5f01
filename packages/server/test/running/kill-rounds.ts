import { setTimeout as sleep } from 'node:timers/promises'
import { type ChildServer, freePort, startChild } from './child-server.ts'
import type { BookPlace, Worker } from './made-up-world.ts'
import { type LoadResult, runLoad } from './mixed-load.ts'

/** What is killed: the server, or the embedded database under it, after which the server is started anew. */
export type Victim = 'server' | 'database'

export interface KillReport {
  load: LoadResult
  /** Ids of the work that was under way when its server was killed. */
  tasks: string[]
  /** Seconds from each kill until a server answered again. */
  awaySeconds: number[]
  /** Status of `/health/ready` after each kill of the database, before the server was started anew. */
  readiness: number[]
  /** Lines that the servers logged as errors. */
  errors: string[]
}

/** Bookings that are acknowledged between two kills, at least: something that could be lost. */
const LEAST = 15

/** Kills a server or its database again and again while people work, at random moments. */
export async function killUnderLoad({
  place,
  workers,
  victims,
}: {
  place: BookPlace
  workers: readonly Worker[]
  victims: readonly Victim[]
}): Promise<KillReport> {
  const port = await freePort()
  const report: Omit<KillReport, 'load'> = { tasks: [], awaySeconds: [], readiness: [], errors: [] }
  let server = await startChild(place, port)
  let back = Promise.withResolvers<void>()
  back.resolve()
  const ending = new AbortController()
  const { address } = server
  let acknowledged = 0
  const working = runLoad({
    ...{ address, workers, signal: ending.signal, files: true, backAgain: () => back.promise },
    onAcknowledged: () => {
      acknowledged += 1
    },
  })
  try {
    for (const victim of victims) {
      const enough = acknowledged + LEAST
      while (acknowledged < enough) await sleep(20)
      await sleep(Math.random() * 1_000)
      report.tasks.push(await server.endlessTask())
      back = Promise.withResolvers()
      const killed = performance.now()
      if (victim === 'server') await server.kill()
      else await loseDatabase(server, report)
      report.errors.push(...server.errors)
      server = await startChild(place, port)
      report.awaySeconds.push((performance.now() - killed) / 1000)
      back.resolve()
    }
    await sleep(1_000)
  } catch (error) {
    await server.end()
    throw error
  } finally {
    ending.abort()
    back.resolve()
  }
  const load = await working
  await server.stop()
  report.errors.push(...server.errors)
  return { load, ...report }
}

/** Kills the database under a server, asks how the server does, and ends it as an operator would who sees that. */
async function loseDatabase(server: ChildServer, report: Pick<KillReport, 'readiness'>): Promise<void> {
  server.killDatabase()
  await sleep(300)
  report.readiness.push((await fetch(`${server.address}/health/ready`)).status)
  await server.stop()
}
