import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, realpathSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { storeError } from '../store-errors.ts'
import { type Binaries, embeddedBinaries } from './binaries.ts'
import { isDiskFull, orDiskFull, saysDiskFull } from './disk-full.ts'
import { endLeftoverServer } from './end-leftover-server.ts'
import { initialise, SUPERUSER } from './initialise.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { processBirth } from './process-birth.ts'
import { callAs, openWay, type RunAs, readableBinaries, runAsFor } from './run-as.ts'
import { openServerLog, type ServerLog } from './server-log.ts'
import { PORT, socketFolder } from './socket-folder.ts'
import { sendSignal, stopServer } from './stop-server.ts'

export interface EngineOptions {
  /** The data folder; made when it is not there. Its parent is where a new one is prepared. */
  readonly dataDir: string
  /** Which PostgreSQL; the embedded one when left out. */
  readonly binaries?: Binaries
  /** PostgreSQL settings that replace or add to ours. */
  readonly settings?: Readonly<Record<string, string>>
  /** As whom; see `runAsFor`, which decides when left out. */
  readonly runAs?: RunAs
}

/** A running server. With `pg`: `new pg.Pool({ host: socketDir, port, user, database: 'postgres' })`. */
export interface Engine {
  readonly socketDir: string
  readonly port: number
  readonly user: string
  /** Major version, such as 18. */
  readonly version: number
  /** Ends all sessions, writes everything down and resolves when the server is gone. May be called twice. */
  stop(): Promise<void>
}

/** A start after a crash replays the log since the last checkpoint, at most some GB; on an old disk that takes minutes. */
const READY_WITHIN = 15 * 60_000

/**
 * Starts the book's own PostgreSQL; the first start makes its data folder. Hold the book's lock (`lockBook`) around it.
 *
 * The server is out of our terminal's reach, so Ctrl-C is ours to handle: call `stop()`. When this process ends by itself
 * or by `process.exit`, the server is told to stop. When it is killed, the server lives on, and the next start ends it
 * in order before its own (see `endLeftoverServer`).
 *
 * Errors  `engine.platform-unsupported`, `engine.disk-full`, and `engine.start-failed` with the server's own last words.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const wanted = resolve(options.dataDir)
  return orDiskFull(wanted, async () => {
    mkdirSync(dirname(wanted), { recursive: true })
    const runAs = options.runAs ?? runAsFor(wanted)
    openWay(runAs, wanted)
    const binaries = readableBinaries(runAs, options.binaries ?? embeddedBinaries())
    await endLeftoverServer(wanted)
    await initialise(wanted, binaries, runAs)
    const dataDir = realpathSync(wanted)
    const socketDir = socketFolder(dataDir, runAs)
    const settings = { ...serverSettings(socketDir, binaries.version), ...options.settings }
    const stop = await launch(dataDir, binaries, runAs, settings)
    return { socketDir, port: PORT, user: SUPERUSER, version: binaries.version, stop }
  })
}

/** Passed as flags, never written to postgresql.conf: an unsynced edit of it came back damaged after a power cut. */
function serverSettings(socketDir: string, version: number): Record<string, string> {
  return {
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`, // a list: unquoted, a comma would end the path
    unix_socket_permissions: '0700',
    max_connections: '80',
    shared_buffers: '256MB',
    work_mem: '32MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '4GB',
    wal_compression: version >= 15 ? 'pglz' : 'on', // the embedded build has neither lz4 nor zstd
    fsync: 'on',
    synchronous_commit: 'on',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // No message of a failed statement, nor the statement: both may quote personal values, which must be erasable.
    // In this setting's order `log` stands above `error`.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    logging_collector: 'off',
  }
}

/** Starts the server and waits until it takes sessions; gives back how to stop it. */
async function launch(
  dataDir: string,
  binaries: Binaries,
  runAs: RunAs,
  settings: Readonly<Record<string, string>>,
): Promise<() => Promise<void>> {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const call = callAs(runAs, join(binaries.binDir, 'postgres'), ['-D', dataDir, ...flags])
  const log = openServerLog(dataDir, runAs)
  const child = spawn(call.file, call.args, {
    ...call.options,
    cwd: '/',
    detached: true, // its own session, away from the terminal
    stdio: ['ignore', log.descriptor, log.descriptor],
  })
  const birth = child.pid === undefined ? null : processBirth(child.pid)
  const stopOnExit = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) sendSignal(child.pid, 'SIGINT')
  }
  process.on('exit', stopOnExit)
  const end = async () => {
    if (child.pid !== undefined && birth !== null) await stopServer(child.pid, birth)
    process.off('exit', stopOnExit)
    log.close()
  }
  try {
    await ready(dataDir, child, log)
  } catch (cause) {
    await end()
    throw cause
  }
  child.unref() // whoever forgot to stop the server can still end
  let ended: Promise<void> | undefined
  return () => {
    ended ??= end()
    return ended
  }
}

/** Waits until `postmaster.pid` of this very process says `ready`: before, a session is taken and then turned away. */
async function ready(dataDir: string, child: ChildProcess, log: ServerLog): Promise<void> {
  let failure: Error | undefined
  child.on('error', (cause) => {
    failure = cause
  })
  const until = Date.now() + READY_WITHIN
  for (;;) {
    const file = readPostmasterFile(dataDir)
    if (file !== null && file.pid === child.pid && file.status === 'ready') return
    await sleep(10)
    if (failure !== undefined) throw storeError('engine.start-failed', { detail: failure.message })
    if (child.exitCode !== null || child.signalCode !== null) break
    if (Date.now() > until) break
  }
  const said = log.said()
  if (saysDiskFull(said) || isDiskFull(dataDir)) throw storeError('engine.disk-full', { path: dataDir })
  throw storeError('engine.start-failed', {
    detail: lastWords(said) || `exit code ${child.exitCode}, ${child.signalCode}`,
  })
}

/** The lines of a server's log that say why it gave up, with its hints; else the last lines. */
function lastWords(said: string): string {
  const lines = said.trim().split('\n')
  const why = lines.filter((line) => /FATAL:|PANIC:|DETAIL:|HINT:|error while loading/.test(line))
  return (why.length > 0 ? why : lines).slice(-4).join('\n').slice(-1000)
}
