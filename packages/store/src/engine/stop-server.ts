import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { storeError } from '../store-errors.ts'
import { isStillAlive } from './process-birth.ts'

/**
 * What a postmaster is told, and how long it then has, in milliseconds. SIGINT ends sessions and writes everything down;
 * SIGQUIT and SIGKILL leave that to the recovery at the next start: slower, but nothing acknowledged is lost.
 */
const SIGNALS = [
  ['SIGINT', 60_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 5_000],
] as const

/**
 * Stops a server and waits until it is gone.
 * Errors  `engine.start-failed` when not even SIGKILL ends it (a disk that no longer answers).
 */
export async function stopServer(pid: number, birth: string): Promise<void> {
  for (const [signal, patience] of SIGNALS) {
    const until = Date.now() + patience
    if (isStillAlive(pid, birth)) sendSignal(pid, signal)
    while (isStillAlive(pid, birth)) {
      if (Date.now() > until) break
      await sleep(10)
    }
    if (!isStillAlive(pid, birth)) return
  }
  throw storeError('engine.start-failed', { detail: `the server (${pid}) does not stop` })
}

/** Sends a signal to a process that may have ended meanwhile. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause
  }
}
