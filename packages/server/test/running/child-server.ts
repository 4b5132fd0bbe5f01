import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { readPostmasterFile } from '../../../store/src/engine/postmaster-file.ts'
import type { BookPlace } from './made-up-world.ts'

/** A server in a process of its own. */
export interface ChildServer {
  address: string
  /** Lines of its log at the level `error` so far. */
  errors: readonly string[]
  /** Starts work that never ends by itself. Returns the task's id. */
  endlessTask(): Promise<string>
  /** Ends it in order. */
  stop(): Promise<void>
  /** kill −9. */
  kill(): Promise<void>
  /** kill −9 of the embedded database that it works on. */
  killDatabase(): void
  /** Kills what is left of both, for whoever has no more use for them. */
  end(): Promise<void>
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

/** Starts a server, and resolves once it answers. */
export async function startChild(place: BookPlace, port: number): Promise<ChildServer> {
  const child = spawn(
    process.execPath,
    [...process.execArgv.filter(isPassedOn), fileURLToPath(new URL('./server-child.ts', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SHISHU_'))),
        ...{ PORT: `${port}`, SHISHU_DATA: place.dataDir, DATABASE_URL: place.databaseUrl ?? '' },
        ...{ SHISHU_RATE_PER_MINUTE: '100000', SHISHU_LOG_LEVEL: 'error', SHISHU_STOP_SECONDS: '5' },
      },
    },
  )
  const errors: string[] = []
  child.stdout!.setEncoding('utf8').on('data', (text: string) => void errors.push(...text.trim().split('\n')))
  const gone = once(child, 'exit')
  const { address } = await said<{ address: string }>(child, 'address')
  const killDatabase = () => {
    const running = readPostmasterFile(join(place.dataDir, 'postgres'))
    if (running !== null) process.kill(running.pid, 'SIGKILL')
  }
  return {
    address,
    errors,
    endlessTask: async () => {
      const started = said<{ task: string }>(child, 'task')
      child.send('endless task')
      return (await started).task
    },
    stop: async () => {
      child.send('stop')
      await gone
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    killDatabase,
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await gone
      if (place.databaseUrl === undefined) killDatabase()
    },
  }
}

/** Options of this process that a child runs under too; those of the test runner are its own. */
const isPassedOn = (option: string) => option.startsWith('--disable-warning') || option.startsWith('--cpu-prof')

async function said<T extends object>(child: ChildProcess, what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const hear = (message: unknown) => {
      if (typeof message !== 'object' || message === null || !(what in message)) return
      child.off('message', hear)
      child.off('exit', end)
      resolve(message as T)
    }
    const end = (code: number | null) => reject(new Error(`the server ended by itself with ${code}`))
    child.on('message', hear)
    child.once('exit', end)
  })
}
