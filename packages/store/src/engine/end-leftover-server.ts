import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readPostmasterFile } from './postmaster-file.ts'
import { answersToSignals, isStillAlive, processBirth } from './process-birth.ts'
import { PORT } from './socket-folder.ts'
import { sendSignal, stopServer } from './stop-server.ts'

/**
 * Ends whatever server processes an earlier, killed run left on a data folder. The caller holds the book's lock, so they
 * are nobody's.
 *
 * A whole server is stopped in order, not taken over: it runs with the settings, and perhaps the binaries, of an earlier
 * version; it is no child of ours, so we would never hear that it died; and stopping it costs a tenth of a second.
 * Of a server whose postmaster was killed, single backends may live on until they next look up. They get a moment, then
 * are ended. PostgreSQL itself refuses to start next to them, so nothing here decides over the data's safety.
 */
export async function endLeftoverServer(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return
  const folder = realpathSync(dataDir)
  const named = readPostmasterFile(folder)
  if (named !== null && serverProcesses(folder, named.pid).includes(named.pid)) {
    await stopServer(named.pid, processBirth(named.pid) ?? '')
  }
  // Looked up anew: the postmaster may have been dying of a SIGKILL just then, and leaves its backends behind.
  await endOrphans(serverProcesses(folder, named?.pid))
  // The number in a leftover file may be any program's after a reboot, or a zombie's that nobody has reaped yet;
  // PostgreSQL would take either for a server, in both of the files that it left.
  if (named === null || !answersToSignals(named.pid)) return
  rmSync(join(folder, 'postmaster.pid'), { force: true })
  rmSync(join(named.socketDir || folder, `.s.PGSQL.${PORT}.lock`), { force: true })
}

/** The processes of PostgreSQL that work in a data folder: a postmaster enters it at start, its children inherit it. */
function serverProcesses(folder: string, named: number | undefined): number[] {
  if (!existsSync('/proc/self/cwd')) return named !== undefined && looksLikePostgres(named) ? [named] : []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && target(`/proc/${name}/cwd`) === folder)
    .filter((name) => basename(target(`/proc/${name}/exe`) ?? '').startsWith('postgres'))
    .map(Number)
}

/** Where there is no /proc (macOS): what `ps` calls the process. */
function looksLikePostgres(pid: number): boolean {
  if (processBirth(pid) === null) return false
  try {
    return basename(execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim()) === 'postgres'
  } catch {
    return false // ps says with its exit code that the process is gone
  }
}

async function endOrphans(pids: readonly number[]): Promise<void> {
  const orphans = pids.map((pid) => ({ pid, birth: processBirth(pid) ?? '' }))
  const left = () => orphans.filter(({ pid, birth }) => isStillAlive(pid, birth))
  for (const signal of [null, 'SIGQUIT', 'SIGKILL'] as const) {
    const until = Date.now() + 2000
    if (signal !== null) for (const { pid } of left()) sendSignal(pid, signal)
    while (left().length > 0 && Date.now() < until) await sleep(20)
  }
}

function target(link: string): string | null {
  try {
    return readlinkSync(link)
  } catch {
    return null // ended meanwhile, or another user's
  }
}
